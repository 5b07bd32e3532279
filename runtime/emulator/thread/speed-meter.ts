/** How fast the emulation is, for people. */

import type { Moment } from './pacing.ts';

/** A speed is measured over this long, in milliseconds. */
const window = 1000;
const nanosecondsPerMillisecond = 1_000_000;

/** Simulated over real time, once a second. */
export class SpeedMeter {
  #real = 0;
  #simulated = 0;
  #awake = false;
  #speed: number | null = null;

  /** Of the last whole second, 1 being real time; `null` where the Pico slept through it. */
  get speed(): number | null {
    return this.#speed;
  }

  /** Measures from now on: what the thread took to be made is not the Pico's. */
  start({ real, simulated }: Moment): void {
    this.#real = real;
    this.#simulated = simulated;
  }

  /** To be told each moment. */
  note(moment: Moment): void {
    this.#awake ||= !moment.sleeping;
    const real = moment.real - this.#real;
    if (real < window) return;
    const simulated = (moment.simulated - this.#simulated) / nanosecondsPerMillisecond;
    // After a longer pause of the thread the figure means nothing.
    if (real < 2 * window) this.#speed = this.#awake ? simulated / real : null;
    this.#real = moment.real;
    this.#simulated = moment.simulated;
    this.#awake = false;
  }
}
