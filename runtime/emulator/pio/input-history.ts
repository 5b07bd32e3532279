/**
 * What the state machines see of the pins: two flip-flops delay every input by two cycles, except where they are
 * bypassed (RP2040 datasheet, 3.5.6.3).
 */

/** What is noted for a cycle happened at its end: its synchronised level shows in the third cycle after. */
const delay = 3;
const longest = 5;

export class InputHistory {
  /** Pins whose level is seen at once. */
  bypass = 0;
  /** Levels and since when, the oldest first. */
  readonly #values = new Int32Array(longest);
  readonly #since = new Float64Array(longest);
  #count = 1;

  /** The levels of this moment. */
  get latest(): number {
    return this.#values[this.#count - 1]!;
  }

  /** Notes a change. Of more than fit into the delay, the oldest is forgotten. */
  change(cycle: number, levels: number): void {
    if (this.#count > 1 && this.#since[this.#count - 1] === cycle) {
      this.#values[this.#count - 1] = levels;
      return;
    }
    if (this.#count === longest) this.#forget();
    this.#values[this.#count] = levels;
    this.#since[this.#count] = cycle;
    this.#count++;
  }

  /** These levels have been there for long. */
  settle(levels: number): void {
    this.#values[0] = levels;
    this.#count = 1;
  }

  /** What a state machine sees in a cycle. */
  seenAt(cycle: number): number {
    while (this.#count > 1 && this.#since[1]! + delay <= cycle) this.#forget();
    const seen = this.#values[0]!;
    return this.bypass === 0 ? seen : (seen & ~this.bypass) | (this.#before(cycle) & this.bypass);
  }

  /** The cycle in which a change that was noted will be seen; Infinity without one. */
  get nextChange(): number {
    return this.#count > 1 ? this.#since[1]! + delay : Infinity;
  }

  /** True where nothing is on its way, and all pins have the same levels. */
  isLike(other: InputHistory): boolean {
    return this.#count === 1 && other.#count === 1 && this.latest === other.latest;
  }

  copyFrom(other: InputHistory): void {
    this.bypass = other.bypass;
    this.#count = other.#count;
    this.#values.set(other.#values);
    this.#since.set(other.#since);
  }

  /** The levels at the beginning of a cycle. */
  #before(cycle: number): number {
    let last = this.#count - 1;
    while (last > 0 && this.#since[last]! >= cycle) last--;
    return this.#values[last]!;
  }

  #forget(): void {
    this.#values.copyWithin(0, 1);
    this.#since.copyWithin(0, 1);
    this.#count--;
  }

  save(): number[] {
    return [this.bypass, this.#count, ...this.#values, ...this.#since];
  }

  restore([bypass = 0, count = 1, ...changes]: readonly number[]): void {
    this.bypass = bypass;
    this.#count = count;
    this.#values.set(changes.slice(0, longest));
    this.#since.set(changes.slice(longest));
  }
}
