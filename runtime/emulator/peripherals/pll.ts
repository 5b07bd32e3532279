/** PLL_SYS and PLL_USB (RP2040 datasheet, 2.18). */

import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';
import type { Oscillator } from './oscillator.ts';

const register = { controlAndStatus: 0x0, power: 0x4, feedback: 0x8, postDividers: 0xc } as const;

const locked = 0x80000000;
const bypass = 1 << 8;
const powerDown = { pll: 1 << 0, postDividers: 1 << 3, oscillator: 1 << 5 } as const;

interface PllParts {
  readonly name: 'PLL_SYS' | 'PLL_USB';
  readonly crystal: Oscillator;
}

/** A PLL that multiplies the crystal. It locks as soon as it has power: no program can tell how soon a real one does. */
export class Pll implements Peripheral, Oscillator {
  readonly name: 'PLL_SYS' | 'PLL_USB';
  #control = 1;
  #power = 0x2d;
  #feedback = 0;
  #postDividers = 0x77000;
  #frequency = 0;
  readonly #crystal: Oscillator;
  readonly #listeners: (() => void)[] = [];

  constructor({ name, crystal }: PllParts) {
    this.name = name;
    this.#crystal = crystal;
    crystal.onChange(() => this.#update());
  }

  get frequency(): number {
    return this.#frequency;
  }

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  read(offset: number): number {
    switch (offset) {
      case register.controlAndStatus:
        return (this.#control | (this.#locked ? locked : 0)) >>> 0;
      case register.power:
        return this.#power;
      case register.feedback:
        return this.#feedback;
      case register.postDividers:
        return this.#postDividers;
      default:
        return 0;
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number): void {
    switch (offset) {
      case register.controlAndStatus:
        this.#control = value & 0x13f;
        break;
      case register.power:
        this.#power = value & 0x2d;
        break;
      case register.feedback:
        this.#feedback = value & 0xfff;
        break;
      case register.postDividers:
        this.#postDividers = value & 0x77000;
        break;
    }
    this.#update();
  }

  reset(): void {
    this.#control = 1;
    this.#power = 0x2d;
    this.#feedback = 0;
    this.#postDividers = 0x77000;
    this.#update();
  }

  save(): State {
    return [this.#control, this.#power, this.#feedback, this.#postDividers];
  }

  restore(state: State): void {
    [this.#control, this.#power, this.#feedback, this.#postDividers] = state as [
      number,
      number,
      number,
      number,
    ];
    this.#update();
  }

  get #locked(): boolean {
    const powered = !(this.#power & (powerDown.pll | powerDown.oscillator));
    return powered && this.#feedback >= 16 && this.#crystal.frequency > 0;
  }

  #update(): void {
    const reference = this.#crystal.frequency / Math.max(1, this.#control & 0x3f);
    const first = Math.max(1, (this.#postDividers >>> 16) & 7);
    const second = Math.max(1, (this.#postDividers >>> 12) & 7);
    let frequency = 0;
    if (this.#control & bypass) frequency = reference;
    else if (this.#locked && !(this.#power & powerDown.postDividers))
      frequency = (reference * this.#feedback) / (first * second);
    if (frequency === this.#frequency) return;
    this.#frequency = frequency;
    for (const changed of this.#listeners) changed();
  }
}
