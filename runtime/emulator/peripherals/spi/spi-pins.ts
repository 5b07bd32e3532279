/** Which GPIOs can be an SPI's (RP2040 datasheet, 2.19.2), and what is on them. */

import { functionSelect } from '../../../hardware/function-select.ts';
import type { Pins } from '../../pins/pins.ts';
import { type FunctionShare, pinsWhere, type SharedFunction } from '../shared-function.ts';
import type { SpiLines } from './spi-shifter.ts';

/** The four signals stand in this order, again and again. */
const signal = { receive: 0, chipSelect: 1, clock: 2, transmit: 3 } as const;

/** What an SPI needs of the pins. */
export type SpiPinBank = Pick<Pins, 'inputs' | 'selected' | 'watched'>;

/** The pins of one SPI as a master has them. */
export class SpiPins {
  readonly #pins: SpiPinBank;
  readonly #share: FunctionShare;
  readonly #masks: Readonly<Record<keyof typeof signal, number>>;

  constructor({ number, pins, shared }: { number: 0 | 1; pins: SpiPinBank; shared: SharedFunction }) {
    this.#pins = pins;
    const mask = (index: number): number =>
      pinsWhere((gpio) => gpio % 4 === index && (gpio & 8) >>> 3 === number);
    this.#masks = {
      receive: mask(signal.receive),
      chipSelect: mask(signal.chipSelect),
      clock: mask(signal.clock),
      transmit: mask(signal.transmit),
    };
    this.#share = shared.share(this.#outputs | this.#masks.receive);
  }

  /** Level of the receive line; low without a pin. Several pins are ORed. */
  get receive(): boolean {
    return (this.#pins.inputs & this.#pins.selected(functionSelect.spi) & this.#masks.receive) !== 0;
  }

  /** Whether somebody looks at any of the outputs. */
  get watched(): boolean {
    return (this.#pins.watched & this.#pins.selected(functionSelect.spi) & this.#outputs) !== 0;
  }

  drive(lines: SpiLines): void {
    this.#share.drive(this.#levels(lines), this.#outputs);
  }

  /** What was driven when a snapshot was taken. */
  restore(lines: SpiLines): void {
    this.#share.restore(this.#levels(lines), this.#outputs);
  }

  get #outputs(): number {
    return this.#masks.chipSelect | this.#masks.clock | this.#masks.transmit;
  }

  #levels({ clock, transmit, chipSelect }: SpiLines): number {
    const { clock: clockPins, transmit: transmitPins, chipSelect: selectPins } = this.#masks;
    return (clock ? clockPins : 0) | (transmit ? transmitPins : 0) | (chipSelect ? selectPins : 0);
  }
}
