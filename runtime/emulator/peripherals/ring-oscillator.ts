/** ROSC, the ring oscillator that the chip starts with (RP2040 datasheet, 2.17). */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { Clock } from '../clock/clock.ts';
import { RandomNumbers } from '../random-numbers.ts';
import type { State } from '../saved.ts';
import { OscillatorCountdown } from './oscillator-countdown.ts';
import { oscillatorCode, oscillatorStatus } from './oscillator-registers.ts';
import type { Oscillator } from './oscillator.ts';

const register = {
  control: 0x00,
  strengthA: 0x04,
  strengthB: 0x08,
  dormant: 0x0c,
  divider: 0x10,
  phase: 0x14,
  status: 0x18,
  randomBit: 0x1c,
  count: 0x20,
} as const;

const dividerPass = 0xaa0;
const password = 0x9696;

const dividerRunning = 1 << 16;

/** Typical frequency after power on, divided by 16 (2.17.1), in hertz. Real chips lie between 1.8 and 12 MHz. */
const typicalFrequency = 6_500_000;
const firstDivider = 16;

/** How much quicker shorter rings are than the one of eight stages (FREQ_RANGE, 2.17.8). */
const rangeFactors: Readonly<Record<number, number>> = { 0xfa4: 1, 0xfa5: 4 / 3, 0xfa7: 2, 0xfa6: 4 };

interface RingOscillatorParts {
  readonly clock: Clock;
  readonly notEmulated: NotEmulated;
  /** Where the random bits come from: the same seed gives the same bits. */
  readonly seed: number;
}

/** The ring oscillator. Its random bit comes from the seed of the emulated chip, so that runs can be repeated. */
export class RingOscillator implements Peripheral, Oscillator {
  readonly name = 'ROSC';
  #control = 0xaa0;
  #strengthA = 0;
  #strengthB = 0;
  #divider = firstDivider;
  #phase = 0x8;
  #badWrite = false;
  #dormant = false;
  readonly #count: OscillatorCountdown;
  readonly #random: RandomNumbers;
  readonly #notEmulated: NotEmulated;
  readonly #listeners: (() => void)[] = [];

  constructor({ clock, notEmulated, seed }: RingOscillatorParts) {
    this.#count = new OscillatorCountdown(clock, () => this.frequency);
    this.#notEmulated = notEmulated;
    this.#random = new RandomNumbers(seed);
  }

  get frequency(): number {
    if (!this.#running) return 0;
    const factor = rangeFactors[this.#control & 0xfff] ?? 1;
    return (typicalFrequency * factor * firstDivider) / this.#divider;
  }

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /** What ends dormancy: an event on a pin that IO_BANK0 watches, or the RTC (2.11.5). */
  wake(): void {
    if (this.#dormant) this.#change(() => (this.#dormant = false));
  }

  read(offset: number): number {
    if (offset !== register.randomBit) return this.peek(offset);
    return this.#random.nextBit();
  }

  peek(offset: number): number {
    switch (offset) {
      case register.control:
        return this.#control;
      case register.strengthA:
        return this.#strengthA;
      case register.strengthB:
        return this.#strengthB;
      case register.dormant:
        return this.#dormant ? oscillatorCode.dormant : oscillatorCode.awake;
      case register.divider:
        return dividerPass + (this.#divider & 0x1f);
      case register.phase:
        return this.#phase;
      case register.status:
        return (
          ((this.#running ? oscillatorStatus.stable | dividerRunning : 0) |
            (this.#enabled ? oscillatorStatus.enabled : 0) |
            (this.#badWrite ? oscillatorStatus.badWrite : 0)) >>>
          0
        );
      case register.randomBit:
        return this.#random.state & 1;
      case register.count:
        return this.#count.left;
      default:
        return 0;
    }
  }

  write(offset: number, value: number, bits: number): void {
    switch (offset) {
      case register.control:
        this.#change(() => (this.#control = value & 0xffffff));
        break;
      case register.strengthA:
      case register.strengthB:
        this.#writeStrength(offset, value >>> 0);
        break;
      case register.dormant:
        if (value >>> 0 === oscillatorCode.dormant) this.#change(() => (this.#dormant = true));
        else if (value >>> 0 !== oscillatorCode.awake) this.#badWrite = true;
        break;
      case register.divider:
        this.#change(() => this.#writeDivider(value & 0xfff));
        break;
      case register.phase:
        this.#phase = value & 0xf;
        break;
      case register.status:
        if (bits & oscillatorStatus.badWrite) this.#badWrite = false;
        break;
      case register.count:
        this.#count.start(value & 0xff);
        break;
    }
  }

  /** Everything but the random bits, which go on: a ring that stopped does not start at the same place. */
  reset(): void {
    this.#change(() => {
      this.#control = 0xaa0;
      this.#strengthA = this.#strengthB = 0;
      this.#divider = firstDivider;
      this.#phase = 0x8;
      this.#badWrite = this.#dormant = false;
      this.#count.start(0);
    });
  }

  save(): State {
    return {
      registers: [this.#control, this.#strengthA, this.#strengthB, this.#divider, this.#phase],
      badWrite: this.#badWrite,
      dormant: this.#dormant,
      count: this.#count.left,
      random: this.#random.state,
    };
  }

  restore(state: State): void {
    const saved = state as {
      registers: [number, number, number, number, number];
      badWrite: boolean;
      dormant: boolean;
      count: number;
      random: number;
    };
    this.#change(() => {
      [this.#control, this.#strengthA, this.#strengthB, this.#divider, this.#phase] = saved.registers;
      this.#badWrite = saved.badWrite;
      this.#dormant = saved.dormant;
    });
    this.#count.start(saved.count);
    this.#random.state = saved.random;
  }

  get #enabled(): boolean {
    return this.#control >>> 12 !== oscillatorCode.disabled;
  }

  get #running(): boolean {
    return this.#enabled && !this.#dormant;
  }

  #change(apply: () => void): void {
    const before = this.frequency;
    apply();
    if (this.frequency !== before) for (const changed of this.#listeners) changed();
  }

  #writeStrength(offset: number, value: number): void {
    const strength = value >>> 16 === password ? value & 0x7777 : 0;
    if (offset === register.strengthA) this.#strengthA = strength;
    else this.#strengthB = strength;
    if (strength) this.#notEmulated.report('ROSC drive strength');
  }

  #writeDivider(value: number): void {
    const divider = value - dividerPass;
    // Anything but 0xaa0 + n is a bad write and divides by 32, as does n = 0 (2.17.8).
    if (divider < 0 || divider > 31) this.#badWrite = true;
    this.#divider = divider > 0 && divider <= 31 ? divider : 32;
  }
}
