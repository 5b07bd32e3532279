/**
 * What the explorer does with files across the Channel: on this computer and on boards alike.
 *
 * A path is relative to its root, with `/` between names; `''` is the top.
 */

import * as v from 'valibot';
import { boardId, job, nothing, path } from './fields.ts';
import type { PickAnswer } from './files.ts';
import type { Problem } from './problem.ts';

/** Where files live: the workspace, a board, or what was dropped into this window (`explorer.drop`). */
export type RootName = v.InferOutput<typeof root>;

/** Names what was dropped; chosen by the host. */
const drop = v.pipe(v.string(), v.maxLength(64));

const computer = v.object({ kind: v.literal('computer') });
const board = v.object({ kind: v.literal('board'), boardId });
const root = v.variant('kind', [computer, board, v.object({ kind: v.literal('dropped'), drop })]);
const folder = v.pipe(v.string(), v.maxLength(4096));
const absolutePath = path;
const paths = v.pipe(v.array(path), v.minLength(1), v.maxLength(10_000));
const transfer = { from: root, paths, to: root, folder, move: v.boolean() };

/** What the person says about something that is there already. */
export type TransferDecision = 'replace' | 'keep-both' | 'skip';
const decision = v.picklist(['replace', 'keep-both', 'skip']);

/** At most a megabyte of a dropped file, in Base64. */
const piece = v.pipe(v.string(), v.maxLength(1_500_000), v.base64());

/** Something that is there already under the name of what would come. */
export interface TransferConflict {
  /** In the root that is copied to. */
  readonly path: string;
  /** False where a file would have to take the place of a folder, or the other way round. */
  readonly replaceable: boolean;
}

/** What a copying or moving job did. */
export interface TransferReport {
  /** Files that are there now. */
  readonly done: number;
  readonly skipped: number;
  /** Links, and what has a name that no file could have everywhere: they are not copied. */
  readonly leftOut: number;
  readonly cancelled: boolean;
  /** By which what it replaced on a board can be brought back, and how many files that are. */
  readonly replaced?: { readonly takenAway: string; readonly files: number };
  /** Why it ended early, if it did. What was done by then stays done. */
  readonly problem?: Problem;
}

/** What was deleted. */
export interface DeleteReport {
  /** By which it can be brought back (`explorer.bringBack`), where it was on a board. */
  readonly takenAway?: string;
  /** Why it ended early, if it did. What was gone by then stays gone. */
  readonly problem?: Problem;
}

/** What can be asked of the explorer. */
export const explorerRequests = {
  /** An empty file under a name that is free. */
  'explorer.makeFile': v.object({ root, path }),
  'explorer.makeFolder': v.object({ root, path }),
  /** Renames or moves inside a root, never over something. */
  'explorer.rename': v.object({ root, path, to: path }),
  /**
   * Into the trash of this computer; on a board, what goes is read first, so that it can be brought back. With
   * `forGood`, neither.
   */
  'explorer.delete': v.object({ job, root, paths, forGood: v.boolean() }),
  /** Puts back what was deleted or replaced on a board, where nothing else is in its place. */
  'explorer.bringBack': v.object({ job, boardId, takenAway: v.pipe(v.string(), v.maxLength(64)) }),
  /** Files and folders of the workspace whose name holds the text, in any case. */
  'explorer.find': v.object({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) }),
  /** What would be copied or moved, and what is in the way. */
  'explorer.plan': v.object({ job, ...transfer }),
  /** Copies or moves. Merges folders; replaces what `decisions` says, by path. */
  'explorer.transfer': v.object({
    job,
    ...transfer,
    decisions: v.record(v.string(), decision),
  }),
  'explorer.cancel': v.object({ job }),

  /** Begins to take over what was dropped into the window. */
  'explorer.drop': nothing,
  'explorer.dropFolder': v.object({ drop, path }),
  /** A file, piece by piece in order. */
  'explorer.dropPiece': v.object({ drop, path, data: piece }),
  /** Forgets what was dropped. */
  'explorer.dropEnd': v.object({ drop }),

  /** Makes another folder the workspace. */
  'project.open': v.object({ path: absolutePath }),
  /** Writes the workspace, or all files of a board, as one zip. */
  'project.takeHome': v.object({
    job,
    root: v.variant('kind', [computer, board]),
    path: absolutePath,
    overwrite: v.boolean(),
  }),
  /** Opens a zip, on this computer or dropped, as a new folder, which becomes the workspace. */
  'project.openZip': v.object({
    job,
    zip: v.variant('kind', [
      v.object({ kind: v.literal('local'), path: absolutePath }),
      v.object({ kind: v.literal('dropped'), drop, path }),
    ]),
  }),
  /** The door's own dialogs for it, as `local.pickOpen`. */
  'local.pickFolder': nothing,
  'local.pickZip': v.object({ suggestedName: v.pipe(v.string(), v.maxLength(255)) }),
} as const;

/** What the explorer answers. */
export interface ExplorerValues {
  'explorer.makeFile': null;
  'explorer.makeFolder': null;
  'explorer.rename': null;
  'explorer.delete': DeleteReport;
  'explorer.bringBack': { readonly files: number };
  /** `complete` is false where the workspace is too large to be looked through. */
  'explorer.find': {
    readonly found: readonly { readonly path: string; readonly kind: 'file' | 'folder' }[];
    readonly complete: boolean;
  };
  'explorer.plan': { readonly files: number; readonly conflicts: readonly TransferConflict[] };
  'explorer.transfer': TransferReport;
  'explorer.cancel': null;
  'explorer.drop': { readonly drop: string };
  'explorer.dropFolder': null;
  'explorer.dropPiece': null;
  'explorer.dropEnd': null;
  'project.open': null;
  /** `leftOut`: names that no file could have everywhere. */
  'project.takeHome': { readonly files: number; readonly leftOut: number };
  /** The absolute path of the new folder. */
  'project.openZip': { readonly folder: string; readonly files: number };
  'local.pickFolder': PickAnswer;
  'local.pickZip': PickAnswer;
}

/** What the explorer tells. */
export interface ExplorerEvents {
  /** At most ten times a second. */
  'explorer.progress': {
    readonly job: string;
    readonly done: number;
    readonly files: number;
    readonly name: string;
    readonly bytes: number;
    readonly totalBytes: number;
    /** Of late; 0 while it is not known yet. */
    readonly bytesPerSecond: number;
    /** 0 to 1. */
    readonly share: number;
  };
  /** Files or folders have other paths now; absolute ones on this computer, from `/` on boards. */
  'explorer.moved': {
    readonly root: RootName;
    readonly moves: readonly { readonly from: string; readonly to: string }[];
  };
  /** Files or folders are gone, by somebody's wish. Paths as in `explorer.moved`. */
  'explorer.deleted': { readonly root: RootName; readonly paths: readonly string[] };
}
