/**
 * IEEE single precision as the boot ROM's library understands it (RP2040 datasheet, 2.8.3.2): subnormals are zeros
 * of their sign, and what IEEE calls NaN is an infinity of its sign. All functions take and give bits.
 */

const word = new Int32Array(1);
const single = new Float32Array(word.buffer);

const exponentBits = 0x7f800000;
const signBit = 0x80000000 | 0;
const smallestNormal = 2 ** -126;
const infinityBits = exponentBits;

/** The value of `bits`: never subnormal, never NaN. */
export function readSingle(bits: number): number {
  const exponent = bits & exponentBits;
  if (exponent === 0) return bits < 0 ? -0 : 0;
  if (exponent === exponentBits) return bits < 0 ? -Infinity : Infinity;
  word[0] = bits;
  return single[0]!;
}

/** Bits of the nearest single, ties to even; a result that rounds to a subnormal is a zero of its sign. */
export function roundToSingle(value: number): number {
  single[0] = value;
  const bits = word[0]!;
  return (bits & exponentBits) === 0 ? bits & signBit : bits;
}

/** `fadd`. Of infinities with different signs the positive one is the sum. */
export function addSingles(x: number, y: number): number {
  const sum = readSingle(x) + readSingle(y);
  return Number.isNaN(sum) ? infinityBits : roundToSingle(sum);
}

/** `fsub`. */
export function subtractSingles(x: number, y: number): number {
  return addSingles(x, y ^ signBit);
}

/** `fmul`. Zero times infinity is infinity. */
export function multiplySingles(x: number, y: number): number {
  const product = readSingle(x) * readSingle(y);
  return Number.isNaN(product) ? infinityBits | ((x ^ y) & signBit) : roundToSingle(product);
}

/**
 * `fdiv`. Anything divided by zero, and infinity divided by infinity, is infinity. A quotient below the normal range
 * counts as normal where its 24 bits round up to it.
 */
export function divideSingles(x: number, y: number): number {
  const sign = (x ^ y) & signBit;
  const divisor = Math.abs(readSingle(y));
  const quotient = Math.abs(readSingle(x)) / divisor;
  if (divisor === 0 || Number.isNaN(quotient)) return infinityBits | sign;
  if (quotient < smallestNormal * (1 - 2 ** -25)) return sign;
  return roundToSingle(quotient) | sign;
}

/** `fsqrt`. Of less than zero it is -infinity. */
export function squareRootOfSingle(bits: number): number {
  const value = readSingle(bits);
  return value < 0 ? infinityBits | signBit : roundToSingle(Math.sqrt(value));
}

/** `fcmp`: -1, 0 or 1. */
export function compareSingles(x: number, y: number): number {
  const left = readSingle(x);
  const right = readSingle(y);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `fcmp_fast`: orders bits without a look at what they mean, so subnormals count, and a NaN is beyond infinity. */
export function compareSinglesFast(x: number, y: number): number {
  const left = x < 0 ? signBit - x : x;
  const right = y < 0 ? signBit - y : y;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Angles and exponents beyond this are taken for it; documented as the range of the routines. */
const range = 128;

/** `fsin`, `fcos`, `ftan`, `fexp`: the nearest single to a function of a value in -128 to 128. */
export function withinRange(bits: number, evaluate: (value: number) => number): number {
  return roundToSingle(evaluate(Math.max(-range, Math.min(range - 2 ** -24, readSingle(bits)))));
}

/** `fln`. Of zero or less it is -infinity. */
export function logarithmOfSingle(bits: number): number {
  const value = readSingle(bits);
  return value > 0 ? roundToSingle(Math.log(value)) : infinityBits | signBit;
}

/** `fatan2`: the angle of a point, from its y and its x. */
export function angleOfSingles(y: number, x: number): number {
  return roundToSingle(Math.atan2(readSingle(y), readSingle(x)));
}
