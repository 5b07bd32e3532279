/**
 * Input on the interpreter's thread: bytes typed by the host, with every Ctrl-C at its place.
 *
 * At the prompt a Ctrl-C is a byte like any other. While a program runs, a Ctrl-C further ahead in
 * the stream interrupts it, and what was typed before it is thrown away, as on a Pico.
 */

import type { ByteRing } from '../../byte-ring.ts';
import type { ControlBlock } from './control-block.ts';

const controlC = 0x03;

/** The input end on the interpreter's thread. */
export class InputStream {
  constructor(
    readonly ring: ByteRing,
    readonly control: ControlBlock,
    /** Tells the host that there is room in the ring. */
    readonly tellRoom: () => void,
  ) {}

  /** Bytes that can be taken. */
  get length(): number {
    return this.ring.length;
  }

  /** True where the next byte is a Ctrl-C: it is in the ring before the host could count it. */
  get interruptNext(): boolean {
    return this.ring.length > 0 && this.ring.peek(0) === controlC;
  }

  /** Takes one byte as data; there must be one. */
  take(): number {
    const byte = this.ring.readByte();
    if (byte === controlC) this.control.takeInterrupts(1);
    this.#offerRoom();
    return byte;
  }

  /**
   * Takes the next Ctrl-C and all that lies before it; false when there is none. Several in a row
   * count as one, as they do when a Pico receives them together.
   */
  takeInterrupt(): boolean {
    if (this.control.overtaken) {
      this.empty();
      return true;
    }
    const length = this.ring.length;
    let end = 0;
    while (end < length && this.ring.peek(end) !== controlC) end++;
    if (end === length) return false;
    const first = end;
    while (end < length && this.ring.peek(end) === controlC) end++;
    this.ring.skip(end);
    this.control.takeInterrupts(end - first);
    this.#offerRoom();
    return true;
  }

  /** Throws away everything that was typed. */
  empty(): void {
    const length = this.ring.length;
    let interrupts = 0;
    for (let offset = 0; offset < length; offset++) if (this.ring.peek(offset) === controlC) interrupts++;
    this.ring.skip(length);
    this.control.takeInterrupts(interrupts);
    this.control.clearOvertaken();
    this.#offerRoom();
  }

  #offerRoom(): void {
    if (this.ring.length <= this.ring.capacity / 2 && this.control.takeInputRoomWanted()) this.tellRoom();
  }
}
