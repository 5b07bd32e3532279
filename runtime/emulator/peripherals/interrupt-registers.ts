/** The four registers INTR, INTE, INTF and INTS that most of the chip's own peripherals have in common. */

/** Raw, enabled and forced interrupts of one peripheral. */
export class InterruptRegisters {
  /** INTR: what happened. */
  raw = 0;
  /** INTE: what may interrupt. */
  enabled = 0;
  /** INTF: what a program forces, for testing. */
  forced = 0;

  /** INTS: what interrupts now. */
  get status(): number {
    return (this.raw & this.enabled) | this.forced;
  }

  reset(): void {
    this.raw = this.enabled = this.forced = 0;
  }

  save(): { raw: number; enabled: number; forced: number } {
    return { raw: this.raw, enabled: this.enabled, forced: this.forced };
  }

  restore(state: { raw: number; enabled: number; forced: number }): void {
    Object.assign(this, state);
  }
}
