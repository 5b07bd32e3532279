import type { LocalText, TextFormat } from '../../electron/api.ts';

/** Where a document lives, and what has to be known to save it back there. */
export type Place = NowherePlace | FilePlace;

/** A file, on this computer or on a board. */
export type FilePlace = ComputerPlace | BoardPlace;

/** Not saved yet: new, or a copy of an example. */
export interface NowherePlace {
  readonly kind: 'nowhere';
  readonly name: string;
  /** The file that it was until that was deleted while it was open. */
  readonly deleted?: FilePlace;
}

/** A file of this computer. */
export interface ComputerPlace {
  readonly kind: 'computer';
  readonly name: string;
  /** Absolute, as the operating system spells it. */
  readonly path: string;
  readonly format: TextFormat;
  /** Identifies the content that was read or saved last. */
  readonly version: string;
}

/** A file on a board. */
export interface BoardPlace {
  readonly kind: 'board';
  readonly name: string;
  readonly boardId: string;
  /** What the board is called, for people. */
  readonly boardLabel: string;
  readonly path: string;
  readonly format: TextFormat;
  /** The content as it was read or saved last, also while the board is away. */
  readonly content: string;
  /** SHA-256 of it: another content is not replaced unasked. Absent where only the content is known. */
  readonly hash?: string;
}

/** How a file on the disk differs from what was opened, where that matters to the person. */
export type FileElsewhere =
  | { readonly kind: 'changed'; readonly file: LocalText }
  /** Gone, or no longer a text that can be opened. */
  | { readonly kind: 'gone' };

/** Whether two places are the same file. */
export function isSameFile(one: Place, other: Place): boolean {
  if (one.kind === 'computer') return other.kind === 'computer' && one.path === other.path;
  if (one.kind === 'board') {
    return other.kind === 'board' && one.boardId === other.boardId && one.path === other.path;
  }
  return false;
}

/** The file that a place is, or was until it was deleted; `null` where it never was one. */
export function fileOf(place: Place): FilePlace | null {
  return place.kind === 'nowhere' ? (place.deleted ?? null) : place;
}

/** Whether a path is that of a folder, or of something in it: paths of either kind of computer, or of a board. */
export function isAtOrIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
}

/** The last part of a path of either kind of computer, or of a board. */
export function nameOfPath(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
