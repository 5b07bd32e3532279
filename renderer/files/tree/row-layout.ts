/** Where lines of different heights lie below one another; in pixels. */
export class RowLayout {
  /** Where each line begins, and at last where all end. */
  readonly #tops: Float64Array;

  constructor(heights: readonly number[]) {
    this.#tops = new Float64Array(heights.length + 1);
    for (let index = 0; index < heights.length; index++) {
      this.#tops[index + 1] = this.#tops[index]! + heights[index]!;
    }
  }

  /** Height of all lines together. */
  get total(): number {
    return this.#tops[this.#tops.length - 1]!;
  }

  top(index: number): number {
    return this.#tops[index]!;
  }

  bottom(index: number): number {
    return this.#tops[index + 1]!;
  }

  /** The lines that reach into a stretch: from `first` up to, but without, `end`. */
  between(from: number, to: number): { first: number; end: number } {
    const first = this.#lineAt(from);
    let end = first;
    while (end < this.#tops.length - 1 && this.#tops[end]! < to) end++;
    return { first, end };
  }

  /** The line at a height: the last one that begins at or above it. */
  #lineAt(height: number): number {
    let low = 0;
    let high = this.#tops.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#tops[middle]! <= height) low = middle;
      else high = middle;
    }
    return low;
  }
}
