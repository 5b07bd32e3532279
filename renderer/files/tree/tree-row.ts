import type { Answer, Problem, RootName } from '../../../electron/api.ts';
import type { Situation } from '../../boards/situation.ts';

/** One entry of a folder, on this computer or on a board. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Something found by its name, with its whole path. */
export interface FoundEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** Where one half of the tree gets its files. Paths use `/`; `''` is the top. */
export interface TreeSource {
  readonly key: string;
  /** What the host calls it. */
  readonly root: RootName;
  readonly label: string;
  /** A second word beside the label: the name of the project. */
  readonly detail?: string;
  /** What is said where there is nothing. */
  readonly emptyWords: string;
  /** Why it cannot be asked for its files now: said in place of them. */
  readonly away?: Situation;
  list(path: string): Promise<Answer<readonly TreeEntry[]>>;
  open(path: string): unknown;
  /** Looks through folders that were not opened yet, where that is quick. */
  find?(text: string): Promise<readonly FoundEntry[]>;
}

/** One half of the tree: this computer, or a board. */
export interface Branch {
  readonly key: string;
  readonly source: TreeSource;
  /** Something can be put into it. */
  readonly isUsable: boolean;
  /** Opens or closes a folder. */
  toggle(path: string): void;
  /** Opens a folder and those that it is in. */
  expand(path: string): void;
  /** Files may have changed: reads every folder again that is open. */
  refresh(): Promise<void>;
}

/** Something new that has no name yet. */
export interface Draft {
  readonly kind: 'file' | 'folder';
  readonly branch: Branch;
  /** The folder that it will be in. */
  readonly folder: string;
}

/** One line of the tree as it is shown. */
export interface TreeRow {
  readonly id: string;
  /** `words` stand where there are no files; `draft` is something new that has no name yet. */
  readonly kind: 'top' | 'folder' | 'file' | 'words' | 'draft';
  readonly label: string;
  readonly detail?: string;
  /** From 1. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly expanded?: boolean;
  /** The folder is being read. */
  readonly busy?: boolean;
  /** What the words are about, if something is wrong. */
  readonly problem?: Problem;
  /** The state of the board that the words are about. */
  readonly away?: Situation;
  /** It needs somebody: a sign says so. */
  readonly pressing?: boolean;
  /** What a draft becomes. */
  readonly draft?: 'file' | 'folder';
  readonly branch: Branch;
  readonly path: string;
}

/** The part of a path before its last name; `''` at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path of a name in a folder. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Text as it is compared by the filter: capitals and spellings of accents do not matter. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
