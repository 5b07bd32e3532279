/** Cycles of the system clock, for peripherals that count them: whole numbers that survive changes of its frequency. */

import type { Saved, State } from '../saved.ts';
import type { ClockRates } from './clock-rates.ts';
import type { Clock } from './clock.ts';

const nanosecondsPerSecond = 1e9;

/** Counts cycles of clk_sys since power on. While the clock stands still, so does the count. */
export class CycleCount implements Saved {
  readonly #clock: Clock;
  readonly #rates: ClockRates;
  #perCycle: number;
  /** A moment at which the count is known. */
  #moment = 0;
  #count = 0;

  constructor(clock: Clock, rates: ClockRates) {
    this.#clock = clock;
    this.#rates = rates;
    this.#moment = clock.nanoseconds;
    this.#perCycle = nanosecondsPerSecond / rates.system;
    rates.onChange(() => {
      this.#count = this.now;
      this.#moment = clock.nanoseconds;
      this.#perCycle = nanosecondsPerSecond / this.#rates.system;
    });
  }

  /** The cycle that has just begun. */
  get now(): number {
    return this.#count + Math.round((this.#clock.nanoseconds - this.#moment) / this.#perCycle);
  }

  /** Nanoseconds from now to the beginning of a cycle, for an alarm; 0 for one in the past, Infinity while all stands still. */
  until(cycle: number): number {
    const ahead = cycle - this.#count;
    if (ahead <= 0) return 0;
    return Math.max(0, this.#moment + ahead * this.#perCycle - this.#clock.nanoseconds);
  }

  save(): State {
    return [this.#moment, this.#count, this.#perCycle];
  }

  /** To be called once the clock stands where it stood. */
  restore(state: State): void {
    [this.#moment = 0, this.#count = 0, this.#perCycle = 1] = state as number[];
  }
}
