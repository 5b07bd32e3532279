/** The wires from the peripherals to the interrupt controllers of both cores (RP2040 datasheet, 2.3.2). */

import type { InterruptLines } from '../bus/interrupts.ts';
import type { Core } from './core.ts';

/** Exists before cores and peripherals do, so that each can be made with it. */
export class InterruptWiring implements InterruptLines {
  #cores: readonly Core[] = [];

  /** Connects the cores; before this the lines lead nowhere. */
  connect(cores: readonly Core[]): void {
    this.#cores = cores;
  }

  set(line: number, asserted: boolean, core?: 0 | 1): void {
    if (core !== undefined) return this.#cores[core]?.setInterrupt(line, asserted);
    for (const each of this.#cores) each.setInterrupt(line, asserted);
  }
}
