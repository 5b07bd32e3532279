/** Which GPIOs can be an I2C's (RP2040 datasheet, 2.19.2), and what is on them. */

import { functionSelect } from '../../../hardware/function-select.ts';
import type { Pins } from '../../pins/pins.ts';
import { type FunctionShare, pinsWhere, type SharedFunction } from '../shared-function.ts';

/** What an I2C needs of the pins. */
export type I2cPinBank = Pick<Pins, 'inputs' | 'selected' | 'onInputChange'>;

interface I2cPinsParts {
  readonly number: 0 | 1;
  readonly pins: I2cPinBank;
  readonly shared: SharedFunction;
  /** A line may have a new level. */
  readonly changed: () => void;
}

/** The two lines of one I2C: open drains, pulled low or let go. */
export class I2cPins {
  readonly #pins: I2cPinBank;
  readonly #share: FunctionShare;
  readonly #clock: number;
  readonly #data: number;

  constructor({ number, pins, shared, changed }: I2cPinsParts) {
    this.#pins = pins;
    this.#data = pinsWhere((gpio) => gpio % 4 === number * 2);
    this.#clock = pinsWhere((gpio) => gpio % 4 === number * 2 + 1);
    this.#share = shared.share(this.#data | this.#clock);
    pins.onInputChange(changed, functionSelect.i2c).watch(this.#data | this.#clock);
  }

  /** Both lines have pins. Without them the block sees two lines at rest that nobody can pull low. */
  get connected(): boolean {
    const selected = this.#pins.selected(functionSelect.i2c);
    return (selected & this.#data) !== 0 && (selected & this.#clock) !== 0;
  }

  /** Levels of the lines; low without a pin. */
  get levels(): { readonly clock: boolean; readonly data: boolean } {
    const inputs = this.#pins.inputs & this.#pins.selected(functionSelect.i2c);
    return { clock: (inputs & this.#clock) !== 0, data: (inputs & this.#data) !== 0 };
  }

  pull(data: boolean, clock: boolean): void {
    this.#share.drive(0, this.#enables(data, clock));
  }

  /** What was pulled when a snapshot was taken. */
  restore(data: boolean, clock: boolean): void {
    this.#share.restore(0, this.#enables(data, clock));
  }

  #enables(data: boolean, clock: boolean): number {
    return (data ? this.#data : 0) | (clock ? this.#clock : 0);
  }
}
