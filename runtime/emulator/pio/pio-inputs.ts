/** The pins that the machines of a PIO block read: of others it need not be told. */

import { allPins, type Pins } from '../pins/pins.ts';
import type { InputWatch } from '../pins/pin-signals.ts';
import type { FunctionSelect } from '../../hardware/function-select.ts';
import type { PioMachines } from './pio-machines.ts';
import type { StateMachine } from './state-machine.ts';
import { pinsReadBy } from './watched-pins.ts';

/** Watches the pins that a machine at work may read, whichever they are at the time. */
export class PioInputs {
  readonly #pins: Pins;
  readonly #function: FunctionSelect;
  readonly #watch: InputWatch;
  /** A bit each. */
  #read = 0;

  /** Calls `changed` after a pin that is read changed. */
  constructor(pins: Pins, functionOfBlock: FunctionSelect, changed: () => void) {
    this.#pins = pins;
    this.#function = functionOfBlock;
    this.#watch = pins.onInputChange(changed);
    this.#watch.watch(0);
  }

  /** Levels of the pins that are read. */
  get levels(): number {
    return this.#pins.inputs & this.#read;
  }

  /** What they would be if the block drove this; `latest` where nothing is read. */
  levelsIf(levels: number, enables: number, latest: number): number {
    if (this.#read === 0) return latest;
    return this.#pins.inputsIf(this.#function, levels, enables) & this.#read;
  }

  /** Finds out anew what is read: call it after programs, settings or who is at work changed. */
  look(machines: PioMachines): void {
    let read = 0;
    for (const machine of machines.machines)
      if (machine.enabled || machine.pending >= 0) read |= pinsReadBy(machines.memory, machine.settings);
    read &= allPins;
    if ((read & ~this.#read) !== 0) machines.history.settle(this.#pins.inputs & read);
    this.#read = read;
    this.#watch.watch(read);
  }

  /** One instruction may read pins that the program does not, and that nobody kept an eye on. */
  lookFor(instruction: number, machine: StateMachine, { history }: PioMachines): void {
    if ((pinsReadBy([instruction], machine.settings) & ~this.#read) !== 0) history.settle(this.#pins.inputs);
  }
}
