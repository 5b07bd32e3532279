/** What the interpreter prints, on its way to the host: line ends made, never more than fits. */

import type { ByteRing } from '../../byte-ring.ts';
import type { ControlBlock } from './control-block.ts';

const lineFeed = 10;
const carriageReturn = 13;
const stagingBytes = 8192;
const waitMilliseconds = 1000;

/** The output end on the interpreter's thread. */
export class OutputStream {
  readonly #staging = new Uint8Array(stagingBytes);
  #previous = 0;
  #toDrop = 0;
  #captured: Uint8Array[] | null = null;

  constructor(
    readonly ring: ByteRing,
    readonly control: ControlBlock,
    /** Tells the host that there is something to read. */
    readonly ringBell: () => void,
    /** Asked while the program is blocked by a full ring; true gives the rest of the write up. */
    readonly interrupted: () => boolean,
  ) {}

  /** Writes what the program printed; each `\n` becomes `\r\n`, as on a Pico. */
  print(bytes: Uint8Array): void {
    if (this.#captured) {
      this.#captured.push(bytes.slice());
      return;
    }
    let start = 0;
    if (this.#toDrop > 0) {
      start = Math.min(this.#toDrop, bytes.length);
      this.#toDrop -= start;
    }
    let used = 0;
    for (let index = start; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (used + 2 > stagingBytes) {
        if (!this.#push(this.#staging.subarray(0, used))) return;
        used = 0;
      }
      if (byte === lineFeed && this.#previous !== carriageReturn) this.#staging[used++] = carriageReturn;
      this.#staging[used++] = byte;
      this.#previous = byte;
    }
    if (used > 0) this.#push(this.#staging.subarray(0, used));
  }

  /** Writes bytes as they are: an answer of the protocol, or what a program wrote to a buffer. */
  send(bytes: Uint8Array): void {
    if (this.#push(bytes)) this.#previous = bytes.at(-1) ?? this.#previous;
  }

  /** Drops the next `count` printed bytes. */
  drop(count: number): void {
    this.#toDrop = count;
  }

  /** Calls `action` and returns what it printed, none of which goes out. Not for programs: unbounded. */
  capture(action: () => void): Uint8Array {
    const pieces: Uint8Array[] = [];
    this.#captured = pieces;
    try {
      action();
    } finally {
      this.#captured = null;
    }
    return Buffer.concat(pieces);
  }

  #push(bytes: Uint8Array): boolean {
    let written = 0;
    for (;;) {
      written += this.ring.write(bytes, written);
      if (this.control.ringOutputBell()) this.ringBell();
      if (written === bytes.length) return true;
      this.ring.waitForRoom(waitMilliseconds);
      if (this.ring.length === this.ring.capacity && this.interrupted()) return false;
    }
  }
}
