/** PADS_BANK0: pulls, drive strength, input enable and output disable of the user pins (RP2040 datasheet, 2.19.6.3). */

import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';
import { gpioCount, type Pins } from './pins.ts';

const firstPad = 1;
const serialWireClock = firstPad + gpioCount;
const serialWireData = serialWireClock + 1;
const registerCount = serialWireData + 1;
const padAfterReset = 0x56;

const padBit = { pullDown: 4, pullUp: 8, inputEnable: 0x40, outputDisable: 0x80 } as const;

/** The registers at 0x4001c000. */
export class PadsBank0 implements Peripheral {
  readonly name = 'PADS_BANK0';
  readonly #pins: Pins;
  readonly #registers = initialRegisters();

  constructor({ pins }: { pins: Pins }) {
    this.#pins = pins;
  }

  read(offset: number): number {
    return this.#registers[offset >>> 2] ?? 0;
  }

  write(offset: number, value: number): void {
    const register = offset >>> 2;
    if (register >= registerCount) return;
    this.#registers[register] = value & (register === 0 ? 1 : 0xff);
    const gpio = register - firstPad;
    if (gpio < 0 || gpio >= gpioCount) return;
    this.#pins.setPad(gpio, {
      pullUp: (value & padBit.pullUp) !== 0,
      pullDown: (value & padBit.pullDown) !== 0,
      inputEnabled: (value & padBit.inputEnable) !== 0,
      outputDisabled: (value & padBit.outputDisable) !== 0,
    });
  }

  reset(): void {
    initialRegisters().forEach((value, register) => {
      this.write(register * 4, value);
    });
  }

  save(): State {
    return this.#registers.slice();
  }

  /** The pins themselves restore what follows from these. */
  restore(state: State): void {
    this.#registers.set(state as Uint8Array);
  }
}

function initialRegisters(): Uint8Array {
  const registers = new Uint8Array(registerCount).fill(padAfterReset);
  registers[0] = 0;
  registers[serialWireClock] = 0xda;
  registers[serialWireData] = 0x5a;
  return registers;
}
