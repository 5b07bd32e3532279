/** Bytes on their way to a board that takes them only as far as it has room. */

import type { LinkError } from './link.ts';

interface Write {
  readonly bytes: Uint8Array;
  /** How many of them were taken. */
  offset: number;
  readonly resolve: () => void;
  readonly reject: (error: LinkError) => void;
}

/** The writes of one Link, in order. */
export class WriteQueue {
  readonly #writes: Write[] = [];

  /** Writes that were not taken whole. */
  get length(): number {
    return this.#writes.length;
  }

  /** The bytes of the last write, unless some of them were taken. */
  get newest(): Uint8Array | undefined {
    const write = this.#writes.at(-1);
    return write?.offset === 0 ? write.bytes : undefined;
  }

  /** Keeps a copy of the bytes; resolves when all were taken. */
  add(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#writes.push({ bytes: Uint8Array.from(bytes), offset: 0, resolve, reject });
    });
  }

  /**
   * Hands bytes over until there is no room.
   *
   * @param take - is given the bytes of a write and where to begin, and answers how many it took.
   * @returns whether nothing is left.
   */
  feed(take: (bytes: Uint8Array, start: number) => number): boolean {
    for (let write = this.#writes[0]; write; write = this.#writes[0]) {
      write.offset += take(write.bytes, write.offset);
      if (write.offset < write.bytes.length) return false;
      this.#writes.shift();
      write.resolve();
    }
    return true;
  }

  /** Forgets what waits as if it had been taken: it is lost with the power of the board. */
  drop(): void {
    for (const write of this.#writes.splice(0)) write.resolve();
  }

  /** Forgets what waits and tells those who wrote it why. */
  reject(error: LinkError): void {
    for (const write of this.#writes.splice(0)) write.reject(error);
  }
}
