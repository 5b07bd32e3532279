/** The workspace: the ordinary folder a person's programs live in, made at the first save. */

import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type { FolderListing, LocalText } from '../api.ts';
import { ProblemError } from '../problem.ts';
import { fileProblem, isMissing } from './file-problems.ts';
import { FolderWatch } from './folder-watch.ts';
import { listFolder, readTextFile } from './local-files.ts';
import { LocalRoot } from './local-root.ts';
import type { Patience } from './patience.ts';

/** One workspace folder. Relative paths use `/` and never leave it. */
export class Workspace {
  readonly #changed: () => void;
  readonly #watch: FolderWatch;
  readonly #patience: Patience;
  #root: LocalRoot;

  /** `changed` is called after files changed in the folder, or in one inside that was listed. */
  constructor(folder: string, clock: Clock, patience: Patience, changed: () => void) {
    this.#changed = changed;
    this.#patience = patience;
    this.#root = new LocalRoot(folder, patience);
    this.#watch = new FolderWatch(clock, changed, patience);
    void this.#watch.follow(this.folder);
  }

  /** Absolute path, whether or not the folder exists yet. */
  get folder(): string {
    return this.#root.folder;
  }

  /** Its files, for copying, moving and deleting. A job keeps the root it began with. */
  get root(): LocalRoot {
    return this.#root;
  }

  /** Moves to another folder; no file is touched. */
  moveTo(folder: string): void {
    if (resolve(folder) === this.folder) return;
    this.#root = new LocalRoot(folder, this.#patience);
    this.#watch.close();
    void this.#watch.follow(this.folder);
    this.#changed();
  }

  /** Makes the folder where it does not exist yet. */
  async make(): Promise<void> {
    try {
      await this.#patience.wait(this.folder, () => mkdir(this.folder, { recursive: true }));
    } catch (error) {
      throw fileProblem(error, this.folder, 'write');
    }
  }

  /** Lists a folder inside the workspace, `''` its top, and watches it. A workspace not made yet is empty. */
  async list(path: string): Promise<FolderListing> {
    const folder = await this.#root.place(path);
    await this.#watch.follow(folder);
    try {
      return await this.#patience.wait(folder, () => listFolder(folder));
    } catch (error) {
      const missing = error instanceof ProblemError && isMissing(error.cause);
      if (missing && folder === this.folder) return { path: folder, parent: dirname(folder), entries: [] };
      throw error;
    }
  }

  /** Reads a text file inside the workspace. */
  async read(path: string): Promise<LocalText> {
    const place = await this.#root.place(path);
    return this.#patience.wait(dirname(place), () => readTextFile(place));
  }

  /** Tells that files changed, without waiting for the operating system to say so. */
  changed(): void {
    this.#changed();
  }

  /** Stops watching. */
  close(): void {
    this.#watch.close();
  }
}
