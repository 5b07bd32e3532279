/**
 * The boot ROM's library for single precision (RP2040 datasheet, 2.8.3.2.1), in the order of its table, with the
 * cycles it typically takes. Basic operations and conversions are exact or rounded to nearest even; functions of angles,
 * exponents and logarithms answer the nearest single, which the chip's own miss by a unit in the last place or so.
 */

import type { NativeRoutine } from '../core/core.ts';
import { answerComparison } from './comparison-flags.ts';
import { writeDouble } from './double-format.ts';
import {
  clamp,
  floorScaled,
  readInteger64,
  roundableToSingle,
  scale,
  writeInteger64,
} from './integer-conversions.ts';
import {
  addSingles,
  angleOfSingles,
  compareSingles,
  compareSinglesFast,
  divideSingles,
  logarithmOfSingle,
  multiplySingles,
  readSingle,
  roundToSingle,
  squareRootOfSingle,
  subtractSingles,
  withinRange,
} from './single-format.ts';

const compareFast = comparison(compareSinglesFast, 25);

/** 32 entries, as from version 2 of the ROM on. */
export const floatRoutines: readonly NativeRoutine[] = [
  binary(addSingles, 71),
  binary(subtractSingles, 74),
  binary(multiplySingles, 69),
  binary(divideSingles, 71),
  compareFast,
  compareFast,
  unary(squareRootOfSingle, 63),
  toInteger(false, true, 30),
  toInteger(true, true, 32),
  toInteger(false, false, 28),
  toInteger(true, false, 30),
  fromInteger(false, true, 45),
  fromInteger(true, true, 47),
  fromInteger(false, false, 45),
  fromInteger(true, false, 47),
  unary((bits) => withinRange(bits, Math.cos), 587),
  unary((bits) => withinRange(bits, Math.sin), 577),
  unary((bits) => withinRange(bits, Math.tan), 669),
  sineAndCosine,
  unary((bits) => withinRange(bits, Math.exp), 542),
  unary(logarithmOfSingle, 767),
  comparison(compareSingles, 34),
  binary(angleOfSingles, 599),
  fromInteger64(false, true),
  fromInteger64(true, true),
  fromInteger64(false, false),
  fromInteger64(true, false),
  toInteger64(false, true),
  toInteger64(true, true),
  toInteger64(false, false),
  toInteger64(true, false),
  toDouble,
];

function unary(operation: (bits: number) => number, cycles: number): NativeRoutine {
  return ({ registers }) => {
    registers[0] = operation(registers[0]!);
    return cycles;
  };
}

function binary(operation: (x: number, y: number) => number, cycles: number): NativeRoutine {
  return ({ registers }) => {
    registers[0] = operation(registers[0]!, registers[1]!);
    return cycles;
  };
}

/** Answers -1, 0 or 1, in R0 and in the flags. */
function comparison(operation: (x: number, y: number) => number, cycles: number): NativeRoutine {
  return (core) => {
    const { registers } = core;
    answerComparison(core, operation(registers[0]!, registers[1]!));
    return cycles;
  };
}

/** `float2int`, `float2fix` and their unsigned kind: towards -infinity, clamped. Places after the point are in R1. */
function toInteger(fixed: boolean, signed: boolean, cycles: number): NativeRoutine {
  const lowest = signed ? -(2 ** 31) : 0;
  const highest = signed ? 2 ** 31 - 1 : 2 ** 32 - 1;
  return ({ registers }) => {
    const value = readSingle(registers[0]!);
    const whole = fixed ? floorScaled(value, registers[1]!) : Math.floor(value);
    registers[0] = clamp(whole, lowest, highest);
    return cycles;
  };
}

/** `int2float`, `fix2float` and their unsigned kind. What is too small for a single is a zero without sign. */
function fromInteger(fixed: boolean, signed: boolean, cycles: number): NativeRoutine {
  return ({ registers }) => {
    const whole = signed ? registers[0]! : registers[0]! >>> 0;
    registers[0] = withoutNegativeZero(fixed ? scale(whole, -registers[1]!) : whole);
    return cycles;
  };
}

function fromInteger64(fixed: boolean, signed: boolean): NativeRoutine {
  return ({ registers }) => {
    const value = roundableToSingle(readInteger64(registers, signed));
    registers[0] = withoutNegativeZero(fixed ? scale(value, -registers[2]!) : value);
    return 60;
  };
}

function toInteger64(fixed: boolean, signed: boolean): NativeRoutine {
  return ({ registers }) => {
    writeInteger64(registers, floorScaled(readSingle(registers[0]!), fixed ? registers[1]! : 0), signed);
    return 50;
  };
}

/** `fsincos`: the sine in R0, the cosine in R1. */
function sineAndCosine({ registers }: { readonly registers: Int32Array }): number {
  const angle = registers[0]!;
  registers[0] = withinRange(angle, Math.sin);
  registers[1] = withinRange(angle, Math.cos);
  return 597;
}

/** `float2double`. */
function toDouble({ registers }: { readonly registers: Int32Array }): number {
  writeDouble(registers, 0, readSingle(registers[0]!));
  return 18;
}

function withoutNegativeZero(value: number): number {
  const bits = roundToSingle(value);
  return (bits & 0x7fffffff) === 0 ? 0 : bits;
}
