import {
  BoardFileError,
  type BoardFileProblem,
  type BoardFiles,
  type FileJobOptions,
} from '../../runtime/board-files.ts';
import { contentHash } from '../../runtime/content-hash.ts';
import { boardProblem } from '../boards/board-problems.ts';
import { printableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import { folderOf, nameOf, type FileRoot, type RootEntry } from './file-root.ts';
import type { TakenAway } from './taken-away.ts';

const unreadable: ReadonlySet<BoardFileProblem> = new Set(['not-found', 'is-folder', 'damaged', 'failed']);

/**
 * Told what a file on a board was before it is replaced, and the SHA-256 of what takes its place where that is still
 * somewhere else too.
 */
export type Replaced = (path: string, content: Uint8Array, replacedBy: string | null) => void;

/** What else a `BoardRoot` does. */
export interface BoardRootOptions {
  /** Where there is somebody to be told, what is replaced is read first. */
  readonly replaced?: Replaced;
  /** Lists leave nothing out. */
  readonly hiddenToo?: boolean;
  /** The form in which problems show a path on the board; else as it is. */
  readonly shownPath?: (path: string) => string;
}

/** A board's files as the explorer sees them; `CheckedFiles` keeps paths on the board. */
export class BoardRoot implements FileRoot {
  readonly isSlow = true;
  readonly #files: BoardFiles;
  readonly #label: string;
  readonly #replaced: Replaced | undefined;
  readonly #hiddenToo: boolean;
  readonly #shownPath: ((path: string) => string) | undefined;

  /** `label` names the board in problems. */
  constructor(
    files: BoardFiles,
    label: string,
    { replaced, hiddenToo = false, shownPath }: BoardRootOptions = {},
  ) {
    this.#files = files;
    this.#label = label;
    this.#replaced = replaced;
    this.#hiddenToo = hiddenToo;
    this.#shownPath = shownPath;
  }

  list(path: string): Promise<readonly RootEntry[]> {
    return this.#do(async () => {
      const entries = await this.#files.list(`/${path}`);
      return entries.filter(({ name }) => this.#hiddenToo || !name.startsWith('.'));
    });
  }

  look(path: string): Promise<RootEntry | null> {
    return this.#do(async () => {
      if (path === '') return { name: '', kind: 'folder', size: 0 };
      const entries = await this.#files.list(`/${folderOf(path)}`);
      return entries.find(({ name }) => name === nameOf(path)) ?? null;
    });
  }

  async *read(path: string, options?: FileJobOptions): AsyncIterable<Uint8Array> {
    yield await this.#do(() => this.#files.read(`/${path}`, options));
  }

  /** Files on a board are small: the whole is collected, then written at once. */
  async write(
    path: string,
    pieces: AsyncIterable<Uint8Array>,
    replace: boolean,
    options?: FileJobOptions,
  ): Promise<void> {
    const collected: Uint8Array[] = [];
    for await (const piece of pieces) collected.push(piece);
    const content = Buffer.concat(collected);
    await this.#do(async () => {
      if (replace) await this.#tellReplaced(`/${path}`, contentHash(content), options?.signal);
      await this.#files.write(`/${path}`, content, { ...options, onlyNew: !replace });
    });
  }

  makeFolder(path: string): Promise<void> {
    return this.#do(() => this.#files.makeFolder(`/${path}`));
  }

  /** A board cannot rename over a file: the new one is written whole first, then the old place removed. */
  async rename(from: string, to: string, replace: boolean): Promise<void> {
    await this.#do(async () => {
      if (!replace) return this.#files.rename(`/${from}`, `/${to}`);
      await this.#tellReplaced(`/${to}`, null);
      await this.#files.write(`/${to}`, await this.#files.read(`/${from}`));
      await this.#files.remove(`/${from}`);
    });
  }

  removeEmptyFolder(path: string): Promise<void> {
    return this.#do(async () => {
      if ((await this.#files.list(`/${path}`)).length === 0) await this.#files.remove(`/${path}`);
    });
  }

  remove(path: string): Promise<void> {
    return this.#do(() => this.#files.remove(`/${path}`));
  }

  /** Puts back what was deleted or replaced. Throws `taken-place` where something else is there by now. */
  async bringBack({ path, content, replacedBy }: TakenAway, options: FileJobOptions): Promise<void> {
    const there = await this.look(path);
    await this.#do(async () => {
      if (content === null) {
        if (there?.kind !== 'folder') await this.#files.makeFolder(`/${path}`);
        return;
      }
      const hash = there?.kind === 'file' ? await this.#files.hash(`/${path}`, options) : null;
      if (hash === contentHash(content)) return;
      if (there && (hash === null || hash !== replacedBy)) {
        throw new ProblemError('taken-place', { name: printableName(path), board: this.#label });
      }
      const only = hash === null ? { onlyNew: true } : { replaces: hash };
      await this.#files.write(`/${path}`, content, { ...options, ...only });
    });
  }

  /** What cannot be read cannot be kept either: it is replaced all the same, as the person said. */
  async #tellReplaced(path: string, replacedBy: string | null, signal?: AbortSignal): Promise<void> {
    if (!this.#replaced) return;
    try {
      this.#replaced(path, await this.#files.read(path, signal && { signal }), replacedBy);
    } catch (error) {
      if (error instanceof BoardFileError && unreadable.has(error.problem)) return;
      throw error;
    }
  }

  async #do<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } catch (error) {
      throw boardProblem(error, this.#label, this.#shownPath);
    }
  }
}
