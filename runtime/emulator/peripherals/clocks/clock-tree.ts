/** All generators of CLOCKS together: who runs from whom, and how fast (RP2040 datasheet, 2.15.1). */

import type { Oscillator } from '../oscillator.ts';
import { ClockGenerator } from './clock-generator.ts';
import { type ClockSource, type GeneratorName, generatorForms } from './clock-source.ts';

/** Bits of CLK_SYS_RESUS_CTRL. */
const resuscitate = { enable: 1 << 8, force: 1 << 12, clear: 1 << 16 } as const;

/** CTRL, DIV and SELECTED of one generator take 12 bytes. */
const generatorSize = 12;

const indexOf = { reference: 4, system: 5 } as const;

/** What of the tree comes from outside. */
export type ClockRoots = Readonly<Partial<Record<ClockSource, Oscillator>>>;

/** The generators and the frequencies that follow from their registers. */
export class ClockTree {
  /** CLK_SYS_RESUS_CTRL. */
  resuscitateControl = 0xff;
  /** CLK_SYS_RESUS_STATUS: the reference stands in for a system clock that died. */
  resuscitated = false;
  readonly rates: Record<GeneratorName, number> = {
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
  readonly #generators = generatorForms.map((form) => new ClockGenerator(form));
  readonly #roots: ClockRoots;

  constructor(roots: ClockRoots) {
    this.#roots = roots;
  }

  /** The generator that a register belongs to. */
  generatorAt(offset: number): ClockGenerator {
    return this.#generators[Math.floor(offset / generatorSize)]!;
  }

  read(offset: number): number {
    const generator = this.generatorAt(offset);
    switch (offset % generatorSize) {
      case 0:
        return generator.control;
      case 4:
        return generator.form.dividerBits ? generator.divider : 0;
      default:
        return generator.selected;
    }
  }

  write(offset: number, value: number): void {
    const generator = this.generatorAt(offset);
    if (offset % generatorSize === 0) generator.writeControl(value);
    else if (offset % generatorSize === 4) generator.writeDivider(value);
  }

  /** Hertz of a source. */
  frequency(of: ClockSource): number {
    const root = this.#roots[of];
    if (root) return root.frequency;
    return of in this.rates ? this.rates[of as GeneratorName] : 0;
  }

  /**
   * Works out all frequencies: generators that others depend on come first.
   *
   * @returns whether any changed.
   */
  update(): boolean {
    const before = { ...this.rates };
    this.#work(indexOf.reference);
    this.#work(indexOf.system);
    this.#resuscitate();
    for (let index = indexOf.system + 1; index < this.#generators.length; index++) this.#work(index);
    for (let index = 0; index < indexOf.reference; index++) this.#work(index);
    return generatorForms.some(({ name }) => before[name] !== this.rates[name]);
  }

  reset(): void {
    for (const generator of this.#generators) generator.reset();
    this.resuscitateControl = 0xff;
    this.resuscitated = false;
  }

  save(): unknown {
    return {
      generators: this.#generators.map((generator) => generator.save()),
      resuscitateControl: this.resuscitateControl,
      resuscitated: this.resuscitated,
    };
  }

  restore(state: unknown): void {
    const saved = state as { generators: number[][]; resuscitateControl: number; resuscitated: boolean };
    this.#generators.forEach((generator, index) => generator.restore(saved.generators[index]!));
    this.resuscitateControl = saved.resuscitateControl;
    this.resuscitated = saved.resuscitated;
  }

  #work(index: number): void {
    const generator = this.#generators[index]!;
    this.rates[generator.form.name] = generator.frequency((source) => this.frequency(source));
  }

  /** A system clock that died is replaced by the reference until a program has mended it (2.15.5). */
  #resuscitate(): void {
    const control = this.resuscitateControl;
    const died = (control & resuscitate.enable) !== 0 && this.rates.system === 0;
    if (died || control & resuscitate.force) this.resuscitated = true;
    else if (control & resuscitate.clear) this.resuscitated = false;
    if (this.resuscitated) this.rates.system = this.rates.reference;
  }
}
