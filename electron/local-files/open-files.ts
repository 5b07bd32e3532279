/** Notices that another program changed a file that is open in a window. */

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import { FolderWatch } from './folder-watch.ts';
import type { Patience } from './patience.ts';

/** Follows the open files of one window. */
class OpenFiles {
  readonly #patience: Patience;
  readonly #changed: (paths: readonly string[]) => void;
  readonly #watch: FolderWatch;
  /** What each file looked like last, `null` where it was not there. */
  readonly #looks = new Map<string, string | null>();

  /** `changed` gets the paths of files that look different than before. */
  constructor(clock: Clock, patience: Patience, changed: (paths: readonly string[]) => void) {
    this.#patience = patience;
    this.#changed = changed;
    this.#watch = new FolderWatch(clock, () => void this.#lookAgain(), patience);
  }

  /** Follows these files (absolute paths) and no others; tells of changes since it last looked. */
  async follow(paths: readonly string[]): Promise<void> {
    const kept = new Set(paths);
    const gone = [...this.#looks.keys()].filter((path) => !kept.has(path));
    for (const path of gone) this.#looks.delete(path);
    if (gone.length > 0) this.#watch.close();
    await Promise.all(paths.map((path) => this.#watch.follow(dirname(path))));
    await this.#lookAgain();
    const added = paths.filter((path) => !this.#looks.has(path));
    await Promise.all(added.map(async (path) => this.#looks.set(path, await this.#lookAt(path))));
    // It was there when the window read it: it went before anybody watched.
    const goneAlready = added.filter((path) => this.#looks.get(path) === null);
    if (goneAlready.length > 0) this.#changed(goneAlready);
  }

  /** Stops following. */
  close(): void {
    this.#looks.clear();
    this.#watch.close();
  }

  async #lookAgain(): Promise<void> {
    const different: string[] = [];
    for (const [path, before] of [...this.#looks]) {
      const now = await this.#lookAt(path);
      if (now === before || !this.#looks.has(path)) continue;
      this.#looks.set(path, now);
      different.push(path);
    }
    if (different.length > 0) this.#changed(different);
  }

  /** A drive that does not answer looks as if the file were gone; the window then tries to read it. */
  async #lookAt(path: string): Promise<string | null> {
    try {
      const { ino, size, mtimeMs } = await this.#patience.wait(dirname(path), () => stat(path));
      return `${ino} ${size} ${mtimeMs}`;
    } catch {
      return null;
    }
  }
}

/** Handlers for open files: what every window follows for itself. */
export function openFileHandlers(clock: Clock, patience: Patience): Handlers<Session, 'openFiles.follow'> {
  const followed = new WeakMap<Session, OpenFiles>();
  const filesOf = (session: Session): OpenFiles => {
    const known = followed.get(session);
    if (known) return known;
    const made = new OpenFiles(clock, patience, (paths) => session.tell('openFiles.changed', { paths }));
    followed.set(session, made);
    session.onEnd(() => made.close());
    return made;
  };
  return {
    'openFiles.follow': async ({ paths }, session) => {
      await filesOf(session).follow(paths);
      return null;
    },
  };
}
