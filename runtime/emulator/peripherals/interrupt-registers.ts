/** The four registers INTR, INTE, INTF and INTS that most of the chip's own peripherals have in common. */

/** Distances of the four from the first. */
const register = { raw: 0, enable: 4, force: 8, status: 12 } as const;

/** Raw, enabled and forced interrupts of one peripheral. */
export class InterruptRegisters {
  readonly #first: number;
  readonly #bits: number;
  /** INTR: what happened. How it is cleared is each peripheral's own. */
  raw = 0;
  /** INTE: what may interrupt. */
  enabled = 0;
  /** INTF: what a program forces, for testing. */
  forced = 0;

  /**
   * @param first - offset of INTR in its peripheral; the others follow in the order above.
   * @param bits - the interrupts that there are.
   */
  constructor(first: number, bits: number) {
    this.#first = first;
    this.#bits = bits;
  }

  /** INTS: what interrupts now. */
  get status(): number {
    return (this.raw & this.enabled) | this.forced;
  }

  /** Any of the four by its offset in the peripheral; every other offset reads 0, as what is not there does. */
  read(offset: number): number {
    switch (offset - this.#first) {
      case register.raw:
        return this.raw;
      case register.enable:
        return this.enabled;
      case register.force:
        return this.forced;
      case register.status:
        return this.status;
      default:
        return 0;
    }
  }

  /** Takes what a program writes to INTE or INTF; other offsets keep what they have. */
  write(offset: number, value: number): void {
    if (offset === this.#first + register.enable) this.enabled = value & this.#bits;
    else if (offset === this.#first + register.force) this.forced = value & this.#bits;
  }

  reset(): void {
    this.raw = this.enabled = this.forced = 0;
  }

  save(): { raw: number; enabled: number; forced: number } {
    return { raw: this.raw, enabled: this.enabled, forced: this.forced };
  }

  restore({ raw, enabled, forced }: ReturnType<InterruptRegisters['save']>): void {
    this.raw = raw;
    this.enabled = enabled;
    this.forced = forced;
  }
}
