/** The ticks of one state machine: the system clock, divided by a number with 8 bits of fraction (RP2040 datasheet, 3.5.5). */

/** Counts ticks exactly: the fractions of cycles that a tick is late are made up for by later ones. */
export class DividedClock {
  /** The cycle of the next instruction. */
  next = 0;
  #nextFraction = 0;
  /** The last tick that was used: from here all ticks can be counted. */
  #tick = 0;
  #fraction = 0;

  /** The cycle of the present instruction. */
  get tick(): number {
    return this.#tick;
  }

  /** Uses the tick at `next`: an instruction is carried out. */
  use(): void {
    this.#tick = this.next;
    this.#fraction = this.#nextFraction;
  }

  /** The next instruction comes so many ticks after the present one. @param divisor - 256ths of a cycle for a tick */
  goOn(ticks: number, divisor: number): void {
    const passed = this.#fraction + ticks * divisor;
    const cycles = Math.floor(passed / 256);
    this.next = this.#tick + cycles;
    this.#nextFraction = passed - cycles * 256;
  }

  /** Goes on at the first own tick in or after this cycle. */
  goOnAt(cycle: number, divisor: number): void {
    this.goOn(1, divisor);
    if (this.next >= cycle) return;
    const ticks = Math.ceil(((cycle - this.#tick) * 256 - this.#fraction) / divisor);
    this.goOn(Math.max(1, ticks), divisor);
  }

  /** Begins to tick anew, as all whose CLKDIV_RESTART bits are written together. */
  restart(cycle: number): void {
    this.#tick = cycle;
    this.#fraction = 0;
    this.next = cycle + 1;
    this.#nextFraction = 0;
  }

  /** Makes everything happen so many cycles later. */
  postpone(cycles: number): void {
    this.next += cycles;
    this.#tick += cycles;
  }

  /** True where it stands exactly as another does, but so many cycles later. */
  isLike(other: DividedClock, cyclesLater: number): boolean {
    return this.next === other.next + cyclesLater && this.#nextFraction === other.#nextFraction;
  }

  copyFrom(other: DividedClock): void {
    this.next = other.next;
    this.#nextFraction = other.#nextFraction;
    this.#tick = other.#tick;
    this.#fraction = other.#fraction;
  }

  /** Puts back what was used and what comes next, after an instruction that took no tick of it. */
  copyTicksFrom(other: DividedClock): void {
    this.#tick = other.#tick;
    this.#fraction = other.#fraction;
  }

  save(): readonly number[] {
    return [this.next, this.#nextFraction, this.#tick, this.#fraction];
  }

  restore([next = 0, nextFraction = 0, tick = 0, fraction = 0]: readonly number[]): void {
    this.next = next;
    this.#nextFraction = nextFraction;
    this.#tick = tick;
    this.#fraction = fraction;
  }
}
