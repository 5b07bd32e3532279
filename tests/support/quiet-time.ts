/** A clock for boards that run by themselves: its time passes where nothing else happens any more. */

import type { Clock } from '../../runtime/clock.ts';

/** A board that may be busy is looked at this often, in real milliseconds. */
const lookEvery = 1;
/** One that is busy for so long waits for a moment to come, however slow the computer is: a timer is due. Likewise. */
const patience = 20_000;

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Jumps to the next timer whenever everybody waits, so that time-outs cost nothing. */
export class QuietTime implements Clock {
  readonly #isIdle: () => boolean;
  readonly #timers = new Set<Timer>();
  #now = 0;
  #signs = 0;
  /** Whoever waits looks again. */
  #wake: () => void = () => undefined;

  /** `isIdle` says that the board waits for whatever comes from here, and that all it said was heard. */
  constructor(isIdle: () => boolean) {
    this.#isIdle = isIdle;
  }

  now(): number {
    return this.#now;
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, delay), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Something happened: it is not quiet. */
  note(): void {
    this.#signs++;
    this.#wake();
  }

  /** Waits until a job has ended, and ends as it did. Throws where that takes longer than `limit` milliseconds. */
  async until<Result>(job: Promise<Result>, limit: number): Promise<Result> {
    let ended = false;
    const end = (): void => {
      ended = true;
      this.#wake();
    };
    job.then(end, end);
    const late = this.#now + limit;
    while (!ended) {
      await this.#quiet(() => ended);
      if (ended) break;
      const next = this.#next();
      if (!next || next.due > late) throw new Error(`Not done after ${limit} milliseconds`);
      this.#jump(next);
    }
    return job;
  }

  /** Resolves when nothing can happen any more without a timer, or once `ended` says so. */
  async #quiet(ended: () => boolean): Promise<void> {
    let since = performance.now();
    for (let signs = this.#signs; ;) {
      await turn();
      if (ended()) return;
      if (signs !== this.#signs) [signs, since] = [this.#signs, performance.now()];
      else if (this.#isIdle() || performance.now() - since > patience) return;
      else await this.#pause();
    }
  }

  #next(): Timer | undefined {
    return [...this.#timers].sort((a, b) => a.due - b.due)[0];
  }

  #jump(timer: Timer): void {
    if (!this.#timers.delete(timer)) return;
    this.#now = Math.max(this.#now, timer.due);
    timer.callback();
  }

  /** A moment of real time, or until something happens. */
  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEvery);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Lets everything that is ready happen. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
