/** Overrides of a pin's signals in its CTRL register (RP2040 datasheet, 2.19.6.1): two bits each. */

import type { Saved, State } from '../saved.ts';

/** Values of an override field. For the output enable, `low` disables and `high` enables. */
const override = { normal: 0, invert: 1, low: 2, high: 3 } as const;

/** One kind of override for all pins, as words that are applied to a word of signals in three operations. */
export class Overrides implements Saved {
  #invert = 0;
  #low = 0;
  #high = 0;

  /** Sets the override of one pin. */
  set(gpio: number, value: number): void {
    const bit = 1 << gpio;
    this.#invert &= ~bit;
    this.#low &= ~bit;
    this.#high &= ~bit;
    if (value === override.invert) this.#invert |= bit;
    else if (value === override.low) this.#low |= bit;
    else if (value === override.high) this.#high |= bit;
  }

  /** The signals after the overrides. */
  apply(signals: number): number {
    return ((signals ^ this.#invert) & ~this.#low) | this.#high;
  }

  save(): State {
    return [this.#invert, this.#low, this.#high];
  }

  restore(state: State): void {
    [this.#invert = 0, this.#low = 0, this.#high = 0] = state as number[];
  }
}
