/** One generator of CLOCKS: multiplexers, divider and gate (RP2040 datasheet, 2.15.3). */

import type { ClockSource, GeneratorForm } from './clock-source.ts';

const kill = 1 << 10;
const enable = 1 << 11;

/** CTRL, DIV and SELECTED of one generator, and the frequency that follows from them. */
export class ClockGenerator {
  control = 0;
  divider = 0x100;
  /** The input of the multiplexer without glitches that is in use. */
  #selected = 0;

  constructor(readonly form: GeneratorForm) {}

  /** SELECTED: a bit for the input in use; always bit 0 where glitches are not prevented. */
  get selected(): number {
    return this.form.glitchless ? 1 << this.#selected : 1;
  }

  /** The source chosen by AUXSRC. */
  get auxiliarySource(): ClockSource {
    const { auxiliary, name } = this.form;
    const bits = name.startsWith('output') ? 0xf : name === 'reference' ? 0x3 : 0x7;
    return auxiliary[(this.control >>> 5) & bits] ?? 'none';
  }

  /** True unless it can be switched off and is. */
  get enabled(): boolean {
    if (this.form.glitchless) return true;
    return (this.control & enable) !== 0 && (this.control & kill) === 0;
  }

  writeControl(value: number): void {
    this.control = value & this.form.controlBits;
  }

  writeDivider(value: number): void {
    if (this.form.dividerBits) this.divider = (value & this.form.dividerBits) >>> 0;
  }

  /**
   * Hertz, given those of the sources. The multiplexer without glitches stays at its input until the next one
   * runs, because it needs edges of both to change over.
   */
  frequency(of: (source: ClockSource) => number): number {
    const { glitchless } = this.form;
    if (!glitchless) return this.enabled ? of(this.auxiliarySource) / this.#ratio : 0;
    const wanted = this.control & (glitchless.length > 2 ? 3 : 1);
    if (wanted < glitchless.length && of(this.#input(wanted)) > 0) this.#selected = wanted;
    return of(this.#input(this.#selected)) / this.#ratio;
  }

  reset(): void {
    this.control = 0;
    this.divider = 0x100;
    this.#selected = 0;
  }

  save(): readonly number[] {
    return [this.control, this.divider, this.#selected];
  }

  restore(state: readonly number[]): void {
    [this.control, this.divider, this.#selected] = state as [number, number, number];
  }

  #input(index: number): ClockSource {
    const input = this.form.glitchless?.[index] ?? 'none';
    return input === 'auxiliary' ? this.auxiliarySource : input;
  }

  /** DIV as a number: eight bits behind the point; 0 stands for one more than the largest. */
  get #ratio(): number {
    if (!this.form.dividerBits) return 1;
    const whole = this.divider >>> 8;
    const largest = this.form.dividerBits >>> 8;
    return (whole || largest + 1) + (this.divider & 0xff) / 256;
  }
}
