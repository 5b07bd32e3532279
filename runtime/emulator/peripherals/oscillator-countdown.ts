/** COUNT of an oscillator: a short delay for programs without a timer (RP2040 datasheet, 2.16.6 and 2.17.8). */

import type { Clock } from '../clock/clock.ts';

/** A count that runs down to 0 with the cycles of its oscillator. */
export class OscillatorCountdown {
  readonly #clock: Clock;
  readonly #frequency: () => number;
  #from = 0;
  #since = 0;

  /** @param frequency - of the oscillator, in hertz. */
  constructor(clock: Clock, frequency: () => number) {
    this.#clock = clock;
    this.#frequency = frequency;
  }

  /** Cycles that are left. */
  get left(): number {
    const cycles = ((this.#clock.nanoseconds - this.#since) * this.#frequency()) / 1e9;
    return Math.max(0, Math.ceil(this.#from - cycles));
  }

  /** Begins anew. */
  start(cycles: number): void {
    this.#from = cycles;
    this.#since = this.#clock.nanoseconds;
  }
}
