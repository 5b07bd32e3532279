/** VREG_AND_CHIP_RESET: the voltage regulator, and why the chip was reset (RP2040 datasheet, 2.10 and 2.12). */

import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';

const register = { regulator: 0x0, brownOut: 0x4, chipReset: 0x8 } as const;

const regulated = 1 << 12;
const restartFlag = 1 << 24;

/** Bits of CHIP_RESET that say what reset the whole chip last. */
const reasonBit = { power: 1 << 8, run: 1 << 16, debugger: 1 << 20 } as const;

/** What can reset the whole chip: power came, the RUN pin was low, or a debugger asked. */
export type ChipResetReason = keyof typeof reasonBit;

/** Regulator, brown-out detector and the reason of the last reset. The voltages are kept, and have no effect. */
export class ChipReset implements Peripheral {
  readonly name = 'VREG_AND_CHIP_RESET';
  #regulator = 0xb1;
  #brownOut = 0x91;
  #reason: ChipResetReason = 'power';
  #restartFlag = 0;

  /** The whole chip was reset, for this reason. */
  happened(reason: ChipResetReason): void {
    this.reset();
    this.#restartFlag = 0;
    this.#reason = reason;
  }

  read(offset: number): number {
    switch (offset) {
      case register.regulator:
        return this.#regulator | regulated;
      case register.brownOut:
        return this.#brownOut;
      case register.chipReset:
        return reasonBit[this.#reason] | this.#restartFlag;
      default:
        return 0;
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number, bits: number): void {
    if (offset === register.regulator) this.#regulator = value & 0xf3;
    else if (offset === register.brownOut) this.#brownOut = value & 0xf1;
    else if (offset === register.chipReset && bits & restartFlag) this.#restartFlag = 0;
  }

  /** Regulator and brown-out detector; the reason stays until the whole chip is reset. */
  reset(): void {
    this.#regulator = 0xb1;
    this.#brownOut = 0x91;
  }

  save(): State {
    return {
      regulator: this.#regulator,
      brownOut: this.#brownOut,
      reason: this.#reason,
      restartFlag: this.#restartFlag,
    };
  }

  restore(state: State): void {
    const saved = state as {
      regulator: number;
      brownOut: number;
      reason: ChipResetReason;
      restartFlag: number;
    };
    this.#regulator = saved.regulator;
    this.#brownOut = saved.brownOut;
    this.#reason = saved.reason;
    this.#restartFlag = saved.restartFlag;
  }
}
