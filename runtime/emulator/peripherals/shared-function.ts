/** Two peripherals of a kind share one function select: each has pins of its own in it. */

import type { FunctionSelect } from '../../hardware/function-select.ts';
import type { PinSignals } from '../pins/pin-signals.ts';

/** One peripheral's share of a function's pins. */
export interface FunctionShare {
  /** Drives its own pins; bits of others are ignored. */
  drive(levels: number, enables: number): void;
  /** Notes what it drove when a snapshot was taken. The pins restore their levels themselves. */
  restore(levels: number, enables: number): void;
}

/** Puts together what the peripherals behind one function select drive. */
export class SharedFunction {
  #levels = 0;
  #enables = 0;
  readonly #pins: Pick<PinSignals, 'drive'>;
  readonly #from: FunctionSelect;

  constructor(pins: Pick<PinSignals, 'drive'>, from: FunctionSelect) {
    this.#pins = pins;
    this.#from = from;
  }

  /** @param own - the pins of one peripheral, a bit for each GPIO. */
  share(own: number): FunctionShare {
    const note = (levels: number, enables: number): void => {
      this.#levels = (this.#levels & ~own) | (levels & own);
      this.#enables = (this.#enables & ~own) | (enables & own);
    };
    return {
      drive: (levels, enables) => {
        note(levels, enables);
        this.#pins.drive(this.#from, this.#levels, this.#enables);
      },
      restore: note,
    };
  }
}

/** A word with a bit for each of 30 GPIOs that `belongs` says yes to. */
export function pinsWhere(belongs: (gpio: number) => boolean): number {
  let bits = 0;
  for (let gpio = 0; gpio < 30; gpio++) if (belongs(gpio)) bits |= 1 << gpio;
  return bits;
}
