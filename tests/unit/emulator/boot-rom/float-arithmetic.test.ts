/** The ROM's basic operations on floats against exact fractions, for both formats at once. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubleRoutines } from '../../../../runtime/emulator/boot-rom/double-routines.ts';
import { floatRoutines } from '../../../../runtime/emulator/boot-rom/float-routines.ts';
import type { NativeRoutine } from '../../../../runtime/emulator/core/core.ts';
import {
  compare,
  type Decoded,
  decode,
  double,
  encode,
  type FloatFormat,
  floor,
  infinity,
  over,
  power,
  single,
  squareRoot,
  times,
  zero,
} from '../../../support/exact-floats.ts';
import { call, doubleBits, doubleWord, pair, singleBits, word } from '../../../support/rom-calls.ts';

/** Places in both tables. */
const at = {
  add: 0,
  subtract: 1,
  multiply: 2,
  divide: 3,
  compareFast: 4,
  compareFastFlags: 5,
  squareRoot: 6,
  toInteger: 7,
  toFixed: 8,
  toUnsigned: 9,
  toUnsignedFixed: 10,
  fromInteger: 11,
  fromFixed: 12,
  fromUnsigned: 13,
  fromUnsignedFixed: 14,
  compare: 21,
  fromInteger64: 23,
  fromFixed64: 24,
  fromUnsigned64: 25,
  fromUnsignedFixed64: 26,
  toInteger64: 27,
  toFixed64: 28,
  toUnsigned64: 29,
  toUnsignedFixed64: 30,
  convert: 31,
} as const;

const runs = { numRuns: 2000 };

interface Kind {
  readonly name: string;
  readonly format: FloatFormat;
  readonly routines: readonly NativeRoutine[];
  readonly bits: fc.Arbitrary<bigint>;
  readonly words: (bits: bigint) => bigint[];
  readonly result: (registers: Int32Array) => bigint;
}

const kinds: Kind[] = [
  {
    name: 'single',
    format: single,
    routines: floatRoutines,
    bits: singleBits,
    words: (bits) => [bits],
    result: (registers) => word(registers),
  },
  {
    name: 'double',
    format: double,
    routines: doubleRoutines,
    bits: doubleBits,
    words: (bits) => pair(bits),
    result: (registers) => doubleWord(registers),
  },
];

describe.each(kinds)('$name precision', ({ name, format, routines, bits, words, result }) => {
  const run = (place: number, ...operands: bigint[]): bigint =>
    result(call(routines[place]!, ...operands.flatMap(words)));
  const agree = (place: number, expected: (x: Decoded, y: Decoded) => bigint): void => {
    fc.assert(
      fc.property(bits, bits, (x, y) => {
        expect(run(place, x, y)).toBe(expected(decode(format, x), decode(format, y)));
      }),
      runs,
    );
  };

  test('has 32 routines', () => {
    expect(routines).toHaveLength(32);
  });

  test('adds', () => {
    agree(at.add, sum);
  });

  test('subtracts', () => {
    agree(at.subtract, (x, y) => sum(x, { ...y, negative: !y.negative }));
  });

  test('multiplies', () => {
    agree(at.multiply, (x, y) => {
      const negative = x.negative !== y.negative;
      if (x.kind === 'infinite' || y.kind === 'infinite') return infinity(format, negative);
      return encode(format, negative, times(x.value, y.value));
    });
  });

  test('divides', () => {
    agree(at.divide, (x, y) => {
      const negative = x.negative !== y.negative;
      if (y.kind === 'zero' || x.kind === 'infinite') return infinity(format, negative);
      if (y.kind === 'infinite' || x.kind === 'zero') return zero(format, negative);
      return encode(format, negative, over(x.value, y.value), name === 'single' ? 'wide' : 'zero');
    });
  });

  test('divides to the edge of what is normal', () => {
    const smallest = 1n << BigInt(format.stored);
    const nearTwo = fc.bigInt({ min: 1n, max: 8n }).map((below) => smallest * 2n - below);
    fc.assert(
      fc.property(nearTwo, bits, (x, y) => {
        const [left, right] = [decode(format, x), decode(format, y)];
        fc.pre(right.kind === 'finite');
        const below = name === 'single' ? 'wide' : 'zero';
        expect(run(at.divide, x, y)).toBe(
          encode(format, right.negative, over(left.value, right.value), below),
        );
      }),
      runs,
    );
    const justBelowTwo = smallest * 2n - 1n;
    const two = BigInt(2 ** (format.exponentBits - 1)) << BigInt(format.stored);
    expect(run(at.divide, justBelowTwo, two)).toBe(0n);
    expect(run(at.multiply, justBelowTwo, two - smallest * 2n)).toBe(smallest);
  });

  test('takes square roots', () => {
    fc.assert(
      fc.property(bits, (x) => {
        const { negative, kind, value } = decode(format, x);
        const expected =
          kind === 'zero'
            ? zero(format, negative)
            : negative || kind === 'infinite'
              ? infinity(format, negative)
              : encode(format, false, squareRoot(value));
        expect(run(at.squareRoot, x)).toBe(expected);
      }),
      runs,
    );
  });

  test('compares', () => {
    const order = (x: bigint, y: bigint): number => call(routines[at.compare]!, ...words(x), ...words(y))[0]!;
    fc.assert(
      fc.property(bits, bits, (x, y) => {
        const [left, right] = [decode(format, x), decode(format, y)];
        expect(order(x, y)).toBe(Math.sign(place(left, right)) + 0);
        expect(order(x, x)).toBe(0);
      }),
      runs,
    );
  });

  test.each([at.compareFast, at.compareFastFlags])('compares bits as they are (%i)', (entry) => {
    const signs = 1n << BigInt(format.stored + format.exponentBits);
    const position = (value: bigint): bigint => (value >= signs ? signs - value : value);
    fc.assert(
      fc.property(bits, bits, (x, y) => {
        const difference = position(x) - position(y);
        const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
        expect(call(routines[entry]!, ...words(x), ...words(y))[0]).toBe(expected);
      }),
      runs,
    );
  });

  /** For a value, and the number of places after the point that go into the whole number. */
  const wholes: [name: string, entry: number, fixed: boolean, bits: number, signed: boolean][] = [
    ['32 bits', at.toInteger, false, 32, true],
    ['32 bits, fixed point', at.toFixed, true, 32, true],
    ['32 bits without sign', at.toUnsigned, false, 32, false],
    ['32 bits without sign, fixed point', at.toUnsignedFixed, true, 32, false],
    ['64 bits', at.toInteger64, false, 64, true],
    ['64 bits, fixed point', at.toFixed64, true, 64, true],
    ['64 bits without sign', at.toUnsigned64, false, 64, false],
    ['64 bits without sign, fixed point', at.toUnsignedFixed64, true, 64, false],
  ];
  test.each(wholes)('makes whole numbers of %s', (_, entry, fixed, size, signed) => {
    const lowest = signed ? -(1n << BigInt(size - 1)) : 0n;
    const highest = (1n << BigInt(signed ? size - 1 : size)) - 1n;
    fc.assert(
      fc.property(bits, fc.integer({ min: -40, max: 80 }), (x, places) => {
        const { negative, kind, value } = decode(format, x);
        const scaled = times(value, power(fixed ? places : 0));
        const whole =
          kind === 'infinite'
            ? negative
              ? lowest
              : highest
            : kind === 'zero'
              ? 0n
              : floor({ negative, value: scaled });
        const expected = whole < lowest ? lowest : whole > highest ? highest : whole;
        const registers = call(routines[entry]!, ...words(x), ...(fixed ? [places] : []));
        const answer = size === 32 ? word(registers) : doubleWord(registers);
        expect(answer).toBe(BigInt.asUintN(size, expected));
      }),
      runs,
    );
  });

  const numbers: [name: string, entry: number, fixed: boolean, bits: number, signed: boolean][] = [
    ['32 bits', at.fromInteger, false, 32, true],
    ['32 bits, fixed point', at.fromFixed, true, 32, true],
    ['32 bits without sign', at.fromUnsigned, false, 32, false],
    ['32 bits without sign, fixed point', at.fromUnsignedFixed, true, 32, false],
    ['64 bits', at.fromInteger64, false, 64, true],
    ['64 bits, fixed point', at.fromFixed64, true, 64, true],
    ['64 bits without sign', at.fromUnsigned64, false, 64, false],
    ['64 bits without sign, fixed point', at.fromUnsignedFixed64, true, 64, false],
  ];
  test.each(numbers)('makes floats of %s', (_, entry, fixed, size, signed) => {
    const any = fc.bigInt({ min: 0n, max: (1n << BigInt(size)) - 1n });
    const few = fc
      .tuple(any, fc.integer({ min: 0, max: size - 1 }))
      .map(([value, by]) => value >> BigInt(by));
    const negated = few.map((value) => BigInt.asUintN(size, -value));
    fc.assert(
      fc.property(fc.oneof(any, few, negated), fc.integer({ min: -100, max: 180 }), (whole, places) => {
        const value = signed ? BigInt.asIntN(size, whole) : whole;
        const magnitude = { over: value < 0n ? -value : value, under: 1n };
        const scaled = times(magnitude, power(fixed ? -places : 0));
        let expected = encode(format, value < 0n, scaled);
        if (expected === zero(format, true)) expected = 0n;
        const operand = size === 32 ? [whole] : pair(whole);
        expect(result(call(routines[entry]!, ...operand, ...(fixed ? [places] : [])))).toBe(expected);
      }),
      runs,
    );
  });

  function sum(x: Decoded, y: Decoded): bigint {
    const infinite = [x, y].filter(({ kind }) => kind === 'infinite');
    if (infinite.length > 0)
      return infinity(
        format,
        infinite.every(({ negative }) => negative),
      );
    const signed = ({ negative, value }: Decoded, under: bigint): bigint =>
      ((negative ? -1n : 1n) * value.over * under) / value.under;
    const under = x.value.under * y.value.under;
    const total = signed(x, under) + signed(y, under);
    if (total === 0n) return zero(format, x.negative && y.negative);
    return encode(format, total < 0n, { over: total < 0n ? -total : total, under });
  }

  function place(x: Decoded, y: Decoded): number {
    const rank = ({ negative, kind }: Decoded): number =>
      (negative ? -1 : 1) * (kind === 'zero' ? 0 : kind === 'finite' ? 1 : 2);
    if (rank(x) !== rank(y)) return rank(x) - rank(y);
    return (x.negative ? -1 : 1) * (x.kind === 'finite' ? compare(x.value, y.value) : 0);
  }
});

test('converts singles to doubles', () => {
  fc.assert(
    fc.property(singleBits, (x) => {
      const { negative, kind, value } = decode(single, x);
      const expected = kind === 'infinite' ? infinity(double, negative) : encode(double, negative, value);
      expect(doubleWord(call(floatRoutines[at.convert]!, x))).toBe(expected);
    }),
    runs,
  );
});

test('converts doubles to singles', () => {
  fc.assert(
    fc.property(doubleBits, (x) => {
      const { negative, kind, value } = decode(double, x);
      const expected = kind === 'infinite' ? infinity(single, negative) : encode(single, negative, value);
      expect(word(call(doubleRoutines[at.convert]!, ...pair(x)))).toBe(expected);
    }),
    runs,
  );
});
