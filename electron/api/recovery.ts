/** What keeps typed text safe across the Channel: also what the logs in the data folder are made of. */

import * as v from 'valibot';
import { nothing, textFormat } from './fields.ts';
import type { Problem } from './problem.ts';

/** Raised when logs change so that older versions cannot read them. */
export const recoveryFormat = 1;

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const shortText = v.pipe(v.string(), v.maxLength(4096));

const place = v.variant('kind', [
  v.object({ kind: v.literal('nowhere'), name: shortText }),
  v.object({
    kind: v.literal('computer'),
    name: shortText,
    path: shortText,
    format: textFormat,
    version: v.string(),
  }),
  v.object({
    kind: v.literal('board'),
    name: shortText,
    boardId: shortText,
    boardLabel: shortText,
    path: shortText,
    format: textFormat,
    content: v.string(),
    hash: v.optional(v.string()),
  }),
]);

/**
 * A change as CodeMirror's `ChangeSet.toJSON` writes it: a number keeps so many characters, a list deletes
 * its first so many and puts its other items there, as lines.
 */
const changes = v.array(v.union([count, v.tupleWithRest([count], v.string())]));

/** A selection as CodeMirror's `EditorSelection.toJSON` writes it. */
const selection = v.unknown();

/** What a person sees of a document. */
const view = {
  selection,
  /** The first position in sight. */
  top: count,
  unsaved: v.boolean(),
};

/**
 * One line of a document's log. A log begins with what the document is (`begin`, its text in pieces, the
 * undo history), says `ready` when that is whole, and goes on with what happens to it.
 */
export const recoveryEntry = v.variant('kind', [
  v.object({
    kind: v.literal('begin'),
    format: v.pipe(v.number(), v.integer(), v.minValue(1)),
    place,
    /** The text as it was last saved, where no file has it: a new document, a copy of an example. */
    saved: v.nullable(v.string()),
  }),
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({ kind: v.literal('history'), done: v.array(v.unknown()), undone: v.array(v.unknown()) }),
  v.object({
    kind: v.literal('ready'),
    /** Characters of the text, or `null` where it was never changed: it is what its file says. */
    length: v.nullable(count),
    ...view,
  }),
  v.object({
    kind: v.literal('change'),
    changes,
    selection,
    /** When, by the window's clock, in milliseconds: what is typed quickly is undone at once. */
    time: v.number(),
    /** CodeMirror's user event, such as `input.type`. */
    event: v.optional(shortText),
    /** False where undo passes over it. */
    undoable: v.boolean(),
    /** Where undo takes it back alone, whatever was typed just before or after. */
    alone: v.optional(v.picklist(['before', 'after', 'full'])),
    /** It went back in the undo history, or forward again. */
    step: v.optional(v.picklist(['undo', 'redo'])),
  }),
  v.object({ kind: v.literal('view'), ...view }),
  /** It was saved, or renamed. */
  v.object({ kind: v.literal('placed'), place }),
]);
export type RecoveryEntry = v.InferOutput<typeof recoveryEntry>;

/** A document as it comes back. */
export interface RecoveredDocument {
  readonly id: string;
  readonly entries: readonly RecoveryEntry[];
  /** The log that comes next is called by this number. */
  readonly nextLog: number;
  /** False where a part of the text could not be read: what there is, is incomplete. */
  readonly whole: boolean;
}

/** What is in recovery, for people to decide. */
export interface RecoveryListing {
  readonly name: string;
  readonly unsaved: boolean;
}

/** What can be asked of recovery. */
export const recoveryRequests = {
  /** Before anything else. `window` is what an earlier start answered, after the connection was lost. */
  'recovery.start': v.object({ window: v.nullable(id) }),
  /** What `recovery.restore` would hand out now. */
  'recovery.look': nothing,
  /** Hands this window what windows left behind that are gone: every document to one window, once. */
  'recovery.restore': nothing,
  /** Answers when the entries are on the disk. A new number begins a new log. */
  'recovery.append': v.object({ document: id, log: count, entries: v.array(recoveryEntry) }),
  /** The tab was closed: nothing of it comes back. */
  'recovery.forget': v.object({ document: id }),
  /** The tabs in their order. */
  'recovery.tabs': v.object({
    tabs: v.array(v.object({ id })),
    active: v.nullable(id),
  }),
} as const;

/** What recovery answers. */
export interface RecoveryValues {
  'recovery.start': { readonly window: string };
  'recovery.look': readonly RecoveryListing[];
  'recovery.restore': {
    readonly documents: readonly RecoveredDocument[];
    readonly active: string | null;
    /** What could not be brought back, in words. */
    readonly notices: readonly Problem[];
  };
  'recovery.append': null;
  'recovery.forget': null;
  'recovery.tabs': null;
}
