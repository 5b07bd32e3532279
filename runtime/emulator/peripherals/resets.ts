/** RESETS: a bit for each peripheral that holds it in its first state (RP2040 datasheet, 2.14). */

import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';

const register = { reset: 0x0, watchdogSelect: 0x4, done: 0x8 } as const;

/** What the bits stand for, from bit 0. */
const resetNames = [
  'adc',
  'busctrl',
  'dma',
  'i2c0',
  'i2c1',
  'ioBank0',
  'ioQspi',
  'jtag',
  'padsBank0',
  'padsQspi',
  'pio0',
  'pio1',
  'pllSys',
  'pllUsb',
  'pwm',
  'rtc',
  'spi0',
  'spi1',
  'syscfg',
  'sysinfo',
  'tbman',
  'timer',
  'uart0',
  'uart1',
  'usb',
] as const;

/** Name of a peripheral that RESETS can reset. */
export type ResetName = (typeof resetNames)[number];

const all = 0x1ffffff;

/** Anything that goes back to its first state. */
type Resettable = Pick<Peripheral, 'reset'>;

/** The reset controller. */
export class Resets implements Peripheral {
  readonly name = 'RESETS';
  #held = all;
  #watchdogSelect = 0;
  readonly #targets: Readonly<Partial<Record<ResetName, Resettable>>>;

  constructor({ targets }: { readonly targets: Readonly<Partial<Record<ResetName, Resettable>>> }) {
    this.#targets = targets;
  }

  /** The watchdog fired: what WDSEL names is reset, and left held. */
  watchdogReset(): void {
    this.#hold(this.#held | this.#watchdogSelect);
  }

  read(offset: number): number {
    switch (offset) {
      case register.reset:
        return this.#held;
      case register.watchdogSelect:
        return this.#watchdogSelect;
      case register.done:
        return ~this.#held & all;
      default:
        return 0;
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number): void {
    if (offset === register.reset) this.#hold(value & all);
    else if (offset === register.watchdogSelect) this.#watchdogSelect = value & all;
  }

  /** Everything is held in reset, as after power on. */
  reset(): void {
    this.#watchdogSelect = 0;
    this.#hold(all);
  }

  save(): State {
    return { held: this.#held, watchdogSelect: this.#watchdogSelect };
  }

  /** The peripherals restore themselves. */
  restore(state: State): void {
    const saved = state as { held: number; watchdogSelect: number };
    this.#held = saved.held;
    this.#watchdogSelect = saved.watchdogSelect;
  }

  /** A peripheral starts afresh when it is let go, too: what was written meanwhile did not reach it. */
  #hold(held: number): void {
    const changed = held ^ this.#held;
    this.#held = held;
    for (let bit = 0; bit < resetNames.length; bit++)
      if (changed & (1 << bit)) this.#targets[resetNames[bit]!]?.reset();
  }
}
