/** XOSC, the crystal oscillator (RP2040 datasheet, 2.16). */

import type { Peripheral } from '../bus/peripheral.ts';
import { restoreAlarm, saveAlarm } from '../clock/alarm-state.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import { OscillatorCountdown } from './oscillator-countdown.ts';
import { oscillatorCode, oscillatorStatus } from './oscillator-registers.ts';
import { crystalFrequency, type Oscillator } from './oscillator.ts';

const register = { control: 0x00, status: 0x04, dormant: 0x08, startup: 0x0c, count: 0x1c } as const;

const enabledCode = 0xfab;
const frequencyRange = 0xaa0;

/** Startup delay after power on: 1 ms at 12 MHz (2.16.3). */
const firstDelay = 0xc4;

/** The 12 MHz crystal oscillator. It gives no cycles until its startup delay has passed. */
export class CrystalOscillator implements Peripheral, Oscillator {
  readonly name = 'XOSC';
  #control = 0;
  #startup = firstDelay;
  #badWrite = false;
  #enabled = false;
  #dormant = false;
  #stable = false;
  readonly #clock: Clock;
  readonly #started: Alarm;
  readonly #count: OscillatorCountdown;
  readonly #listeners: (() => void)[] = [];

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
    this.#count = new OscillatorCountdown(clock, () => crystalFrequency);
    this.#started = clock.createAlarm(() => this.#setStable(true));
  }

  get frequency(): number {
    return this.#stable ? crystalFrequency : 0;
  }

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /** What ends dormancy: an event on a pin that IO_BANK0 watches, or the RTC (2.11.5). */
  wake(): void {
    if (!this.#dormant) return;
    this.#dormant = false;
    this.#start();
  }

  read(offset: number): number {
    switch (offset) {
      case register.control:
        return this.#control;
      case register.status:
        return (
          ((this.#stable ? oscillatorStatus.stable : 0) |
            (this.#badWrite ? oscillatorStatus.badWrite : 0) |
            (this.#enabled ? oscillatorStatus.enabled : 0)) >>>
          0
        );
      case register.dormant:
        return this.#dormant ? oscillatorCode.dormant : oscillatorCode.awake;
      case register.startup:
        return this.#startup;
      case register.count:
        return this.#count.left;
      default:
        return 0;
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number, bits: number): void {
    switch (offset) {
      case register.control:
        this.#writeControl(value & 0xffffff);
        break;
      case register.status:
        if (bits & oscillatorStatus.badWrite) this.#badWrite = false;
        break;
      case register.dormant:
        if (value >>> 0 === oscillatorCode.dormant) {
          this.#dormant = true;
          this.#stop();
        } else if (value >>> 0 !== oscillatorCode.awake) this.#badWrite = true;
        break;
      case register.startup:
        this.#startup = value & 0x103fff;
        if (this.#started.scheduled) this.#start();
        break;
      case register.count:
        this.#count.start(value & 0xff);
        break;
    }
  }

  reset(): void {
    this.#control = 0;
    this.#startup = firstDelay;
    this.#badWrite = this.#enabled = this.#dormant = false;
    this.#count.start(0);
    this.#stop();
  }

  save(): State {
    return {
      control: this.#control,
      startup: this.#startup,
      badWrite: this.#badWrite,
      enabled: this.#enabled,
      dormant: this.#dormant,
      stable: this.#stable,
      count: this.#count.left,
      started: saveAlarm(this.#started, this.#clock),
    };
  }

  restore(state: State): void {
    const saved = state as {
      control: number;
      startup: number;
      badWrite: boolean;
      enabled: boolean;
      dormant: boolean;
      stable: boolean;
      count: number;
      started: number | null;
    };
    this.#control = saved.control;
    this.#startup = saved.startup;
    this.#badWrite = saved.badWrite;
    this.#enabled = saved.enabled;
    this.#dormant = saved.dormant;
    this.#count.start(saved.count);
    restoreAlarm(this.#started, saved.started);
    this.#setStable(saved.stable);
  }

  #writeControl(value: number): void {
    this.#control = value;
    const code = value >>> 12;
    if ((code !== enabledCode && code !== oscillatorCode.disabled) || (value & 0xfff) !== frequencyRange)
      this.#badWrite = true;
    // Any other code turns it on: so that a stray write cannot stop the chip (2.16.7).
    const enabled = code !== oscillatorCode.disabled;
    if (enabled === this.#enabled) return;
    this.#enabled = enabled;
    if (enabled) this.#start();
    else this.#stop();
  }

  #start(): void {
    const delay = (this.#startup & 0x3fff) * 256 * (this.#startup & (1 << 20) ? 4 : 1);
    this.#started.schedule((delay * 1e9) / crystalFrequency);
  }

  #stop(): void {
    this.#started.cancel();
    this.#setStable(false);
  }

  #setStable(stable: boolean): void {
    if (stable === this.#stable) return;
    this.#stable = stable;
    for (const changed of this.#listeners) changed();
  }
}
