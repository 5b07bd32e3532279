/** Watching folders that may come and go, without watching more of the disk than is shown. */

import { statSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';

/** Changes that come together are told as one; in milliseconds. */
const settling = 200;

/** Folders watched at once; each costs a handle of the operating system. */
const mostFolders = 256;

interface Watched {
  readonly watcher: FSWatcher;
  /** Which folder it is that is watched: another one of the same name is not. */
  readonly identity: string;
}

/**
 * Tells when something in the followed folders changed, by whomever. A folder that does not exist (any
 * more) is noticed when it appears: until then its nearest parent is watched.
 */
export class FolderWatch {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #followed = new Set<string>();
  readonly #watched = new Map<string, Watched>();
  #somethingChanged = false;
  #cancelTelling: (() => void) | undefined;

  /** `changed` is called at most once in 200 ms. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Watches this folder too, whether or not it exists yet. An absolute path. */
  follow(folder: string): void {
    if (this.#followed.has(folder) || this.#followed.size >= mostFolders) return;
    this.#followed.add(folder);
    this.#watchWhatIsThere();
  }

  /** Stops watching every folder; others can be followed afterwards. */
  close(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = undefined;
    this.#followed.clear();
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
  }

  #lookSoon(folder: string): void {
    if (this.#followed.has(folder)) this.#somethingChanged = true;
    this.#cancelTelling ??= this.#clock.after(settling, () => {
      this.#cancelTelling = undefined;
      const cameOrWent = this.#watchWhatIsThere();
      if (cameOrWent || this.#somethingChanged) this.#changed();
      this.#somethingChanged = false;
    });
  }

  /** True if a followed folder is watched now that was not, or the other way round. */
  #watchWhatIsThere(): boolean {
    const places = new Set([...this.#followed].map(nearestFolder));
    const gone = [...this.#watched].filter(
      ([folder, { identity }]) => !places.has(folder) || identity !== identityOf(folder),
    );
    for (const [folder] of gone) this.#unwatch(folder);
    const come = [...places].filter((folder) => !this.#watched.has(folder) && this.#watch(folder));
    return [...gone.map(([folder]) => folder), ...come].some((folder) => this.#followed.has(folder));
  }

  #watch(folder: string): boolean {
    const identity = identityOf(folder);
    if (identity === null) return false;
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
}

/** The folder itself if it is there, else the nearest parent that is. */
function nearestFolder(folder: string): string {
  const parent = dirname(folder);
  return identityOf(folder) !== null || parent === folder ? folder : nearestFolder(parent);
}

/** Tells a folder from one that takes its place later; `null` where there is none. */
function identityOf(folder: string): string | null {
  try {
    const { ino, birthtimeMs } = statSync(folder);
    return `${ino} ${birthtimeMs}`;
  } catch {
    return null;
  }
}
