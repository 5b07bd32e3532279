/**
 * The PWM unit as MicroPython uses it: frequencies and duty cycles into counters and back.
 *
 * All arithmetic is whole numbers of 32 bits, rounded as on a Pico, so that a program reads back the same
 * numbers as there. Section 4.5.2 of the RP2040 datasheet explains divider, top and compare.
 */

import { boardField, type PinBank, sliceCount, sliceField } from './pin-bank.ts';
import { channelOf, periodOf, sliceOf } from './pwm-output.ts';

type Duty = { readonly unit: 'unset' } | { readonly unit: 'u16' | 'ns'; readonly value: number };

/** Why a frequency was refused; `ok` when it was not. */
export type FrequencyAnswer = 'ok' | 'freq too large' | 'freq too small';

/** Highest top that still leaves room for a duty cycle of 100 %. */
const highestTop = 65_534;
const unset: Duty = { unit: 'unset' };

/** The program's side of the eight slices. Lives on the interpreter's thread. */
export class PwmUnit {
  readonly #duty: Duty[] = new Array<Duty>(sliceCount * 2).fill(unset);
  readonly #invert: boolean[] = new Array<boolean>(sliceCount * 2).fill(false);
  readonly #frequencyKnown: boolean[] = new Array<boolean>(sliceCount).fill(false);

  constructor(readonly bank: PinBank) {}

  /** A soft reset: every slice stops and forgets its frequency. */
  stopAll(): void {
    for (let slice = 0; slice < sliceCount; slice++) {
      this.#frequencyKnown[slice] = false;
      this.stop(slice * 2);
    }
  }

  /** A program takes the channel of this GPIO: its old duty cycle and inversion are forgotten. */
  take(gpio: number): void {
    this.#duty[index(gpio)] = unset;
    this.#invert[index(gpio)] = false;
  }

  /** Stops the slice of this GPIO, and so the other channel too. */
  stop(gpio: number): void {
    this.bank.writeSlice(sliceField.enabled, sliceOf(gpio), 0);
  }

  /** Starts the slice, if both a frequency and a duty cycle were given. */
  start(gpio: number): void {
    const slice = sliceOf(gpio);
    if (!this.#frequencyKnown[slice] || this.#duty[index(gpio)] === unset) return;
    this.bank.writeSlice(sliceField.invertA, slice, this.#invert[slice * 2] ? 1 : 0);
    this.bank.writeSlice(sliceField.invertB, slice, this.#invert[slice * 2 + 1] ? 1 : 0);
    this.bank.writeSlice(sliceField.enabled, slice, 1);
  }

  /** Starts the slice if either channel is ready, as a new frequency does. */
  restart(gpio: number): void {
    const slice = sliceOf(gpio);
    this.start(slice * 2);
    this.start(slice * 2 + 1);
  }

  inverted(gpio: number): boolean {
    return this.#invert[index(gpio)] ?? false;
  }

  /** Takes effect at the next `start`. */
  invert(gpio: number, invert: boolean): void {
    this.#invert[index(gpio)] = invert;
  }

  /** Hertz, or 0 where none was set. */
  frequency(gpio: number): number {
    const slice = sliceOf(gpio);
    if (!this.#frequencyKnown[slice]) return 0;
    return this.#rounded(this.bank.readSlice(sliceField.divider, slice) * periodOf(this.bank, slice));
  }

  /** Chooses the divider and top that come closest, for the whole slice; both duty cycles are kept. */
  setFrequency(gpio: number, hertz: number): FrequencyAnswer {
    const slice = sliceOf(gpio);
    const wanted = hertz >>> 0;
    if (wanted === 0) return 'freq too small';
    const clock = this.bank.readBoard(boardField.systemClock);
    let divider = 16;
    let period = Math.floor((clock + Math.trunc(hertz / 2)) / wanted);
    if (period >= highestTop) {
      const counts = highestTop * wanted;
      divider = Math.floor((16 * clock + counts - 1) / counts);
      period = this.#rounded(divider * wanted);
    }
    if (divider < 16) return 'freq too large';
    if (divider >= 256 * 16) return 'freq too small';
    this.bank.writeSlice(sliceField.divider, slice, divider);
    this.bank.writeSlice(sliceField.top, slice, (period - 1) & 0xffff);
    this.#frequencyKnown[slice] = true;
    this.#renewDuty(slice * 2);
    this.#renewDuty(slice * 2 + 1);
    return 'ok';
  }

  /** Share of time high, 0 to 65535, as the counters hold it; 0 where none was set. */
  dutyU16(gpio: number): number {
    if (!this.#ready(gpio)) return 0;
    const period = periodOf(this.bank, sliceOf(gpio));
    return Math.floor((this.#compare(gpio) * 65_535 + Math.floor(period / 2)) / period);
  }

  /** Above 65535 counts as 65535. */
  setDutyU16(gpio: number, share: number): void {
    const value = Math.min(share, 65_535);
    const counts = Math.imul(value, periodOf(this.bank, sliceOf(gpio))) + 32_767;
    this.#setCompare(gpio, Math.floor((counts >>> 0) / 65_535));
    this.#duty[index(gpio)] = { unit: 'u16', value };
  }

  /** Time high in nanoseconds; 0 where none was set. */
  dutyNanoseconds(gpio: number): number {
    if (!this.#ready(gpio)) return 0;
    const hertz = this.#countHertz(gpio);
    return Number((BigInt(this.#compare(gpio)) * 1_000_000_000n + BigInt(hertz >>> 1)) / BigInt(hertz));
  }

  /** Longer than a period counts as always high. */
  setDutyNanoseconds(gpio: number, nanoseconds: number): void {
    const scaled = BigInt(nanoseconds) * BigInt(this.#countHertz(gpio)) + 500_000_000n;
    const counts = Number(BigInt.asUintN(32, BigInt.asUintN(64, scaled) / 1_000_000_000n));
    this.#setCompare(gpio, Math.min(counts, periodOf(this.bank, sliceOf(gpio))));
    this.#duty[index(gpio)] = { unit: 'ns', value: nanoseconds };
  }

  #ready(gpio: number): boolean {
    return this.#duty[index(gpio)] !== unset && this.#frequencyKnown[sliceOf(gpio)] === true;
  }

  #renewDuty(gpio: number): void {
    const duty = this.#duty[gpio] ?? unset;
    if (duty.unit === 'u16') this.setDutyU16(gpio, duty.value);
    else if (duty.unit === 'ns') this.setDutyNanoseconds(gpio, duty.value);
  }

  #compare(gpio: number): number {
    return this.bank.readSlice(compareField(gpio), sliceOf(gpio));
  }

  #setCompare(gpio: number, counts: number): void {
    this.bank.writeSlice(compareField(gpio), sliceOf(gpio), counts & 0xffff);
  }

  /** How fast the slice's counter counts, in hertz. */
  #countHertz(gpio: number): number {
    return this.#rounded(this.bank.readSlice(sliceField.divider, sliceOf(gpio)));
  }

  /** Sixteen times the clock divided by `divisor`, rounded to the nearest whole number. */
  #rounded(divisor: number): number {
    return Math.floor((16 * this.bank.readBoard(boardField.systemClock) + Math.floor(divisor / 2)) / divisor);
  }
}

function index(gpio: number): number {
  return sliceOf(gpio) * 2 + channelOf(gpio);
}

function compareField(gpio: number): typeof sliceField.compareA | typeof sliceField.compareB {
  return channelOf(gpio) === 0 ? sliceField.compareA : sliceField.compareB;
}
