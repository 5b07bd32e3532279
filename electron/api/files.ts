/** This computer's files across the Channel. */

import * as v from 'valibot';
import { nothing, path, source, textFormat } from './fields.ts';
import type { Problem } from './problem.ts';

/** One entry of the workspace or of the picker. */
export interface LocalFileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** A text file as the editor gets it. */
export interface LocalText {
  /** Absolute path, as the operating system spells it. */
  readonly path: string;
  readonly name: string;
  /** Line ends are `\n` here whatever the file has. */
  readonly text: string;
  /** What to keep when saving. */
  readonly format: TextFormat;
  /** Identifies this content on disk; given back when saving so that foreign changes are noticed. */
  readonly version: string;
  /** Something to know about this file, such as a name that hides one of the Pico's own modules. */
  readonly warning?: Problem;
  /** What saving would write down differently, beyond what was typed. */
  readonly rewritten?: Rewritten;
}

/**
 * How a file is written that Nibble reads but does not write: it saves UTF-8 with one kind of line end.
 * `windows-1252` stands for whatever one byte a character was.
 */
export type Rewritten = 'utf-16' | 'windows-1252' | 'mixed-line-ends';

/** How a text file is written down; kept when it is saved. */
export interface TextFormat {
  readonly lineEnd: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
}

export interface FolderListing {
  readonly path: string;
  /** The folder above, or `null` at the top. */
  readonly parent: string | null;
  readonly entries: readonly LocalFileEntry[];
}

/** Where a native dialog answered: chosen, dismissed, or there is none here. */
export type PickAnswer =
  | { readonly kind: 'picked'; readonly path: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-dialog' };

/** What can be asked of files. */
export const fileRequests = {
  /** A folder inside the workspace; `path` is relative to it, `''` its top. */
  'workspace.list': v.object({ path: v.pipe(v.string(), v.maxLength(4096)) }),
  'workspace.read': v.object({ path }),
  /** Any text file the person chose in a dialog, by absolute path. */
  'local.read': v.object({ path }),
  /** Atomic. `version` is what was read; `null` for a new file. */
  'local.write': v.object({
    path,
    text: source,
    format: textFormat,
    version: v.nullable(v.string()),
    overwrite: v.boolean(),
  }),
  /** Native dialogs where there are any; else `null`, and the window shows its own picker over `local.browse`. */
  'local.pickOpen': nothing,
  'local.pickSave': v.object({ suggestedName: v.pipe(v.string(), v.maxLength(255)) }),
  /** Folders for the window's own picker; the empty path is the workspace. */
  'local.browse': v.object({ path: v.pipe(v.string(), v.maxLength(4096)) }),
} as const;

/** What files answer. */
export interface FileValues {
  'workspace.list': FolderListing;
  'workspace.read': LocalText;
  'local.read': LocalText;
  'local.write': { readonly path: string; readonly version: string; readonly warning?: Problem };
  'local.pickOpen': PickAnswer;
  'local.pickSave': PickAnswer;
  'local.browse': FolderListing;
}

/** What files tell. */
export interface FileEvents {
  /** The workspace may have changed, or be another one. */
  'workspace.changed': { readonly folder: string };
}
