/** A ring of bytes between two threads: one writes, one reads, neither locks. */

const headWord = 0;
const tailWord = 1;
const headerBytes = 8;

/** One end of a ring; both ends are made from the same buffer. */
export class ByteRing {
  /** Bytes the ring holds; a power of two, so that its counters may wrap. */
  readonly capacity: number;
  readonly #counters: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#counters = new Int32Array(buffer, 0, 2);
    this.#bytes = new Uint8Array(buffer, headerBytes);
    this.capacity = this.#bytes.length;
    if ((this.capacity & (this.capacity - 1)) !== 0) throw new RangeError('A ring holds a power of two');
  }

  /** Memory for a ring of `capacity` bytes, a power of two. */
  static allocate(capacity: number): SharedArrayBuffer {
    return new SharedArrayBuffer(headerBytes + capacity);
  }

  /** Bytes that can be read now. */
  get length(): number {
    return (Atomics.load(this.#counters, headWord) - Atomics.load(this.#counters, tailWord)) >>> 0;
  }

  /** Writes as much as there is room for, from `start` on; returns how many bytes that was. */
  write(source: Uint8Array, start = 0): number {
    const count = Math.min(this.capacity - this.length, source.length - start);
    if (count <= 0) return 0;
    const head = Atomics.load(this.#counters, headWord);
    const at = (head >>> 0) % this.capacity;
    const first = Math.min(count, this.capacity - at);
    this.#bytes.set(source.subarray(start, start + first), at);
    if (count > first) this.#bytes.set(source.subarray(start + first, start + count), 0);
    Atomics.store(this.#counters, headWord, (head + count) | 0);
    return count;
  }

  /** Takes everything there is, as a copy, and wakes a writer that waits for room. */
  readAll(): Uint8Array<ArrayBuffer> {
    const count = this.length;
    const tail = Atomics.load(this.#counters, tailWord);
    const at = (tail >>> 0) % this.capacity;
    const first = Math.min(count, this.capacity - at);
    const copy = new Uint8Array(count);
    copy.set(this.#bytes.subarray(at, at + first), 0);
    if (count > first) copy.set(this.#bytes.subarray(0, count - first), first);
    this.#moveTail(tail, count);
    return copy;
  }

  /** Takes one byte; the ring must not be empty. */
  readByte(): number {
    const tail = Atomics.load(this.#counters, tailWord);
    const byte = this.#bytes[(tail >>> 0) % this.capacity] ?? 0;
    this.#moveTail(tail, 1);
    return byte;
  }

  /** The byte `offset` places ahead of the reader; `offset` must be less than `length`. */
  peek(offset: number): number {
    const tail = Atomics.load(this.#counters, tailWord);
    return this.#bytes[((tail + offset) >>> 0) % this.capacity] ?? 0;
  }

  /** Throws `count` bytes away; there must be as many. */
  skip(count: number): void {
    this.#moveTail(Atomics.load(this.#counters, tailWord), count);
  }

  /** Blocks the writing thread while the ring is full, at most `milliseconds`. */
  waitForRoom(milliseconds: number): void {
    const tail = Atomics.load(this.#counters, tailWord);
    if (this.length === this.capacity) Atomics.wait(this.#counters, tailWord, tail, milliseconds);
  }

  /** Lets a blocked writer look again although nothing was read. */
  wakeWriter(): void {
    Atomics.notify(this.#counters, tailWord);
  }

  #moveTail(tail: number, count: number): void {
    Atomics.store(this.#counters, tailWord, (tail + count) | 0);
    Atomics.notify(this.#counters, tailWord);
  }
}
