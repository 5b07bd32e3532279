/** Bytes of a file, from a place in it up to another. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What has arrived of a file, in whatever order and however often. */
export class Arrived {
  #bytes = new Uint8Array(0);
  /** In order; neither do they touch each other. */
  #ranges: Range[] = [];

  /** Bytes that arrived. */
  get length(): number {
    return this.#ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Takes a piece that belongs there. */
  add(start: number, piece: Uint8Array): void {
    const end = start + piece.length;
    if (end > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(piece, start);
    const touching = this.#ranges.filter((range) => range.start <= end && range.end >= start);
    const joined = {
      start: Math.min(start, ...touching.map((range) => range.start)),
      end: Math.max(end, ...touching.map((range) => range.end)),
    };
    const others = this.#ranges.filter((range) => !touching.includes(range));
    this.#ranges = [...others, joined].sort((a, b) => a.start - b.start);
  }

  /** The first range that is missing in a file of this length; `undefined` where it is whole. */
  firstGap(length: number): Range | undefined {
    const [first, second] = this.#ranges;
    const start = first?.start === 0 ? first.end : 0;
    const next = start === 0 ? first : second;
    return start < length ? { start, end: next?.start ?? length } : undefined;
  }

  /** The content of a file of this length, once nothing is missing. */
  content(length: number): Uint8Array {
    return this.#bytes.slice(0, length);
  }
}
