/**
 * One slice of the PWM block (RP2040 datasheet, 4.5.2): a counter with two outputs, worked out from the cycles that went
 * by since somebody last looked.
 */

/** Bits of CSR (table 525). */
export const control = {
  enable: 1,
  phaseCorrect: 2,
  invertA: 4,
  invertB: 8,
  modeShift: 4,
  modeMask: 0x30,
  retard: 0x40,
  advance: 0x80,
  kept: 0x3f,
} as const;

/** What makes the counter count: DIVMODE. */
export const countMode = { free: 0, gated: 1, rising: 2, falling: 3 } as const;

/** A divider counts in sixteenths of a cycle. */
const sixteenths = 16;
const counterSize = 0x10000;

/** The state of a slice as plain numbers. */
export interface SliceState {
  control: number;
  divider: number;
  top: number;
  compare: number;
  nextTop: number;
  nextCompare: number;
  position: number;
  sixteenthsPassed: number;
  settledAt: number;
  gate: boolean;
}

/** A counter and its two outputs. */
export class PwmSlice {
  control = 0;
  /** DIV: 8 bits before and 4 after the point. */
  divider = sixteenths;
  /** TOP and CC as the counter uses them, and as they will be from its next wrap on. */
  top = 0xffff;
  compare = 0;
  nextTop = 0xffff;
  nextCompare = 0;
  /** Times that the counter wrapped since this was last set to 0. */
  wraps = 0;
  /** Counts since the period began. In phase-correct mode the counter climbs in the first half and falls in the second. */
  #position = 0;
  #passed = 0;
  #settledAt = 0;
  /** Level of the B pin, where it is an input. */
  gate = false;

  get enabled(): boolean {
    return (this.control & control.enable) !== 0;
  }

  get mode(): number {
    return (this.control & control.modeMask) >>> control.modeShift;
  }

  /** True while it counts by the passing of time alone. */
  get running(): boolean {
    return this.enabled && (this.mode === countMode.free || (this.mode === countMode.gated && this.gate));
  }

  get counter(): number {
    const { top } = this;
    return this.#position <= top ? this.#position : Math.max(0, 2 * top + 1 - this.#position);
  }

  set counter(value: number) {
    this.#position = value;
  }

  get levelA(): boolean {
    return this.counter < (this.compare & 0xffff) !== ((this.control & control.invertA) !== 0);
  }

  get levelB(): boolean {
    return this.counter < this.compare >>> 16 !== ((this.control & control.invertB) !== 0);
  }

  /** Makes up for the time until a cycle of the system clock. */
  settle(cycle: number): void {
    const cycles = cycle - this.#settledAt;
    this.#settledAt = cycle;
    if (cycles > 0 && this.running) this.#pass(cycles * sixteenths);
  }

  /** An edge of the B pin that it counts goes through the divider as a cycle does. */
  countEdge(): void {
    this.#pass(sixteenths);
  }

  /** One count more or less than the divider gives: PH_ADV and PH_RET. */
  shift(counts: 1 | -1): void {
    if (counts === 1) this.#pass(this.#divisor);
    else this.#passed -= this.#divisor;
  }

  /** Takes over TOP and CC at once, as a slice that stands still does. */
  latch(): void {
    this.top = this.nextTop;
    this.compare = this.nextCompare;
  }

  /** The cycle at which the counter wraps next, while it runs. */
  get nextWrap(): number {
    return this.#cycleAfter(this.#period - this.#position);
  }

  /** The cycle at which an output changes next, or may; it runs. Infinity where both stand still. */
  get nextEdge(): number {
    const period = this.#period;
    const compareA = this.compare & 0xffff;
    const compareB = this.compare >>> 16;
    let next = Infinity;
    for (const compare of [compareA, compareB]) {
      if (compare === 0 || compare > this.top) continue;
      for (const place of [compare, period - compare, period]) {
        if (place > this.#position && place < next) next = place;
      }
    }
    if (this.nextTop !== this.top || this.nextCompare !== this.compare) next = Math.min(next, period);
    return next === Infinity ? Infinity : this.#cycleAfter(next - this.#position);
  }

  reset(cycle: number): void {
    this.restore({
      control: 0,
      divider: sixteenths,
      top: 0xffff,
      compare: 0,
      nextTop: 0xffff,
      nextCompare: 0,
      position: 0,
      sixteenthsPassed: 0,
      settledAt: cycle,
      gate: this.gate,
    });
  }

  save(): SliceState {
    const { control, divider, top, compare, nextTop, nextCompare, gate } = this;
    return {
      control,
      divider,
      top,
      compare,
      nextTop,
      nextCompare,
      position: this.#position,
      sixteenthsPassed: this.#passed,
      settledAt: this.#settledAt,
      gate,
    };
  }

  restore(state: SliceState): void {
    this.control = state.control;
    this.divider = state.divider;
    this.top = state.top;
    this.compare = state.compare;
    this.nextTop = state.nextTop;
    this.nextCompare = state.nextCompare;
    this.#position = state.position;
    this.#passed = state.sixteenthsPassed;
    this.#settledAt = state.settledAt;
    this.gate = state.gate;
    this.wraps = 0;
  }

  get #divisor(): number {
    return this.divider < sixteenths ? this.divider + 256 * sixteenths : this.divider;
  }

  /** Counts of a whole period. A counter beyond TOP goes on to the end of its 16 bits. */
  get #period(): number {
    const length = (this.top + 1) * ((this.control & control.phaseCorrect) !== 0 ? 2 : 1);
    return this.#position < length ? length : Math.max(counterSize, this.#position + 1);
  }

  #cycleAfter(counts: number): number {
    return this.#settledAt + Math.max(1, Math.ceil((counts * this.#divisor - this.#passed) / sixteenths));
  }

  #pass(amount: number): void {
    this.#passed += amount;
    const divisor = this.#divisor;
    if (this.#passed < divisor) return;
    const counts = Math.floor(this.#passed / divisor);
    this.#passed -= counts * divisor;
    this.#count(counts);
  }

  #count(counts: number): void {
    const toWrap = this.#period - this.#position;
    if (counts < toWrap) {
      this.#position += counts;
      return;
    }
    this.latch();
    this.#position = 0;
    const rest = counts - toWrap;
    const period = this.#period;
    this.wraps += 1 + Math.floor(rest / period);
    this.#position = rest % period;
  }
}
