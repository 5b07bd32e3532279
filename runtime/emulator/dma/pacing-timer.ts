/** A pacing timer: X pulses in Y cycles of the system clock (RP2040 datasheet, 2.5.3.2). */

import type { Saved, State } from '../saved.ts';

/** A timer, at rest until it is set. */
export class PacingTimer implements Saved {
  #setting = 0;
  #since = 0;

  /** TIMERn: X in the upper half, Y in the lower. */
  get setting(): number {
    return this.#setting;
  }

  set(setting: number, cycle: number): void {
    this.#setting = setting >>> 0;
    this.#since = cycle;
  }

  /** The cycle of the first pulse after `cycle`; Infinity while the timer stands still. */
  nextPulse(cycle: number): number {
    const pulses = this.#setting >>> 16;
    const cycles = this.#setting & 0xffff;
    if (pulses === 0 || cycles === 0) return Infinity;
    if (pulses >= cycles) return cycle + 1;
    const number = Math.floor(((cycle - this.#since) * pulses) / cycles) + 1;
    return this.#since + Math.ceil((number * cycles) / pulses);
  }

  save(): State {
    return [this.#setting, this.#since];
  }

  restore(state: State): void {
    [this.#setting = 0, this.#since = 0] = state as number[];
  }
}
