/** Bytes that arrived and were not used yet. */
export class Incoming {
  #bytes: Uint8Array = new Uint8Array(0);

  get length(): number {
    return this.#bytes.length;
  }

  /** Adds a piece that arrived. */
  append(piece: Uint8Array): void {
    if (this.#bytes.length === 0) {
      this.#bytes = piece;
      return;
    }
    const joined = new Uint8Array(this.#bytes.length + piece.length);
    joined.set(this.#bytes);
    joined.set(piece, this.#bytes.length);
    this.#bytes = joined;
  }

  /** Takes the first bytes, all there are by default. */
  take(count: number = this.#bytes.length): Uint8Array {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  /** Looks at the first bytes without taking them. */
  peek(count: number): Uint8Array {
    return this.#bytes.subarray(0, count);
  }

  /** Looks at the byte at a position without taking it; `undefined` beyond the end. */
  at(position: number): number | undefined {
    return this.#bytes[position];
  }

  /** Position of the first occurrence of a marker, or -1. */
  find(marker: Uint8Array): number {
    return find(this.#bytes, marker);
  }

  /** How many of the first bytes cannot belong to a marker whose rest has not arrived. */
  settled(marker: Uint8Array): number {
    for (let tail = Math.min(marker.length - 1, this.#bytes.length); tail > 0; tail--) {
      const from = this.#bytes.length - tail;
      if (startsWith(this.#bytes.subarray(from), marker.subarray(0, tail))) return from;
    }
    return this.#bytes.length;
  }
}

/** True where `bytes` begins with `beginning`. */
export function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  if (bytes.length < beginning.length) return false;
  for (let index = 0; index < beginning.length; index++) {
    if (bytes[index] !== beginning[index]) return false;
  }
  return true;
}

function find(bytes: Uint8Array, marker: Uint8Array): number {
  const first = marker[0]!;
  let from = bytes.indexOf(first);
  while (from >= 0) {
    if (startsWith(bytes.subarray(from, from + marker.length), marker)) return from;
    from = bytes.indexOf(first, from + 1);
  }
  return -1;
}
