/**
 * The state of a simulated Pico's pins, as numbers in shared memory.
 *
 * The interpreter's thread and the host see the same words: the program writes what the chip's registers
 * hold, the host writes what is connected outside. Every change makes `revision` grow, so that whoever
 * draws the board can tell at a glance whether there is anything new. Names and meanings follow the
 * RP2040 datasheet, sections 2.19 (GPIO), 4.5 (PWM) and 4.9 (ADC).
 */

import { functionSelect } from './function-select.ts';
import type { BoardModel } from './virtual-hardware.ts';

/** GPIO 0 to 29. */
export const gpioCount = 30;
/** PWM slices 0 to 7, each with a channel A and a channel B. */
export const sliceCount = 8;
/** ADC channels 0 to 3; channel 4, the temperature sensor, is apart. */
export const analogCount = 4;
/** Pins of the radio chip of a Pico W. The LED is number 0. */
export const radioPinCount = 3;

/** Pull resistors, as bits; both may be on. */
export const pullBit = { up: 1, down: 2 } as const;

/** Edges of a pin, as the bits of the chip's interrupt registers and of `Pin.IRQ_FALLING`, `Pin.IRQ_RISING`. */
export const edgeBit = { falling: 4, rising: 8 } as const;

/** One word for each GPIO. */
export const pinField = {
  /** A value of `functionSelect`. */
  function: 0,
  /** The level that its function would drive, 0 or 1; PWM's is worked out from its slice. */
  output: 1,
  /** 1 while its function drives the pin. */
  outputEnable: 2,
  /** 1 while MicroPython simulates an open drain with the two words above. */
  openDrain: 3,
  /** Bits of `pullBit`. */
  pulls: 4,
  /** 0 while the pin is analog: its digital input is off and reads 0. */
  inputEnable: 5,
  /** What the outside applies: 0, 1, or `notDriven`. */
  driven: 6,
} as const;
type PinField = (typeof pinField)[keyof typeof pinField];

/** Value of `pinField.driven` where nothing is connected. */
export const notDriven = -1;

/** One word for each PWM slice. */
export const sliceField = {
  /** Clock divider in sixteenths, 16 to 4095. */
  divider: 0,
  /** The counter wraps after this value, 0 to 65535. */
  top: 1,
  /** Channel A is high while the counter is below this, 0 to 65535. */
  compareA: 2,
  compareB: 3,
  invertA: 4,
  invertB: 5,
  /** 1 while the counter runs. */
  enabled: 6,
} as const;
type SliceField = (typeof sliceField)[keyof typeof sliceField];

/** Words there is one of. */
export const boardField = {
  model: 0,
  revision: 1,
  /** How many edges the host wrote, and how many the program took, since switching on. */
  edgesWritten: 2,
  edgesTaken: 3,
  bootsel: 4,
  /** `machine.freq()` in hertz; PWM counts with it. */
  systemClock: 5,
  /** 1 once the program asked for a reset, so that the next start knows why it happened. */
  resetAsked: 6,
  /** 1 where the program itself caused the last reset. */
  resetByProgram: 7,
} as const;
type BoardField = (typeof boardField)[keyof typeof boardField];

const pinWords = 32;
const pinsAt = 16;
const slicesAt = pinsAt + 7 * pinWords;
const radioAt = slicesAt + 7 * sliceCount;
const edgesAt = radioAt + 2 * 4;
const edgeRoom = 256;
const wordCount = edgesAt + edgeRoom;
const realsAt = wordCount * 4;
const temperatureIndex = analogCount;
const realCount = analogCount + 1;

const models: readonly BoardModel[] = ['pico', 'pico-w'];
const powerOnClock = 125_000_000;

/** Typed access to the shared words; every thread makes its own over the same buffer. */
export class PinBank {
  readonly #words: Int32Array;
  readonly #reals: Float64Array;

  constructor(readonly buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, wordCount);
    this.#reals = new Float64Array(buffer, realsAt, realCount);
  }

  /** Makes the memory of one board: switched on, nothing connected, at room temperature. */
  static allocate(model: BoardModel): SharedArrayBuffer {
    const buffer = new SharedArrayBuffer(realsAt + realCount * 8);
    const bank = new PinBank(buffer);
    bank.#words[boardField.model] = models.indexOf(model);
    for (let gpio = 0; gpio < gpioCount; gpio++) bank.writePin(pinField.driven, gpio, notDriven);
    bank.writeAnalog(3, supplyShare);
    bank.writeTemperature(roomTemperature);
    bank.switchOn();
    return buffer;
  }

  /** Back to the state after a reset of the chip. What is connected outside stays. */
  switchOn(): void {
    for (let gpio = 0; gpio < gpioCount; gpio++) {
      this.writePin(pinField.function, gpio, functionSelect.none);
      this.writePin(pinField.output, gpio, 0);
      this.writePin(pinField.outputEnable, gpio, 0);
      this.writePin(pinField.openDrain, gpio, 0);
      this.writePin(pinField.pulls, gpio, pullBit.down);
      this.writePin(pinField.inputEnable, gpio, 1);
    }
    for (let slice = 0; slice < sliceCount; slice++) {
      for (const field of Object.values(sliceField)) this.writeSlice(field, slice, 0);
      this.writeSlice(sliceField.divider, slice, 16);
      this.writeSlice(sliceField.top, slice, 0xffff);
    }
    for (let pin = 0; pin < radioPinCount; pin++) {
      this.writeRadioOutput(pin, 0);
      this.writeRadioEnable(pin, 0);
    }
    this.writeBoard(boardField.systemClock, powerOnClock);
    this.writeBoard(boardField.resetByProgram, this.readBoard(boardField.resetAsked));
    this.writeBoard(boardField.resetAsked, 0);
    this.forgetEdges();
  }

  get model(): BoardModel {
    return models[this.readBoard(boardField.model)] ?? 'pico';
  }

  // ------------------------------------------------------------------ words

  readPin(field: PinField, gpio: number): number {
    return Atomics.load(this.#words, pinsAt + field * pinWords + gpio);
  }

  writePin(field: PinField, gpio: number, value: number): void {
    this.#write(pinsAt + field * pinWords + gpio, value);
  }

  readSlice(field: SliceField, slice: number): number {
    return Atomics.load(this.#words, slicesAt + field * sliceCount + slice);
  }

  writeSlice(field: SliceField, slice: number, value: number): void {
    this.#write(slicesAt + field * sliceCount + slice, value);
  }

  readBoard(field: BoardField): number {
    return Atomics.load(this.#words, field);
  }

  writeBoard(field: BoardField, value: number): void {
    this.#write(field, value);
  }

  /** The level a pin of the radio chip was told to have; kept while it is an input. */
  readRadioOutput(pin: number): number {
    return Atomics.load(this.#words, radioAt + pin);
  }

  writeRadioOutput(pin: number, level: number): void {
    this.#write(radioAt + pin, level);
  }

  /** 1 once a pin of the radio chip was made an output. */
  readRadioEnable(pin: number): number {
    return Atomics.load(this.#words, radioAt + 4 + pin);
  }

  writeRadioEnable(pin: number, enable: number): void {
    this.#write(radioAt + 4 + pin, enable);
  }

  // ------------------------------------------------------------------ voltages and temperature

  /** Voltage on an ADC channel, 0 to 3, as a share 0 to 1 of 3.3 V. */
  readAnalog(channel: number): number {
    return this.#reals[channel] ?? 0;
  }

  writeAnalog(channel: number, share: number): void {
    this.#writeReal(channel, share);
  }

  /** Temperature of the chip in degrees Celsius. */
  readTemperature(): number {
    return this.#reals[temperatureIndex] ?? 0;
  }

  writeTemperature(celsius: number): void {
    this.#writeReal(temperatureIndex, celsius);
  }

  // ------------------------------------------------------------------ edges from outside

  /** Tells the program of an edge. When 256 wait, the newest are lost, as on a chip that is too busy. */
  addEdge(gpio: number, edge: number): void {
    const written = this.readBoard(boardField.edgesWritten);
    if (((written - this.readBoard(boardField.edgesTaken)) | 0) >= edgeRoom) return;
    Atomics.store(this.#words, edgesAt + (written & (edgeRoom - 1)), (gpio << 8) | edge);
    Atomics.store(this.#words, boardField.edgesWritten, (written + 1) | 0);
  }

  /** The oldest edge that was not taken yet. */
  takeEdge(): { gpio: number; edge: number } | undefined {
    const taken = this.readBoard(boardField.edgesTaken);
    if (taken === this.readBoard(boardField.edgesWritten)) return undefined;
    const packed = Atomics.load(this.#words, edgesAt + (taken & (edgeRoom - 1)));
    Atomics.store(this.#words, boardField.edgesTaken, (taken + 1) | 0);
    return { gpio: packed >> 8, edge: packed & 0xff };
  }

  forgetEdges(): void {
    Atomics.store(this.#words, boardField.edgesTaken, this.readBoard(boardField.edgesWritten));
  }

  #write(index: number, value: number): void {
    if (Atomics.exchange(this.#words, index, value) !== value)
      Atomics.add(this.#words, boardField.revision, 1);
  }

  #writeReal(index: number, value: number): void {
    if (this.#reals[index] === value) return;
    this.#reals[index] = value;
    Atomics.add(this.#words, boardField.revision, 1);
  }
}

/** GPIO 29 measures a third of the supply voltage; on USB that is about 1.6 V. */
const supplyShare = 4.8 / 3 / 3.3;
const roomTemperature = 24;
