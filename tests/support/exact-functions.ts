/** Sines, exponents and the like to some 280 bits after the point, as sums of their series in whole numbers. */

import { bitLength, type Fraction } from './exact-floats.ts';

const places = 320n;
const one = 1n << places;

/** A number as a whole number of 2^-320. */
export type Fixed = bigint;

export function toFixed({ over, under }: Fraction, negative = false): Fixed {
  const value = (over << places) / under;
  return negative ? -value : value;
}

/** The magnitude as a fraction; the sign is the caller's. */
export function toFraction(value: Fixed): Fraction {
  return { over: value < 0n ? -value : value, under: one };
}

const multiply = (left: Fixed, right: Fixed): Fixed => (left * right) >> places;
const divide = (left: Fixed, right: Fixed): Fixed => (left << places) / right;

/** Sum of terms that shrink: each is made of the one before it and its number, from 1 on. */
function series(first: Fixed, next: (term: Fixed, number: bigint) => Fixed): Fixed {
  let sum = first;
  let term = first;
  for (let number = 1n; term > 1n || term < -1n; number++) {
    term = next(term, number);
    sum += term;
  }
  return sum;
}

/** Of a number between -1 and 1, well within. */
function inverseTangentOfSmall(value: Fixed): Fixed {
  const square = multiply(value, value);
  let power = value;
  let sum = value;
  for (let number = 1n; power > 1n || power < -1n; number++) {
    power = -multiply(power, square);
    sum += power / (2n * number + 1n);
  }
  return sum;
}

/** Machin's formula. */
export const pi: Fixed = 4n * (4n * inverseTangentOfSmall(one / 5n) - inverseTangentOfSmall(one / 239n));

/** Logarithm of a number from 1/2 to 2: twice the inverse hyperbolic tangent of (x - 1) / (x + 1). */
function logarithmNearOne(value: Fixed): Fixed {
  const ratio = divide(value - one, value + one);
  const square = multiply(ratio, ratio);
  let power = ratio;
  let sum = ratio;
  for (let number = 1n; power > 1n || power < -1n; number++) {
    power = multiply(power, square);
    sum += power / (2n * number + 1n);
  }
  return 2n * sum;
}

const logarithmOfTwo = logarithmNearOne(2n * one);

export function sine(angle: Fixed): Fixed {
  const turn = 2n * pi;
  let reduced = angle % turn;
  if (reduced > pi) reduced -= turn;
  if (reduced < -pi) reduced += turn;
  const square = multiply(reduced, reduced);
  return series(reduced, (term, number) => -multiply(term, square) / (2n * number * (2n * number + 1n)));
}

export function cosine(angle: Fixed): Fixed {
  return sine(angle + pi / 2n);
}

export function tangent(angle: Fixed): Fixed {
  return divide(sine(angle), cosine(angle));
}

/** e to a power, as a fixed number and the power of 2 that it is to be multiplied with. */
export function exponential(value: Fixed): { mantissa: Fixed; exponent: number } {
  const halvings = value / logarithmOfTwo;
  const rest = value - halvings * logarithmOfTwo;
  return {
    mantissa: series(one, (term, number) => multiply(term, rest) / number),
    exponent: Number(halvings),
  };
}

/** The natural logarithm of a fraction above zero. */
export function logarithm({ over, under }: Fraction): Fixed {
  const exponent = bitLength(over) - bitLength(under);
  const scaled =
    exponent >= 0 ? { over, under: under << BigInt(exponent) } : { over: over << BigInt(-exponent), under };
  return logarithmNearOne((scaled.over << places) / scaled.under) + BigInt(exponent) * logarithmOfTwo;
}

/** The angle of a point in the right half of the plane, by halving it until its tangent is small. */
export function inverseTangent(value: Fixed): Fixed {
  if (value < 0n) return -inverseTangent(-value);
  if (value > one) return pi / 2n - inverseTangent(divide(one, value));
  let tangentOfPart = value;
  for (let halving = 0; halving < 3; halving++) {
    const root = integerRoot((one + multiply(tangentOfPart, tangentOfPart)) << places);
    tangentOfPart = divide(tangentOfPart, one + root);
  }
  return 8n * inverseTangentOfSmall(tangentOfPart);
}

function integerRoot(value: bigint): bigint {
  let root = 1n << BigInt((bitLength(value) >> 1) + 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
