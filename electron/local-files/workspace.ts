/** The workspace: the ordinary folder a person's programs live in, made at the first save. */

import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type { FolderListing, LocalText } from '../api.ts';
import { ProblemError } from '../problem.ts';
import { isReadableName, printableName } from './file-names.ts';
import { isMissing } from './file-problems.ts';
import { FolderWatch } from './folder-watch.ts';
import { listFolder, readTextFile } from './local-files.ts';

/** One workspace folder. Relative paths use `/` and never leave it. */
export class Workspace {
  readonly #changed: () => void;
  readonly #watch: FolderWatch;
  #folder: string;

  /** `changed` is called after files changed in the folder, or in one inside that was listed. */
  constructor(folder: string, clock: Clock, changed: () => void) {
    this.#folder = resolve(folder);
    this.#changed = changed;
    this.#watch = new FolderWatch(clock, changed);
    this.#watch.follow(this.#folder);
  }

  /** Absolute path, whether or not the folder exists yet. */
  get folder(): string {
    return this.#folder;
  }

  /** Moves to another folder; no file is touched. */
  moveTo(folder: string): void {
    if (resolve(folder) === this.#folder) return;
    this.#folder = resolve(folder);
    this.#watch.close();
    this.#watch.follow(this.#folder);
    this.#changed();
  }

  /** Lists a folder inside the workspace, `''` its top, and watches it. A workspace not made yet is empty. */
  async list(path: string): Promise<FolderListing> {
    const folder = await this.#inside(path);
    try {
      const listing = await listFolder(folder);
      this.#watch.follow(folder);
      return listing;
    } catch (error) {
      const missing = error instanceof ProblemError && isMissing(error.cause);
      if (missing && folder === this.#folder) return { path: folder, parent: dirname(folder), entries: [] };
      throw error;
    }
  }

  /** Reads a text file inside the workspace. */
  async read(path: string): Promise<LocalText> {
    return readTextFile(await this.#inside(path));
  }

  /** Stops watching. */
  close(): void {
    this.#watch.close();
  }

  /** The absolute path of something inside, links followed. Throws where it lies elsewhere. */
  async #inside(path: string): Promise<string> {
    const name = printableName(path);
    const steps = path === '' ? [] : path.split('/');
    if (isAbsolute(path) || steps.includes('..')) throw new ProblemError('file-outside', { name });
    if (!steps.every(isReadableName)) throw new ProblemError('file-bad-name', { name });
    const wanted = join(this.#folder, ...steps);
    try {
      const [top, real] = await Promise.all([realpath(this.#folder), realpath(wanted)]);
      const way = relative(top, real);
      if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
        throw new ProblemError('file-outside', { name });
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error; // what is missing is told by who reads it
    }
    return wanted;
  }
}
