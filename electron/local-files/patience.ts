/** Drives that do not answer: waiting for them ends, and they cannot take every thread. */

import { basename } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import { ProblemError } from '../problem.ts';
import { printableName } from './file-names.ts';
import { isInside } from './inside.ts';

/** A sleeping disk needs some seconds to wake up; in milliseconds. */
const usualLimit = 8000;

/**
 * Waits for the file system, but not for ever. What is asked of a network drive that went away may never
 * be answered, and each such question holds one of Node's four threads for files. So nothing more is asked
 * of a folder that owes an answer, nor of what lies in it, until it comes.
 */
export class Patience {
  readonly #clock: Clock;
  /** Folders that owe an answer, and for how many questions. */
  readonly #owing = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The answer of `ask`, which looks at something in `folder` (absolute). Throws the problem
   * `folder-not-answering` after `limit` milliseconds, or at once where an older question is open still.
   */
  async wait<T>(folder: string, ask: () => Promise<T>, limit = usualLimit): Promise<T> {
    if ([...this.#owing.keys()].some((owing) => isInside(owing, folder))) throw notAnswering(folder);
    return new Promise<T>((resolve, reject) => {
      let late = false;
      const cancel = this.#clock.after(limit, () => {
        late = true;
        this.#owing.set(folder, (this.#owing.get(folder) ?? 0) + 1);
        reject(notAnswering(folder));
      });
      const settled = (): void => {
        cancel();
        if (late) this.#answered(folder);
      };
      ask().then(resolve, reject).finally(settled);
    });
  }

  #answered(folder: string): void {
    const left = (this.#owing.get(folder) ?? 1) - 1;
    if (left > 0) this.#owing.set(folder, left);
    else this.#owing.delete(folder);
  }
}

function notAnswering(folder: string): ProblemError {
  return new ProblemError('folder-not-answering', { name: printableName(basename(folder) || folder) });
}
