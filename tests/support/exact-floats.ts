/**
 * What arithmetic with floats comes to, worked out with whole numbers of any size: nothing here calculates with the
 * computer's own floats. Numbers are fractions, and sines and the like are sums of their series.
 */

/** A binary format of IEEE 754. Bits are whole numbers. */
export interface FloatFormat {
  /** Stored bits of the mantissa. */
  readonly stored: number;
  readonly exponentBits: number;
}

export const single: FloatFormat = { stored: 23, exponentBits: 8 };
export const double: FloatFormat = { stored: 52, exponentBits: 11 };

/** A number above zero, as a fraction. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** What bits stand for where subnormals are zeros and NaNs are infinities. */
export interface Decoded {
  readonly negative: boolean;
  readonly kind: 'zero' | 'finite' | 'infinite';
  /** The magnitude; 0 unless finite. */
  readonly value: Fraction;
}

const bias = ({ exponentBits }: FloatFormat): number => 2 ** (exponentBits - 1) - 1;
const nothing: Fraction = { over: 0n, under: 1n };

/** 2 to a power that may be negative. */
export function power(exponent: number): Fraction {
  return exponent >= 0
    ? { over: 1n << BigInt(exponent), under: 1n }
    : { over: 1n, under: 1n << BigInt(-exponent) };
}

export function times(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.over, under: left.under * right.under };
}

export function over(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.under, under: left.under * right.over };
}

/** -1, 0 or 1. */
export function compare(left: Fraction, right: Fraction): number {
  const difference = left.over * right.under - right.over * left.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function decode(format: FloatFormat, bits: bigint): Decoded {
  const exponent = Number((bits >> BigInt(format.stored)) & ((1n << BigInt(format.exponentBits)) - 1n));
  const mantissa = bits & ((1n << BigInt(format.stored)) - 1n);
  const negative = bits >> BigInt(format.stored + format.exponentBits) !== 0n;
  if (exponent === 0) return { negative, kind: 'zero', value: nothing };
  if (exponent === 2 ** format.exponentBits - 1) return { negative, kind: 'infinite', value: nothing };
  const whole = { over: mantissa | (1n << BigInt(format.stored)), under: 1n };
  return { negative, kind: 'finite', value: times(whole, power(exponent - bias(format) - format.stored)) };
}

export function zero(format: FloatFormat, negative: boolean): bigint {
  return negative ? 1n << BigInt(format.stored + format.exponentBits) : 0n;
}

export function infinity(format: FloatFormat, negative: boolean): bigint {
  const largest = (1n << BigInt(format.exponentBits)) - 1n;
  return zero(format, negative) | (largest << BigInt(format.stored));
}

/**
 * Bits of the nearest number, ties to even.
 *
 * @param below - what becomes of a number below the normal range: rounded as IEEE says and then a zero unless it got
 *   to the range (`ieee`), rounded to as many bits as a normal one (`wide`), or a zero anyway (`zero`).
 */
export function encode(
  format: FloatFormat,
  negative: boolean,
  value: Fraction,
  below: 'ieee' | 'wide' | 'zero' = 'ieee',
): bigint {
  if (value.over === 0n) return zero(format, negative);
  const lowest = 1 - bias(format);
  let exponent = bitLength(value.over) - bitLength(value.under);
  if (compare(value, power(exponent)) < 0) exponent--;
  if (exponent < lowest && below === 'zero') return zero(format, negative);
  const unit = (exponent < lowest && below === 'ieee' ? lowest : exponent) - format.stored;
  let mantissa = roundHalfEven(over(value, power(unit)));
  exponent = unit + format.stored;
  if (mantissa === 1n << BigInt(format.stored + 1)) {
    mantissa >>= 1n;
    exponent++;
  }
  if (exponent < lowest || mantissa < 1n << BigInt(format.stored)) return zero(format, negative);
  if (exponent > bias(format)) return infinity(format, negative);
  const stored = mantissa & ((1n << BigInt(format.stored)) - 1n);
  return zero(format, negative) | (BigInt(exponent + bias(format)) << BigInt(format.stored)) | stored;
}

/** The whole number at or below a number with a sign. */
export function floor({ negative, value }: Pick<Decoded, 'negative' | 'value'>): bigint {
  const whole = value.over / value.under;
  return negative ? -(whole * value.under === value.over ? whole : whole + 1n) : whole;
}

/** The square root, with enough bits that rounding it is rounding the exact one. */
export function squareRoot(value: Fraction): Fraction {
  const shift = 400n + BigInt(bitLength(value.under));
  const scaled = (value.over << (2n * shift)) / value.under;
  const root = integerRoot(scaled);
  const exact = root * root === scaled && (value.over << (2n * shift)) % value.under === 0n;
  return { over: root * 2n + (exact ? 0n : 1n), under: 1n << (shift + 1n) };
}

function roundHalfEven({ over: top, under }: Fraction): bigint {
  const whole = top / under;
  const rest = 2n * (top - whole * under);
  if (rest < under) return whole;
  if (rest > under) return whole + 1n;
  return whole + (whole & 1n);
}

export function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((bitLength(value) >> 1) + 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
