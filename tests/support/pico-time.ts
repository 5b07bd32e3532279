/** The time of an emulated Pico in the test's own thread as everybody's Clock: time-outs cost nothing. */

import type { Clock } from '../../runtime/clock.ts';
import type { EmulatedPico } from '../../runtime/emulator/emulated-pico.ts';

const nanosecondsPerMillisecond = 1_000_000;
/** A byte that arrived is answered after this long at the latest, in simulated milliseconds. */
const step = 0.25;
/** Whoever waits looks again after this long at the latest, likewise. */
const longestWait = 5;

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Passes only while somebody waits in `until`, and then for the Pico and for the timers alike. */
export class PicoTime implements Clock {
  readonly #pico: EmulatedPico;
  readonly #exchange: () => void;
  readonly #hasNews: () => boolean;
  readonly #timers = new Set<Timer>();
  #now = 0;

  /**
   * `exchange` passes on what was written, and what arrived; `hasNews` says that there is something to be passed on.
   */
  constructor(pico: EmulatedPico, exchange: () => void, hasNews: () => boolean) {
    this.#pico = pico;
    this.#exchange = exchange;
    this.#hasNews = hasNews;
  }

  now(): number {
    return this.#now;
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, delay), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass until a job has ended, and ends as it did. Throws where that takes longer than `limit`. */
  async until<Result>(job: Promise<Result>, limit = 60_000): Promise<Result> {
    let ended = false;
    const end = (): void => void (ended = true);
    job.then(end, end);
    for (const late = this.#now + limit; !ended;) {
      await turns();
      if (ended) break;
      if (this.#now > late) throw new Error(`Not done after ${limit} simulated milliseconds`);
      this.#pass();
    }
    return job;
  }

  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void> {
    return this.until(new Promise((resolve) => this.after(milliseconds, resolve)), milliseconds + 1);
  }

  #pass(): void {
    this.#exchange();
    const due = [...this.#timers].filter((timer) => timer.due <= this.#now).sort((a, b) => a.due - b.due);
    for (const timer of due) if (this.#timers.delete(timer)) timer.callback();
    if (due.length > 0) return;
    const until = Math.min(this.#now + longestWait, ...[...this.#timers].map(({ due }) => due));
    while (this.#now < until) {
      const length = Math.min(step, until - this.#now);
      this.#pico.runFor(length * nanosecondsPerMillisecond);
      this.#now += length;
      if (this.#hasNews()) return;
    }
  }
}

/** Lets everything that is ready happen. */
function turns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
