/** SYSCFG: non-maskable interrupts, debug ports, memory power (RP2040 datasheet, 2.21). */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';

const register = {
  nonMaskable0: 0x00,
  nonMaskable1: 0x04,
  cores: 0x08,
  unsynchronized: 0x0c,
  unsynchronizedQspi: 0x10,
  debugForce: 0x14,
  memoryPowerDown: 0x18,
} as const;

const writable: Readonly<Record<number, number>> = {
  [register.nonMaskable0]: 0xffffffff,
  [register.nonMaskable1]: 0xffffffff,
  [register.cores]: 0xff000000,
  [register.unsynchronized]: 0x3fffffff,
  [register.unsynchronizedQspi]: 0x3f,
  [register.debugForce]: 0xee,
  [register.memoryPowerDown]: 0xff,
};

/** Features that a value other than 0 asks for and that are not there. */
const missing: Readonly<Record<number, string>> = {
  [register.nonMaskable0]: 'non-maskable interrupts (SYSCFG)',
  [register.nonMaskable1]: 'non-maskable interrupts (SYSCFG)',
  [register.memoryPowerDown]: 'memory power down (SYSCFG)',
};

function firstState(): Uint32Array {
  const registers = new Uint32Array(7);
  registers[register.cores >>> 2] = 0x10000000;
  registers[register.debugForce >>> 2] = 0x66;
  return registers;
}

/** SYSCFG. It keeps what is written; there is neither debugger nor synchronizer to bypass. */
export class SystemConfiguration implements Peripheral {
  readonly name = 'SYSCFG';
  #registers = firstState();
  readonly #notEmulated: NotEmulated;

  constructor({ notEmulated }: { readonly notEmulated: NotEmulated }) {
    this.#notEmulated = notEmulated;
  }

  read(offset: number): number {
    return this.#registers[offset >>> 2] ?? 0;
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number): void {
    const bits = writable[offset];
    if (bits === undefined) return;
    this.#registers[offset >>> 2] = value & bits;
    const feature = missing[offset];
    if (feature && value) this.#notEmulated.report(feature);
  }

  reset(): void {
    this.#registers = firstState();
  }

  save(): State {
    return this.#registers.slice();
  }

  restore(state: State): void {
    this.#registers = (state as Uint32Array).slice();
  }
}
