/**
 * What the state machines see of the pins: two flip-flops delay every input by two cycles, except where they are
 * bypassed (RP2040 datasheet, 3.5.6.3).
 */

const delay = 2;
const longest = 4;

export class InputHistory {
  /** Pins whose level is seen at once. */
  bypass = 0;
  /** Levels and since when, the oldest first; the oldest is the one that is seen. */
  readonly #values = new Int32Array(longest);
  readonly #since = new Float64Array(longest);
  #count = 1;

  /** The levels of this moment. */
  get latest(): number {
    return this.#values[this.#count - 1]!;
  }

  /** Notes a change. Of more than fit into the delay, the oldest is forgotten. */
  change(cycle: number, levels: number): void {
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
    return (this.#values[0]! & ~this.bypass) | (this.latest & this.bypass);
  }

  /** The cycle in which a change that was noted will be seen; Infinity without one. */
  get nextChange(): number {
    return this.#count > 1 ? this.#since[1]! + delay : Infinity;
  }

  copyFrom(other: InputHistory): void {
    this.bypass = other.bypass;
    this.#count = other.#count;
    this.#values.set(other.#values);
    this.#since.set(other.#since);
  }

  #forget(): void {
    this.#values.copyWithin(0, 1);
    this.#since.copyWithin(0, 1);
    this.#count--;
  }

  save(): number[] {
    return [this.bypass, this.latest];
  }

  restore([bypass = 0, latest = 0]: readonly number[]): void {
    this.bypass = bypass;
    this.settle(latest);
  }
}
