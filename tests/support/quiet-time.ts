/** A clock for boards that run by themselves: its time passes where nothing else happens any more. */

import type { Clock } from '../../runtime/clock.ts';

/** A timer is due once it was quiet for this part of the time until then: busy computers make boards slow. */
const pace = 1 / 20;
/** Without any timer to wait for, a job that does not end is given up after so long, in real milliseconds. */
const patience = 10_000;

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Jumps to the next timer whenever it is quiet, so that time-outs cost next to nothing. */
export class QuietTime implements Clock {
  readonly #timers = new Set<Timer>();
  #now = 0;
  #signs = 0;
  /** Whoever waits for a timer looks again for the next one. */
  #wake: () => void = () => undefined;

  now(): number {
    return this.#now;
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, delay), callback };
    this.#timers.add(timer);
    this.#wake();
    return () => this.#timers.delete(timer);
  }

  /** Something happened: it is not quiet. */
  note(): void {
    this.#signs++;
  }

  /** Waits until a job has ended, and ends as it did. Throws where that takes longer than `limit` milliseconds. */
  async until<Result>(job: Promise<Result>, limit: number): Promise<Result> {
    let ended = false;
    const end = (): void => void (ended = true);
    const done = job.then(end, end);
    const late = this.#now + limit;
    while (!ended) {
      const signs = this.#signs;
      const next = this.#next();
      const isQuiet = await this.#quietFor(next ? (next.due - this.#now) * pace : patience, done);
      if (ended) break;
      if (!isQuiet || signs !== this.#signs) continue;
      if (!next || next.due > late) throw new Error(`Not done after ${limit} milliseconds`);
      this.#jump(next);
    }
    return job;
  }

  #next(): Timer | undefined {
    return [...this.#timers].sort((a, b) => a.due - b.due)[0];
  }

  #jump(timer: Timer): void {
    if (!this.#timers.delete(timer)) return;
    this.#now = Math.max(this.#now, timer.due);
    timer.callback();
  }

  /** False where something ended it sooner. */
  #quietFor(milliseconds: number, unless: Promise<void>): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), Math.max(1, milliseconds));
      this.#wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
      void unless.then(this.#wake);
    });
  }
}
