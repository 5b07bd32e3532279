/**
 * IEEE double precision as the boot ROM's library understands it (RP2040 datasheet, 2.8.3.2): subnormals are zeros
 * of their sign, and what IEEE calls NaN is an infinity of its sign. Values are read from and written to pairs of
 * registers, the low word in the first.
 */

const words = new Int32Array(2);
const double = new Float64Array(words.buffer);

const exponentBits = 0x7ff00000;
const signBit = 0x80000000 | 0;
const smallestNormal = 2 ** -1022;

/** The value in `registers[first]` and the next one: never subnormal, never NaN. */
export function readDouble(registers: Int32Array, first: number): number {
  const high = registers[first + 1]!;
  const exponent = high & exponentBits;
  if (exponent === 0) return high < 0 ? -0 : 0;
  if (exponent === exponentBits) return high < 0 ? -Infinity : Infinity;
  words[0] = registers[first]!;
  words[1] = high;
  return double[0]!;
}

/** Writes a value; a subnormal becomes a zero of its sign. */
export function writeDouble(registers: Int32Array, first: number, value: number): void {
  double[0] = value;
  const high = words[1]!;
  const flushed = (high & exponentBits) === 0;
  registers[first] = flushed ? 0 : words[0]!;
  registers[first + 1] = flushed ? high & signBit : high;
}

/** Of infinities with different signs the positive one is the sum. */
export function addDoubles(x: number, y: number): number {
  const sum = x + y;
  return Number.isNaN(sum) ? Infinity : sum;
}

/** Zero times infinity is infinity. */
export function multiplyDoubles(x: number, y: number): number {
  const product = x * y;
  return Number.isNaN(product) ? infinityWithSign(x, y) : product;
}

/**
 * Anything divided by zero, and infinity divided by infinity, is infinity. A quotient below the normal range is
 * zero, also where it would round up to it.
 */
export function divideDoubles(x: number, y: number): number {
  const quotient = x / y;
  if (y === 0 || Number.isNaN(quotient)) return infinityWithSign(x, y);
  if (Math.abs(quotient) !== smallestNormal) return quotient;
  const roundedUp = Math.abs(x) * 2 ** 1000 < Math.abs(y) * 2 ** -22;
  return roundedUp ? quotient * 0 : quotient;
}

/** Of less than zero it is -infinity. */
export function squareRootOfDouble(value: number): number {
  return value < 0 ? -Infinity : Math.sqrt(value);
}

/** -1, 0 or 1. */
export function compareDoubles(x: number, y: number): number {
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Orders bits without a look at what they mean, so subnormals count, and a NaN is beyond infinity. */
export function compareDoublesFast(registers: Int32Array): number {
  const [xLow, xHigh, yLow, yHigh] = registers as unknown as [number, number, number, number];
  const bothZero = ((xHigh | yHigh) & ~signBit) === 0 && (xLow | yLow) === 0;
  if (bothZero) return 0;
  if ((xHigh ^ yHigh) < 0) return xHigh < 0 ? -1 : 1;
  const larger = xHigh === yHigh ? Math.sign((xLow >>> 0) - (yLow >>> 0)) : xHigh > yHigh ? 1 : -1;
  return xHigh < 0 ? 0 - larger : larger;
}

/** Angles and exponents beyond this are taken for it; documented as the range of the routines. */
const range = 1024;

/** A function of a value in -1024 to 1024. */
export function withinRange(value: number, evaluate: (value: number) => number): number {
  return evaluate(Math.max(-range, Math.min(range, value)));
}

/** Of zero or less it is -infinity. */
export function logarithmOfDouble(value: number): number {
  return value > 0 ? Math.log(value) : -Infinity;
}

function infinityWithSign(x: number, y: number): number {
  const negative = Object.is(Math.sign(x), -0) || x < 0;
  const otherNegative = Object.is(Math.sign(y), -0) || y < 0;
  return negative === otherNegative ? Infinity : -Infinity;
}
