/**
 * The endpoints as they stand in the USB memory (RP2040 datasheet, 4.1.2.3 to 4.1.2.5).
 *
 * Each of the 16 endpoints has two directions, so there are 32 of everything; `index` is twice the endpoint's
 * number, and one more for OUT, as in BUFF_STATUS.
 */

import type { Saved } from '../saved.ts';
import { bufferControl, endpointControl, sieControl, usbMemoryLayout } from './usb-registers.ts';

const endpoints = 32;
const halfBits = 16;
/** Where the second buffer of an isochronous endpoint begins: bits 28 and 27 of its control word. */
const isochronousOffsets = [128, 256, 512, 1024] as const;
const secondBufferOffset = 64;
const endpoint0Settings =
  sieControl.endpoint0DoubleBuffered |
  sieControl.endpoint0InterruptEachBuffer |
  sieControl.endpoint0InterruptBothBuffers;
const endpoint0Refusals = sieControl.endpoint0InterruptOnNak | sieControl.endpoint0InterruptOnStall;

/** What happened to a buffer. */
export interface BufferUse {
  /** The program wants to hear of it through BUFF_STATUS. */
  readonly interrupt: boolean;
  /** It was marked as the last of its transfer. */
  readonly last: boolean;
}

/** What the registers say about endpoints. */
export interface EndpointSettings {
  /** SIE_CTRL, which holds what endpoint 0 has no control word for. */
  readonly sieControl: number;
  /** EP_STALL_ARM: bit 0 for endpoint 0 IN, bit 1 for OUT. */
  readonly stallArm: number;
  /** EP_ABORT, a bit for each index. */
  readonly abort: number;
}

/** Buffers that change hands between program and wire. */
export class EndpointBuffers implements Saved {
  readonly #bytes: Uint8Array;
  readonly #words: DataView;
  readonly #settings: EndpointSettings;
  /** Which of its two buffers each index uses next. */
  readonly #selected = new Uint8Array(endpoints);

  constructor(memory: Uint8Array, settings: EndpointSettings) {
    this.#bytes = memory;
    this.#words = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
    this.#settings = settings;
  }

  /** Index of the buffer that was used last: BUFF_CPU_SHOULD_HANDLE wants it. */
  lastUsed(index: number): 0 | 1 {
    return this.#isDoubleBuffered(index) && this.#selected[index] === 0 ? 1 : 0;
  }

  /** The program wrote a buffer control word. */
  controlWritten(index: number): void {
    const word = this.#word(index);
    if ((word & bufferControl.selectFirst) === 0) return;
    this.#selected[index] = 0;
    this.#setWord(index, word & ~bufferControl.selectFirst);
  }

  /** The endpoint takes part in transactions. */
  isEnabled(index: number): boolean {
    return this.#control(index) >>> 31 === 1;
  }

  /** The program may fill or empty the buffer no more: it waits for the wire. */
  isAvailable(index: number): boolean {
    if ((this.#settings.abort >>> index) & 1) return false;
    return (this.#half(index) & bufferControl.available) !== 0;
  }

  isStalled(index: number): boolean {
    if ((this.#word(index) & bufferControl.stall) === 0) return false;
    return index > 1 || ((this.#settings.stallArm >>> index) & 1) === 1;
  }

  /** Bytes in the next buffer to send, or room in the next one to receive. */
  length(index: number): number {
    return this.#half(index) & bufferControl.length;
  }

  /** PID of the next buffer. */
  isData1(index: number): boolean {
    return (this.#half(index) & bufferControl.data1) !== 0;
  }

  isIsochronous(index: number): boolean {
    return (this.#control(index) & endpointControl.typeMask) === endpointControl.isochronous;
  }

  /** The endpoint asks for an interrupt with each NAK or STALL it answers. */
  wantsRefusals(index: number): boolean {
    if (index < 2) return (this.#settings.sieControl & endpoint0Refusals) !== 0;
    const either = endpointControl.interruptOnNak | endpointControl.interruptOnStall;
    return (this.#control(index) & either) !== 0;
  }

  /** A copy of what waits to be sent. */
  read(index: number): Uint8Array {
    const address = this.#address(index);
    return this.#bytes.slice(address, address + this.length(index));
  }

  /** The buffer went out: it is the program's again. */
  sent(index: number): BufferUse {
    const half = this.#half(index);
    this.#setHalf(index, half & ~(bufferControl.full | bufferControl.available));
    return this.#used(index, half);
  }

  /** Puts received bytes into the buffer, which is the program's again. */
  received(index: number, bytes: Uint8Array): BufferUse {
    const half = this.#half(index);
    this.#bytes.set(bytes, this.#address(index));
    const kept = half & ~(bufferControl.length | bufferControl.available);
    this.#setHalf(index, kept | bufferControl.full | bytes.length);
    return this.#used(index, half);
  }

  save(): { selected: Uint8Array } {
    return { selected: this.#selected.slice() };
  }

  restore(state: { selected: Uint8Array }): void {
    this.#selected.set(state.selected);
  }

  reset(): void {
    this.#selected.fill(0);
  }

  #used(index: number, half: number): BufferUse {
    const control = this.#control(index);
    const wasSecond = this.#selected[index] === 1;
    const last = (half & bufferControl.last) !== 0;
    const complete = !this.#isDoubleBuffered(index) || wasSecond || last;
    if (this.#isDoubleBuffered(index)) this.#selected[index] = wasSecond ? 0 : 1;
    const each = (control & endpointControl.interruptEachBuffer) !== 0;
    const both = (control & endpointControl.interruptBothBuffers) !== 0;
    return { interrupt: each || (both && complete), last };
  }

  #isDoubleBuffered(index: number): boolean {
    return (this.#control(index) & endpointControl.doubleBuffered) !== 0;
  }

  /** Endpoint 0 is always on, and its buffer lies where it lies. */
  #control(index: number): number {
    if (index > 1) return this.#words.getUint32(usbMemoryLayout.endpointControl + (index - 2) * 4, true);
    const settings = this.#settings.sieControl & endpoint0Settings;
    return endpointControl.enable | settings | usbMemoryLayout.endpoint0Buffer;
  }

  #address(index: number): number {
    const first = this.#control(index) & endpointControl.bufferAddress & (usbMemoryLayout.size - 1);
    if (!this.#usesSecond(index)) return first;
    if (!this.isIsochronous(index)) return first + secondBufferOffset;
    return first + (isochronousOffsets[(this.#word(index) >>> 27) & 3] ?? 0);
  }

  #usesSecond(index: number): boolean {
    return this.#isDoubleBuffered(index) && this.#selected[index] === 1;
  }

  #half(index: number): number {
    const word = this.#word(index);
    return this.#usesSecond(index) ? word >>> halfBits : word & 0xffff;
  }

  #setHalf(index: number, half: number): void {
    const word = this.#word(index);
    const value = this.#usesSecond(index)
      ? (word & 0xffff) | (half << halfBits)
      : (word & 0xffff0000) | (half & 0xffff);
    this.#setWord(index, value);
  }

  #word(index: number): number {
    return this.#words.getUint32(usbMemoryLayout.bufferControl + index * 4, true);
  }

  #setWord(index: number, word: number): void {
    this.#words.setUint32(usbMemoryLayout.bufferControl + index * 4, word >>> 0, true);
  }
}
