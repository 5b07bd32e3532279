/** CLOCKS: which part of the chip runs from what, and how fast (RP2040 datasheet, 2.15). */

import { interruptLine } from '../../bus/interrupts.ts';
import type { NotEmulated } from '../../bus/not-emulated.ts';
import type { Peripheral } from '../../bus/peripheral.ts';
import type { ClockRates } from '../../clock/clock-rates.ts';
import type { Clock } from '../../clock/clock.ts';
import type { State } from '../../saved.ts';
import { InterruptRegisters } from '../interrupt-registers.ts';
import type { Oscillator } from '../oscillator.ts';
import { ClockGenerator } from './clock-generator.ts';
import { type ClockSource, type GeneratorName, generatorForms } from './clock-source.ts';
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
  raw: 0xb8,
  enable: 0xbc,
  force: 0xc0,
  status: 0xc4,
} as const;

const resuscitate = { enable: 1 << 8, force: 1 << 12, clear: 1 << 16 } as const;
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
  readonly #generators = generatorForms.map((form) => new ClockGenerator(form));
  readonly #counter: FrequencyCounter;
  readonly #registers = new InterruptRegisters();
  readonly #oscillators: Readonly<Partial<Record<ClockSource, Oscillator>>>;
  readonly #interrupts: ClocksParts['interrupts'];
  readonly #notEmulated: NotEmulated;
  readonly #listeners: (() => void)[] = [];
  readonly #rates: Record<GeneratorName, number> = {
    output0: 0,
    output1: 0,
    output2: 0,
    output3: 0,
    reference: 0,
    system: 0,
    peripheral: 0,
    usb: 0,
    adc: 0,
    rtc: 0,
  };
  #resuscitateControl = 0xff;
  #resuscitated = false;
  /** WAKE_EN0, WAKE_EN1, SLEEP_EN0, SLEEP_EN1. */
  #gates: [number, number, number, number] = [all0, all1, all0, all1];
  #asleep = false;

  constructor({ clock, interrupts, notEmulated, rosc, xosc, pllSys, pllUsb }: ClocksParts) {
    this.#interrupts = interrupts;
    this.#notEmulated = notEmulated;
    this.#oscillators = { rosc, xosc, pllSys, pllUsb };
    this.#counter = new FrequencyCounter({ clock, frequency: (of) => this.#frequency(of) });
    for (const oscillator of [rosc, xosc, pllSys, pllUsb]) oscillator.onChange(() => this.#update());
    this.#update();
  }

  get reference(): number {
    return this.#rates.reference;
  }

  get system(): number {
    return this.#rates.system;
  }

  get peripheral(): number {
    return this.#rates.peripheral;
  }

  get usb(): number {
    return this.#rates.usb;
  }

  get adc(): number {
    return this.#rates.adc;
  }

  get rtc(): number {
    return this.#rates.rtc;
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
    if (offset < register.generatorsEnd) return this.#readGenerator(offset);
    if (offset >= register.counter && offset < register.counterEnd) return this.#counter.read(offset);
    switch (offset) {
      case register.resuscitateControl:
        return this.#resuscitateControl;
      case register.resuscitateStatus:
        return this.#resuscitated ? 1 : 0;
      case register.wakeEnable0:
      case register.wakeEnable1:
      case register.sleepEnable0:
      case register.sleepEnable1:
        return this.#gates[(offset - register.wakeEnable0) >>> 2] ?? 0;
      case register.enabled0:
        return this.#running[0];
      case register.enabled1:
        return this.#running[1];
      case register.raw:
        return this.#registers.raw;
      case register.enable:
        return this.#registers.enabled;
      case register.force:
        return this.#registers.forced;
      case register.status:
        return this.#registers.status;
      default:
        return 0;
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
        this.#resuscitateControl = value & 0x111ff;
        this.#update();
        break;
      case register.wakeEnable0:
      case register.wakeEnable1:
      case register.sleepEnable0:
      case register.sleepEnable1:
        this.#gates[(offset - register.wakeEnable0) >>> 2] = (value & (offset & 4 ? all1 : all0)) >>> 0;
        this.#gate();
        break;
      case register.enable:
        this.#registers.enabled = value & 1;
        break;
      case register.force:
        this.#registers.forced = value & 1;
        break;
    }
    this.#interrupt();
  }

  reset(): void {
    for (const generator of this.#generators) generator.reset();
    this.#counter.reset();
    this.#registers.reset();
    this.#resuscitateControl = 0xff;
    this.#resuscitated = false;
    this.#gates = [all0, all1, all0, all1];
    this.#gate();
    this.#update();
    this.#interrupt();
  }

  save(): State {
    return {
      generators: this.#generators.map((generator) => generator.save()),
      counter: this.#counter.save(),
      interrupts: this.#registers.save(),
      resuscitateControl: this.#resuscitateControl,
      resuscitated: this.#resuscitated,
      gates: [...this.#gates],
      asleep: this.#asleep,
    };
  }

  /** To be called after the oscillators and PLLs were restored. */
  restore(state: State): void {
    const saved = state as {
      generators: number[][];
      counter: number[];
      interrupts: ReturnType<InterruptRegisters['save']>;
      resuscitateControl: number;
      resuscitated: boolean;
      gates: [number, number, number, number];
      asleep: boolean;
    };
    this.#generators.forEach((generator, index) => generator.restore(saved.generators[index]!));
    this.#counter.restore(saved.counter);
    this.#registers.restore(saved.interrupts);
    this.#resuscitateControl = saved.resuscitateControl;
    this.#resuscitated = saved.resuscitated;
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

  #readGenerator(offset: number): number {
    const generator = this.#generators[Math.floor(offset / 12)]!;
    switch (offset % 12) {
      case 0:
        return generator.control;
      case 4:
        return generator.form.dividerBits ? generator.divider : 0;
      default:
        return generator.selected;
    }
  }

  #writeGenerator(offset: number, value: number): void {
    const generator = this.#generators[Math.floor(offset / 12)]!;
    if (offset % 12 === 0) generator.writeControl(value);
    else if (offset % 12 === 4) generator.writeDivider(value);
    if (generator.enabled) {
      if (generator.form.name.startsWith('output')) this.#notEmulated.report('clock outputs (GPOUT)');
      if (generator.auxiliarySource.startsWith('gpin')) this.#notEmulated.report('clock inputs (GPIN)');
    }
    this.#update();
  }

  #frequency(of: ClockSource): number {
    const oscillator = this.#oscillators[of];
    if (oscillator) return oscillator.frequency;
    return of in this.#rates ? this.#rates[of as GeneratorName] : 0;
  }

  /** Works out all frequencies: generators that others depend on come first. */
  #update(): void {
    let changed = false;
    const set = (name: GeneratorName, frequency: number): void => {
      changed ||= this.#rates[name] !== frequency;
      this.#rates[name] = frequency;
    };
    const work = (index: number): void => {
      const generator = this.#generators[index]!;
      set(
        generator.form.name,
        generator.frequency((source) => this.#frequency(source)),
      );
    };
    work(generatorIndex.reference);
    work(generatorIndex.system);
    this.#resuscitate(set);
    for (let index = generatorIndex.system + 1; index < this.#generators.length; index++) work(index);
    for (let index = 0; index < generatorIndex.reference; index++) work(index);
    if (changed) for (const listener of this.#listeners) listener();
  }

  /** A system clock that died is replaced by the reference until a program has mended it (2.15.5). */
  #resuscitate(set: (name: GeneratorName, frequency: number) => void): void {
    const control = this.#resuscitateControl;
    const died = (control & resuscitate.enable) !== 0 && this.#rates.system === 0;
    if (died || control & resuscitate.force) {
      this.#resuscitated = true;
      this.#registers.raw = 1;
    } else if (control & resuscitate.clear) {
      this.#resuscitated = false;
      this.#registers.raw = 0;
    }
    if (this.#resuscitated) set('system', this.#rates.reference);
    this.#interrupt();
  }

  #interrupt(): void {
    this.#interrupts.set(interruptLine.clocks, this.#registers.status !== 0);
  }
}

const generatorIndex = { reference: 4, system: 5 } as const;
