/** A part of the chip that is not emulated: it keeps what is written to it, does nothing, and says so once. */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';

const registerCount = 0x400;

export class AbsentPeripheral implements Peripheral {
  #registers = new Uint32Array(registerCount);

  constructor(
    readonly name: string,
    private readonly notEmulated: NotEmulated,
  ) {}

  read(offset: number): number {
    return this.#registers[offset >>> 2] ?? 0;
  }

  write(offset: number, value: number): void {
    this.notEmulated.report(this.name);
    this.#registers[offset >>> 2] = value;
  }

  reset(): void {
    this.#registers.fill(0);
  }

  save(): State {
    return this.#registers.slice();
  }

  restore(state: State): void {
    this.#registers = (state as Uint32Array).slice();
  }
}
