/** Interrupts from pins (RP2040 datasheet, 2.19.3): levels and edges, as words with a bit for each GPIO. */

import { allPins } from './pins.ts';

const registers = 4;
const gpioPerRegister = 8;

/** A set of interrupt bits for all pins: what is pending, enabled or forced. */
export class PinInterruptBits {
  low = 0;
  high = 0;
  fall = 0;
  rise = 0;

  get any(): number {
    return this.low | this.high | this.fall | this.rise;
  }

  /** One of the four registers: four bits for each of eight pins, level low, level high, edge low, edge high. */
  read(register: number): number {
    let value = 0;
    for (let place = 0; place < gpioPerRegister; place++) {
      const gpio = register * gpioPerRegister + place;
      const bits =
        ((this.low >>> gpio) & 1) |
        (((this.high >>> gpio) & 1) << 1) |
        (((this.fall >>> gpio) & 1) << 2) |
        (((this.rise >>> gpio) & 1) << 3);
      value |= bits << (place * 4);
    }
    return value >>> 0;
  }

  write(register: number, value: number): void {
    const places = (0xff << (register * gpioPerRegister)) & allPins;
    const take = (bit: number): number => wordOf(register, value >>> bit) & allPins;
    this.low = (this.low & ~places) | take(0);
    this.high = (this.high & ~places) | take(1);
    this.fall = (this.fall & ~places) | take(2);
    this.rise = (this.rise & ~places) | take(3);
  }

  /** Clears the edges that a write to INTR names. */
  clearEdges(register: number, bits: number): void {
    this.fall &= ~wordOf(register, bits >>> 2);
    this.rise &= ~wordOf(register, bits >>> 3);
  }

  save(): number[] {
    return Array.from({ length: registers }, (_, register) => this.read(register));
  }

  restore(values: readonly number[]): void {
    values.forEach((value, register) => this.write(register, value));
  }
}

/** Gathers every fourth bit of a register. */
function wordOf(register: number, value: number): number {
  let word = 0;
  for (let place = 0; place < gpioPerRegister; place++) word |= ((value >>> (place * 4)) & 1) << place;
  return word << (register * gpioPerRegister);
}
