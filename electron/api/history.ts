/** The history of each file across the Channel. */

import * as v from 'valibot';
import { boardId, path, source } from './fields.ts';

const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** Which file a history is of. */
export const historyFile = v.variant('kind', [
  /** A file of this computer, by its absolute path. */
  v.object({ kind: v.literal('computer'), path }),
  v.object({ kind: v.literal('board'), boardId, path }),
  /** A text that was never saved. Texts of the same name share a history. */
  v.object({ kind: v.literal('nowhere'), name: fileName }),
]);
export type HistoryFile = v.InferOutput<typeof historyFile>;

/**
 * What became of a version.
 * - `worked`: run, and it came to its end.
 * - `stopped`: run without an error until somebody pressed Stop.
 * - `error`: run, and it ended with an error.
 * - `started`: run, and nobody saw how it ended.
 * - `saved`: only saved.
 * - `found`: was on a board when Nibble read it there, or wrote over it.
 */
export type VersionMark = 'worked' | 'stopped' | 'error' | 'started' | 'saved' | 'found';

/** One text that a file once had. */
export interface FileVersion {
  /** Stands for the text: the same text has the same id. */
  readonly id: string;
  /** When it was run or saved last: milliseconds since 1970. */
  readonly time: number;
  readonly mark: VersionMark;
  /** Length of the text in characters. */
  readonly characters: number;
}

const versionId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** What can be asked of histories. */
export const historyRequests = {
  /** Every version, the newest first. */
  'history.list': v.object({ file: historyFile }),
  'history.read': v.object({ file: historyFile, id: versionId }),
  /** The newest version that ran without an error and is not this text. */
  'history.lastWorking': v.object({ file: historyFile, text: source }),
  /** A text that was never saved has a file now, which takes its history over. */
  'history.moved': v.object({ from: historyFile, to: historyFile }),
} as const;

/** What histories answer. Line ends in texts are `\n`. */
export interface HistoryValues {
  'history.list': readonly FileVersion[];
  'history.read': { readonly text: string };
  'history.lastWorking': { readonly version: FileVersion; readonly text: string } | null;
  'history.moved': null;
}
