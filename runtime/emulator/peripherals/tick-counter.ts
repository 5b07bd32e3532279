/** Counting ticks without being called for each of them. */

import type { Clock } from '../clock/clock.ts';

/** Something that ticks evenly: the watchdog's tick generator, the second of the RTC. */
export interface TickSource {
  /** Time between two ticks; `Infinity` while there are none. */
  readonly nanosecondsPerTick: number;
}

/**
 * Nanoseconds by which a moment may seem to lie before a tick that is due then: the clock's numbers get coarser with
 * its years. It is much less than a cycle.
 */
const noise = 0.25;
/** The same for what was counted before the pace changed, in ticks. */
const countedNoise = 1e-9;

/**
 * Ticks of a source, worked out from the time that went by. Whoever changes the source's pace calls `settle`
 * before the change.
 */
export class TickCounter {
  #ticks = 0;
  #since: number;
  readonly #clock: Clock;
  readonly #source: TickSource;

  constructor(clock: Clock, source: TickSource) {
    this.#clock = clock;
    this.#source = source;
    this.#since = clock.nanoseconds;
  }

  /** Whole ticks since the counter was made or set. */
  get ticks(): number {
    return Math.floor(this.#exactly() + noise / this.#source.nanosecondsPerTick + countedNoise);
  }

  /** Nanoseconds from now until `ticks` reaches `count`; `Infinity` if it never will, 0 if it has. */
  until(count: number): number {
    const left = count - this.#exactly();
    return left <= 0 ? 0 : left * this.#source.nanosecondsPerTick;
  }

  /** Notes what was counted so far: the pace is about to change. */
  settle(): void {
    this.#ticks = this.#exactly();
    this.#since = this.#clock.nanoseconds;
  }

  /** Starts again from a number of ticks, with a whole tick to go until the next. */
  set(ticks: number): void {
    this.#ticks = ticks;
    this.#since = this.#clock.nanoseconds;
  }

  /** Counts so many ticks less from now on. */
  subtract(ticks: number): void {
    this.#ticks -= ticks;
  }

  save() {
    return { ticks: this.#ticks, elapsed: this.#clock.nanoseconds - this.#since };
  }

  /** To be called once the source has the pace that it had. */
  restore(state: ReturnType<TickCounter['save']>): void {
    this.#ticks = state.ticks;
    this.#since = this.#clock.nanoseconds - state.elapsed;
  }

  #exactly(): number {
    const pace = this.#source.nanosecondsPerTick;
    return pace === Infinity ? this.#ticks : this.#ticks + (this.#clock.nanoseconds - this.#since) / pace;
  }
}
