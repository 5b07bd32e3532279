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

function firstState(): Uint32Array {
  const registers = new Uint32Array(7);
  registers[register.cores >>> 2] = 0x10000000;
  registers[register.debugForce >>> 2] = 0x66;
  return registers;
}

interface SystemConfigurationParts {
  readonly notEmulated: NotEmulated;
  /** These interrupt lines raise NMI on a core from now on. */
  readonly nonMaskable: (core: 0 | 1, lines: number) => void;
}

/** SYSCFG. It keeps what is written; there is neither debugger nor synchronizer to bypass. */
export class SystemConfiguration implements Peripheral {
  readonly name = 'SYSCFG';
  #registers = firstState();
  readonly #parts: SystemConfigurationParts;

  constructor(parts: SystemConfigurationParts) {
    this.#parts = parts;
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
    if (offset === register.memoryPowerDown && value)
      this.#parts.notEmulated.report('memory power down (SYSCFG)');
    if (offset === register.nonMaskable0 || offset === register.nonMaskable1) this.#route();
  }

  reset(): void {
    this.#registers = firstState();
    this.#route();
  }

  save(): State {
    return this.#registers.slice();
  }

  restore(state: State): void {
    this.#registers = (state as Uint32Array).slice();
    this.#route();
  }

  #route(): void {
    this.#parts.nonMaskable(0, this.read(register.nonMaskable0));
    this.#parts.nonMaskable(1, this.read(register.nonMaskable1));
  }
}
