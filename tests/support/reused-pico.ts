/** A Pico that is not made anew whenever it gets power: the code that was compiled for its processor stays. */

import { EmulatedPico, type EmulatedPicoState } from '../../runtime/emulator/emulated-pico.ts';

/** Does what any Pico does. */
export class ReusedPico extends EmulatedPico {
  /** As it is when it has just got power. */
  #started: EmulatedPicoState | undefined;
  #isOff = true;

  override powerOn(): void {
    if (!this.#isOff) return;
    if (this.chip) {
      const { flashCells } = this.snapshot().chip;
      this.#started ??= this.#start();
      this.restore({ ...this.#started, chip: { ...this.#started.chip, flashCells } });
    } else super.powerOn();
    this.#isOff = false;
  }

  override unplug(): void {
    this.chip?.flash.cutPower();
    this.#isOff = true;
  }

  override restore(state: EmulatedPicoState): void {
    super.restore(state);
    this.#isOff = false;
  }

  override runFor(nanoseconds: number): void {
    if (!this.#isOff) super.runFor(nanoseconds);
  }

  override get hasSerialPort(): boolean {
    return !this.#isOff && super.hasSerialPort;
  }

  #start(): EmulatedPicoState {
    super.unplug();
    super.powerOn();
    return this.snapshot();
  }
}
