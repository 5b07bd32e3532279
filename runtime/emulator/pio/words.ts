/** What state machines do with words of 32 bits. */

/** Pin numbers wrap from 31 to 0. */
export function rotateLeft(word: number, places: number): number {
  return (word << places) | (word >>> ((32 - places) & 31));
}

/** A word whose lowest bits are set. */
export function lowest(count: number): number {
  return count >= 32 ? -1 : (1 << count) - 1;
}

/** Shifts the lowest `count` bits (1 to 32) of a value into a register, from one end or the other. */
export function shiftIn(register: number, value: number, count: number, toRight: boolean): number {
  if (count === 32) return value;
  return toRight ? (register >>> count) | (value << (32 - count)) : (register << count) | value;
}

/** The highest `count` bits, 1 to 32. */
export function topBits(word: number, count: number): number {
  return word >>> (32 - count);
}

/** All 32 bits turned round. */
export function reverse(word: number): number {
  word = ((word >>> 1) & 0x55555555) | ((word & 0x55555555) << 1);
  word = ((word >>> 2) & 0x33333333) | ((word & 0x33333333) << 2);
  word = ((word >>> 4) & 0x0f0f0f0f) | ((word & 0x0f0f0f0f) << 4);
  word = ((word >>> 8) & 0x00ff00ff) | ((word & 0x00ff00ff) << 8);
  return (word >>> 16) | (word << 16);
}
