/** CLOCKS: which part of the chip runs from what, and how fast (RP2040 datasheet, 2.15). */

import { interruptLine } from '../../bus/interrupts.ts';
import type { NotEmulated } from '../../bus/not-emulated.ts';
import type { Peripheral } from '../../bus/peripheral.ts';
import type { ClockRates } from '../../clock/clock-rates.ts';
import type { Clock } from '../../clock/clock.ts';
import type { State } from '../../saved.ts';
import { InterruptRegisters } from '../interrupt-registers.ts';
import type { Oscillator } from '../oscillator.ts';
import { ClockTree } from './clock-tree.ts';
import { FrequencyCounter } from './frequency-counter.ts';
import type { GatedInterrupts } from './gated-interrupts.ts';

const register = {
  generatorsEnd: 0x78,
  resuscitateControl: 0x78,
  resuscitateStatus: 0x7c,
  counter: 0x80,
  counterEnd: 0xa0,
  wakeEnable0: 0xa0,
  wakeEnable1: 0xa4,
  sleepEnable0: 0xa8,
  sleepEnable1: 0xac,
  enabled0: 0xb0,
  enabled1: 0xb4,
  interrupts: 0xb8,
} as const;

const all0 = 0xffffffff;
const all1 = 0x7fff;

interface ClocksParts {
  readonly clock: Clock;
  readonly interrupts: Pick<GatedInterrupts, 'set' | 'gate'>;
  readonly notEmulated: NotEmulated;
  readonly rosc: Oscillator;
  readonly xosc: Oscillator;
  readonly pllSys: Oscillator;
  readonly pllUsb: Oscillator;
}

/**
 * The clock generators. Changes take effect at once: the few cycles that a real multiplexer needs are over before
 * a program could look.
 */
export class Clocks implements Peripheral, ClockRates {
  readonly name = 'CLOCKS';
  readonly #tree: ClockTree;
  readonly #counter: FrequencyCounter;
  readonly #registers = new InterruptRegisters(register.interrupts, 1);
  readonly #interrupts: ClocksParts['interrupts'];
  readonly #notEmulated: NotEmulated;
  readonly #listeners: (() => void)[] = [];
  /** WAKE_EN0, WAKE_EN1, SLEEP_EN0, SLEEP_EN1. */
  #gates: [number, number, number, number] = [all0, all1, all0, all1];
  #asleep = false;

  constructor({ clock, interrupts, notEmulated, rosc, xosc, pllSys, pllUsb }: ClocksParts) {
    this.#interrupts = interrupts;
    this.#notEmulated = notEmulated;
    this.#tree = new ClockTree({ rosc, xosc, pllSys, pllUsb });
    this.#counter = new FrequencyCounter({ clock, frequency: (of) => this.#tree.frequency(of) });
    for (const oscillator of [rosc, xosc, pllSys, pllUsb]) oscillator.onChange(() => this.#update());
    this.#update();
  }

  get reference(): number {
    return this.#tree.rates.reference;
  }

  get system(): number {
    return this.#tree.rates.system;
  }

  get peripheral(): number {
    return this.#tree.rates.peripheral;
  }

  get usb(): number {
    return this.#tree.rates.usb;
  }

  get adc(): number {
    return this.#tree.rates.adc;
  }

  get rtc(): number {
    return this.#tree.rates.rtc;
  }

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /**
   * Whether both cores are in deep sleep, so that SLEEP_EN says which parts keep their clock instead of WAKE_EN
   * (2.11.2). Parts without one raise no interrupts; what they do beyond that goes on.
   */
  setAsleep(asleep: boolean): void {
    this.#asleep = asleep;
    this.#gate();
  }

  read(offset: number): number {
    if (offset < register.generatorsEnd) return this.#tree.read(offset);
    if (offset >= register.counter && offset < register.counterEnd) return this.#counter.read(offset);
    switch (offset) {
      case register.resuscitateControl:
        return this.#tree.resuscitateControl;
      case register.resuscitateStatus:
        return this.#tree.resuscitated ? 1 : 0;
      case register.wakeEnable0:
      case register.wakeEnable1:
      case register.sleepEnable0:
      case register.sleepEnable1:
        return this.#gates[(offset - register.wakeEnable0) >>> 2] ?? 0;
      case register.enabled0:
        return this.#running[0];
      case register.enabled1:
        return this.#running[1];
      default:
        return this.#registers.read(offset);
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number): void {
    if (offset < register.generatorsEnd) return this.#writeGenerator(offset, value);
    if (offset >= register.counter && offset < register.counterEnd) return this.#counter.write(offset, value);
    switch (offset) {
      case register.resuscitateControl:
        this.#tree.resuscitateControl = value & 0x111ff;
        this.#update();
        break;
      case register.wakeEnable0:
      case register.wakeEnable1:
      case register.sleepEnable0:
      case register.sleepEnable1:
        this.#gates[(offset - register.wakeEnable0) >>> 2] = (value & (offset & 4 ? all1 : all0)) >>> 0;
        this.#gate();
        break;
      default:
        this.#registers.write(offset, value);
    }
    this.#interrupt();
  }

  reset(): void {
    this.#tree.reset();
    this.#counter.reset();
    this.#registers.reset();
    this.#gates = [all0, all1, all0, all1];
    this.#gate();
    this.#update();
    this.#interrupt();
  }

  save(): State {
    return {
      tree: this.#tree.save(),
      counter: this.#counter.save(),
      interrupts: this.#registers.save(),
      gates: [...this.#gates],
      asleep: this.#asleep,
    };
  }

  /** To be called after the oscillators and PLLs were restored. */
  restore(state: State): void {
    const saved = state as {
      tree: unknown;
      counter: number[];
      interrupts: ReturnType<InterruptRegisters['save']>;
      gates: [number, number, number, number];
      asleep: boolean;
    };
    this.#tree.restore(saved.tree);
    this.#counter.restore(saved.counter);
    this.#registers.restore(saved.interrupts);
    this.#gates = [...saved.gates];
    this.#asleep = saved.asleep;
    this.#update();
  }

  /** What has a clock at present. */
  get #running(): readonly [number, number] {
    const [wake0, wake1, sleep0, sleep1] = this.#gates;
    return this.#asleep ? [sleep0, sleep1] : [wake0, wake1];
  }

  #gate(): void {
    this.#interrupts.gate(this.#running);
  }

  #writeGenerator(offset: number, value: number): void {
    this.#tree.write(offset, value);
    const generator = this.#tree.generatorAt(offset);
    if (generator.enabled) {
      if (generator.form.name.startsWith('output')) this.#notEmulated.report('clock outputs (GPOUT)');
      if (generator.auxiliarySource.startsWith('gpin')) this.#notEmulated.report('clock inputs (GPIN)');
    }
    this.#update();
  }

  #update(): void {
    const changed = this.#tree.update();
    this.#registers.raw = this.#tree.resuscitated ? 1 : 0;
    this.#interrupt();
    if (changed) for (const listener of this.#listeners) listener();
  }

  #interrupt(): void {
    this.#interrupts.set(interruptLine.clocks, this.#registers.status !== 0);
  }
}
