/** The ROM's functions of angles, exponents and logarithms against sums of their series. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubleRoutines } from '../../../../runtime/emulator/boot-rom/double-routines.ts';
import { floatRoutines } from '../../../../runtime/emulator/boot-rom/float-routines.ts';
import {
  compare,
  type Decoded,
  decode,
  double,
  encode,
  type Fraction,
  infinity,
  power,
  single,
  times,
  zero,
} from '../../../support/exact-floats.ts';
import {
  cosine,
  exponential,
  type Fixed,
  inverseTangent,
  logarithm,
  pi,
  sine,
  tangent,
  toFixed,
  toFraction,
} from '../../../support/exact-functions.ts';
import { call, doubleBits, doubleWord, pair, singleBits, word } from '../../../support/rom-calls.ts';

const at = {
  cosine: 15,
  sine: 16,
  tangent: 17,
  both: 18,
  exponential: 19,
  logarithm: 20,
  angle: 22,
} as const;
const runs = { numRuns: 1500 };

const formats = [
  { name: 'single', format: single, bits: singleBits, range: 128, ulps: 0 },
  { name: 'double', format: double, bits: doubleBits, range: 1024, ulps: 1 },
] as const;

describe.each(formats)('$name precision', ({ name, format, bits, range, ulps }) => {
  const isSingle = name === 'single';
  const run = (entry: number, ...operands: bigint[]): Int32Array =>
    isSingle
      ? call(floatRoutines[entry]!, ...operands)
      : call(doubleRoutines[entry]!, ...operands.flatMap(pair));
  const result = (registers: Int32Array): bigint => (isSingle ? word(registers) : doubleWord(registers));

  /** As many units in the last place from the nearest float as the format allows. */
  const expectNear = (actual: bigint, expected: bigint): void => {
    const distance = actual - expected;
    const within = distance <= BigInt(ulps) && distance >= BigInt(-ulps);
    if (!within) expect(actual).toBe(expected);
  };
  const nearest = (value: Fixed): bigint => encode(format, value < 0n, toFraction(value));

  /** The value that the routine takes bits for: beyond its range it takes them for the end of the range. */
  const inRange = ({ negative, kind, value }: Decoded): Fixed => {
    const beyond = kind === 'infinite' || compare(value, { over: BigInt(range), under: 1n }) >= 0;
    if (!beyond) return toFixed(value, negative);
    const step = isSingle && !negative ? toFixed(power(-24)) : 0n;
    return toFixed({ over: BigInt(range), under: 1n }, negative) - step;
  };

  test.each([
    ['sine', at.sine, sine],
    ['cosine', at.cosine, cosine],
    ['tangent', at.tangent, tangent],
  ] as const)('%s', (_, entry, exact) => {
    fc.assert(
      fc.property(bits, (x) => {
        const decoded = decode(format, x);
        const tiny = decoded.kind !== 'infinite' && compare(decoded.value, power(-60)) < 0;
        const itself = decoded.kind === 'zero' ? zero(format, decoded.negative) : x;
        const expected = tiny ? itself : nearest(exact(inRange(decoded)));
        if (tiny && entry === at.cosine) expect(result(run(entry, x))).toBe(nearest(toFixed(power(0))));
        else expectNear(result(run(entry, x)), expected);
      }),
      runs,
    );
  });

  test('sine and cosine at once', () => {
    fc.assert(
      fc.property(bits, (x) => {
        const registers = run(at.both, x);
        expect(result(registers)).toBe(result(run(at.sine, x)));
        expect(isSingle ? word(registers, 1) : doubleWord(registers, 2)).toBe(result(run(at.cosine, x)));
      }),
      runs,
    );
  });

  test('exponential', () => {
    fc.assert(
      fc.property(bits, (x) => {
        const { mantissa, exponent } = exponential(inRange(decode(format, x)));
        expectNear(
          result(run(at.exponential, x)),
          encode(format, false, times(toFraction(mantissa), power(exponent))),
        );
      }),
      runs,
    );
  });

  test('logarithm', () => {
    fc.assert(
      fc.property(bits, (x) => {
        const { negative, kind, value } = decode(format, x);
        const actual = result(run(at.logarithm, x));
        if (kind === 'zero' || negative) expect(actual).toBe(infinity(format, true));
        else if (kind === 'infinite') expect(actual).toBe(infinity(format, false));
        else expectNear(actual, nearest(logarithm(value)));
      }),
      runs,
    );
  });

  test('angle of a point', () => {
    fc.assert(
      fc.property(bits, bits, (y, x) => {
        const [up, right] = [decode(format, y), decode(format, x)];
        expectNear(result(run(at.angle, y, x)), angle(up, right));
      }),
      runs,
    );
  });

  function angle(up: Decoded, right: Decoded): bigint {
    const signed = (value: Fixed): bigint => nearest(up.negative ? -value : value);
    if (up.kind === 'infinite')
      return signed(right.kind === 'infinite' ? (right.negative ? (3n * pi) / 4n : pi / 4n) : pi / 2n);
    if (right.kind === 'infinite' || up.kind === 'zero')
      return right.negative ? signed(pi) : zero(format, up.negative);
    if (right.kind === 'zero') return signed(pi / 2n);
    const ratio: Fraction = {
      over: up.value.over * right.value.under,
      under: up.value.under * right.value.over,
    };
    const small = compare(ratio, power(-90)) < 0;
    if (small) return right.negative ? signed(pi) : encode(format, up.negative, ratio);
    const part = inverseTangent(toFixed(ratio));
    return signed(right.negative ? pi - part : part);
  }
});
