/** Calls of the boot ROM's float routines with registers and nothing else. */

import fc from 'fast-check';
import type { Core, NativeRoutine } from '../../runtime/emulator/core/core.ts';

/** Carries out a routine and answers its registers as they are after it. */
export function call(routine: NativeRoutine, ...arguments_: readonly (number | bigint)[]): Int32Array {
  const registers = new Int32Array(16);
  for (const [index, argument] of arguments_.entries())
    registers[index] = Number(BigInt.asIntN(32, BigInt(argument)));
  routine({ registers, flags: 0 } as unknown as Core);
  return registers;
}

/** Low and high word of 64 bits. */
export function pair(bits: bigint): [bigint, bigint] {
  return [bits & 0xffffffffn, (bits >> 32n) & 0xffffffffn];
}

/** The first register, as bits. */
export function word(registers: Int32Array, first = 0): bigint {
  return BigInt(registers[first]! >>> 0);
}

/** A register and the one after it, as bits. */
export function doubleWord(registers: Int32Array, first = 0): bigint {
  return word(registers, first) | (word(registers, first + 1) << 32n);
}

/** Bits of singles: any, and those near the ends of the exponents. */
export const singleBits: fc.Arbitrary<bigint> = floatBits(8, 23);

/** Bits of doubles, likewise. */
export const doubleBits: fc.Arbitrary<bigint> = floatBits(11, 52);

function floatBits(exponentBits: number, stored: number): fc.Arbitrary<bigint> {
  const largest = 2 ** exponentBits - 1;
  const middle = largest >> 1;
  const mantissas = (1n << BigInt(stored)) - 1n;
  const exponent = fc.oneof(
    fc.integer({ min: 0, max: largest }),
    fc.integer({ min: middle - 70, max: middle + 70 }),
    fc.constantFrom(0, 1, 2, largest - 2, largest - 1, largest),
  );
  const mantissa = fc.oneof(
    fc.bigInt({ min: 0n, max: mantissas }),
    fc.constantFrom(0n, 1n, mantissas >> 1n, (mantissas >> 1n) + 1n, mantissas - 1n, mantissas),
  );
  return fc
    .tuple(fc.boolean(), exponent, mantissa)
    .map(
      ([negative, exponentOf, mantissaOf]) =>
        ((negative ? 1n : 0n) << BigInt(exponentBits + stored)) |
        (BigInt(exponentOf) << BigInt(stored)) |
        mantissaOf,
    );
}
