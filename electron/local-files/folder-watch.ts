/** Watching folders that may come and go, without watching more of the disk than is shown. */

import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import { Patience } from './patience.ts';

/** Changes that come together are told as one; in milliseconds. */
const settling = 200;

/** Folders watched at once; each costs a handle of the operating system. */
const mostFolders = 256;

/** Looks in a row; drives that give a folder another identity each time would keep them up for ever. */
const mostLooks = 4;

interface Watched {
  readonly watcher: FSWatcher;
  /** Which folder it is that is watched: another one of the same name is not. */
  readonly identity: string;
}

/**
 * Tells when something in the followed folders changed, by whomever. A folder that does not exist (any
 * more) is noticed when it appears: until then its nearest parent is watched. A folder is looked at before
 * it is watched, and patiently: a drive that does not answer is left alone.
 */
export class FolderWatch {
  readonly #clock: Clock;
  readonly #patience: Patience;
  readonly #changed: () => void;
  readonly #followed = new Set<string>();
  readonly #watched = new Map<string, Watched>();
  #somethingChanged = false;
  #cancelTelling: (() => void) | undefined;
  /** Looks come one after another: the last one sees what is there now. */
  #looking: Promise<unknown> = Promise.resolve();
  #closed = 0;

  /** `changed` is called at most once in 200 ms. */
  constructor(clock: Clock, changed: () => void, patience = new Patience(clock)) {
    this.#clock = clock;
    this.#patience = patience;
    this.#changed = changed;
  }

  /** Watches this folder too, whether or not it exists yet. An absolute path. Resolves once it is watched. */
  async follow(folder: string): Promise<void> {
    if (this.#followed.has(folder)) return void (await this.#looking);
    if (this.#followed.size >= mostFolders) return;
    this.#followed.add(folder);
    await this.#watchWhatIsThere();
  }

  /** Stops watching every folder; others can be followed afterwards. */
  close(): void {
    this.#closed++;
    this.#cancelTelling?.();
    this.#cancelTelling = undefined;
    this.#followed.clear();
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
  }

  #lookSoon(folder: string): void {
    if (this.#followed.has(folder)) this.#somethingChanged = true;
    this.#cancelTelling ??= this.#clock.after(settling, () => {
      this.#cancelTelling = undefined;
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    const closed = this.#closed;
    const cameOrWent = await this.#watchWhatIsThere();
    if (closed !== this.#closed) return;
    if (cameOrWent || this.#somethingChanged) this.#changed();
    this.#somethingChanged = false;
  }

  /** True if a followed folder is watched now that was not, or the other way round. */
  #watchWhatIsThere(): Promise<boolean> {
    const next = this.#looking.then(() => this.#takeStockUntilNothingComes());
    this.#looking = next;
    return next;
  }

  /** Looks again after it began to watch: a folder inside may have come before that, unseen. */
  async #takeStockUntilNothingComes(): Promise<boolean> {
    let cameOrWent = false;
    for (let looks = 0; looks < mostLooks; looks++) {
      const look = await this.#takeStock();
      cameOrWent ||= look.cameOrWent;
      if (look.begun === 0) break;
    }
    return cameOrWent;
  }

  /** `begun` is how many folders are watched now that were not. */
  async #takeStock(): Promise<{ cameOrWent: boolean; begun: number }> {
    const closed = this.#closed;
    const places = new Map<string, string>();
    for (const folder of [...this.#followed]) {
      const there = await this.#nearestFolder(folder);
      if (there) places.set(there.folder, there.identity);
    }
    if (closed !== this.#closed) return { cameOrWent: false, begun: 0 };
    const gone = [...this.#watched].filter(([folder, { identity }]) => places.get(folder) !== identity);
    for (const [folder] of gone) this.#unwatch(folder);
    const come = [...places].filter(
      ([folder, identity]) => !this.#watched.has(folder) && this.#watch(folder, identity),
    );
    const cameOrWent = [...gone, ...come].some(([folder]) => this.#followed.has(folder));
    return { cameOrWent, begun: come.length };
  }

  #watch(folder: string, identity: string): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#lookSoon(folder));
      watcher.on('error', () => this.#lookSoon(folder)); // Windows says so when the folder goes
      this.#watched.set(folder, { watcher, identity });
      return true;
    } catch {
      return false; // not allowed, or too many watched already: nothing is told of this folder
    }
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }

  /** The folder itself if it is there, else the nearest parent that is; `null` where nothing answers. */
  async #nearestFolder(folder: string): Promise<{ folder: string; identity: string } | null> {
    try {
      const { ino, birthtimeMs } = await this.#patience.wait(folder, () => stat(folder));
      return { folder, identity: `${ino} ${birthtimeMs}` };
    } catch (error) {
      const parent = dirname(folder);
      const missing = error instanceof Error && 'code' in error;
      return missing && parent !== folder ? this.#nearestFolder(parent) : null;
    }
  }
}
