/** The sniffer: a checksum of what one DMA channel carries (RP2040 datasheet, 2.5.5.2). */

import type { Saved, State } from '../saved.ts';

/** Bits of SNIFF_CTRL. */
const bits = { enable: 1, channelShift: 1, calculationShift: 5, swap: 0x200, reverse: 0x400, invert: 0x800 };

/** Values of CALC. */
const calculation = {
  crc32: 0,
  crc32Reversed: 1,
  crc16: 2,
  crc16Reversed: 3,
  parity: 14,
  sum: 15,
} as const;

const polynomial32 = 0x04c11db7;
const polynomial16 = 0x1021;

/** The checksum of what one channel moves. */
export class Sniffer implements Saved {
  /** SNIFF_CTRL. */
  control = 0;
  #sum = 0;

  /** The channel it listens to, or -1. */
  get channel(): number {
    return (this.control & bits.enable) !== 0 ? (this.control >>> bits.channelShift) & 0xf : -1;
  }

  /** SNIFF_DATA as it reads: reversed and inverted if that was asked for. */
  get data(): number {
    const sum = (this.control & bits.reverse) !== 0 ? reverseBits(this.#sum, 32) : this.#sum;
    return ((this.control & bits.invert) !== 0 ? ~sum : sum) >>> 0;
  }

  set data(value: number) {
    this.#sum = value >>> 0;
  }

  /** Takes what was read in one transfer of 1, 2 or 4 bytes. A checksum takes the highest bit first. */
  sniff(value: number, size: number): void {
    const width = size * 8;
    const word = (this.control & bits.swap) !== 0 ? swapBytes(value, size) : value;
    switch ((this.control >>> bits.calculationShift) & 0xf) {
      case calculation.crc32:
        this.#sum = checksum32(this.#sum, word, width);
        break;
      case calculation.crc32Reversed:
        this.#sum = checksum32(this.#sum, reverseBits(word, width), width);
        break;
      case calculation.crc16:
        this.#sum = checksum16(this.#sum, word, width);
        break;
      case calculation.crc16Reversed:
        this.#sum = checksum16(this.#sum, reverseBits(word, width), width);
        break;
      case calculation.parity:
        this.#sum = (this.#sum ^ parityOf(word)) >>> 0;
        break;
      case calculation.sum:
        this.#sum = (this.#sum + word) >>> 0;
        break;
    }
  }

  save(): State {
    return [this.control, this.#sum];
  }

  restore(state: State): void {
    [this.control = 0, this.#sum = 0] = state as number[];
  }
}

/** Turns the bytes of 1, 2 or 4 of them round. */
export function swapBytes(value: number, size: number): number {
  if (size === 1) return value;
  if (size === 2) return ((value & 0xff) << 8) | ((value >>> 8) & 0xff);
  return ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | ((value >>> 24) & 0xff)) >>> 0;
}

/** Turns the lowest `width` bits round. */
export function reverseBits(value: number, width: number): number {
  let reversed = 0;
  for (let bit = 0; bit < width; bit++) reversed |= ((value >>> bit) & 1) << (width - 1 - bit);
  return reversed >>> 0;
}

function checksum32(sum: number, word: number, width: number): number {
  for (let bit = width - 1; bit >= 0; bit--) {
    const out = (sum >>> 31) ^ ((word >>> bit) & 1);
    sum = (sum << 1) ^ (out === 0 ? 0 : polynomial32);
  }
  return sum >>> 0;
}

function checksum16(sum: number, word: number, width: number): number {
  for (let bit = width - 1; bit >= 0; bit--) {
    const out = ((sum >>> 15) ^ (word >>> bit)) & 1;
    sum = ((sum << 1) ^ (out === 0 ? 0 : polynomial16)) & 0xffff;
  }
  return sum;
}

function parityOf(word: number): number {
  word ^= word >>> 16;
  word ^= word >>> 8;
  word ^= word >>> 4;
  return (0x6996 >>> (word & 0xf)) & 1;
}
