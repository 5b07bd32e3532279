/**
 * The boot ROM's library for double precision (RP2040 datasheet, 2.8.3.2.2), in the order of its table, with the
 * cycles it typically takes. Arguments and results are in pairs of registers from R0 on.
 */

import type { Core, NativeRoutine } from '../core/core.ts';
import { answerComparison } from './comparison-flags.ts';
import {
  addDoubles,
  compareDoubles,
  compareDoublesFast,
  divideDoubles,
  logarithmOfDouble,
  multiplyDoubles,
  readDouble,
  squareRootOfDouble,
  withinRange,
  writeDouble,
} from './double-format.ts';
import { clamp, floorScaled, readInteger64, scale, writeInteger64 } from './integer-conversions.ts';
import { roundToSingle } from './single-format.ts';

/** 32 entries, as from version 2 of the ROM on. */
export const doubleRoutines: readonly NativeRoutine[] = [
  binary(addDoubles, 91),
  binary((x, y) => addDoubles(x, -y), 95),
  binary(multiplyDoubles, 155),
  binary(divideDoubles, 183),
  compareFast,
  compareFast,
  unary(squareRootOfDouble, 169),
  toInteger(false, true),
  toInteger(true, true),
  toInteger(false, false),
  toInteger(true, false),
  fromInteger(false, true),
  fromInteger(true, true),
  fromInteger(false, false),
  fromInteger(true, false),
  unary((value) => withinRange(value, Math.cos), 1617),
  unary((value) => withinRange(value, Math.sin), 1618),
  unary((value) => withinRange(value, Math.tan), 1891),
  sineAndCosine,
  unary((value) => withinRange(value, Math.exp), 804),
  unary(logarithmOfDouble, 428),
  compare,
  binary(Math.atan2, 1820),
  fromInteger64(false, true),
  fromInteger64(true, true),
  fromInteger64(false, false),
  fromInteger64(true, false),
  toInteger64(false, true),
  toInteger64(true, true),
  toInteger64(false, false),
  toInteger64(true, false),
  toSingle,
];

function unary(operation: (value: number) => number, cycles: number): NativeRoutine {
  return ({ registers }) => {
    writeDouble(registers, 0, operation(readDouble(registers, 0)));
    return cycles;
  };
}

function binary(operation: (x: number, y: number) => number, cycles: number): NativeRoutine {
  return ({ registers }) => {
    writeDouble(registers, 0, operation(readDouble(registers, 0), readDouble(registers, 2)));
    return cycles;
  };
}

/** `dcmp_fast`. */
function compareFast(core: Core): number {
  answerComparison(core, compareDoublesFast(core.registers));
  return 39;
}

/** `dcmp`. */
function compare(core: Core): number {
  const { registers } = core;
  answerComparison(core, compareDoubles(readDouble(registers, 0), readDouble(registers, 2)));
  return 52;
}

/** `double2int`, `double2fix` and their unsigned kind: towards -infinity, clamped. Places after the point are in R2. */
function toInteger(fixed: boolean, signed: boolean): NativeRoutine {
  const lowest = signed ? -(2 ** 31) : 0;
  const highest = signed ? 2 ** 31 - 1 : 2 ** 32 - 1;
  return ({ registers }) => {
    const whole = floorScaled(readDouble(registers, 0), fixed ? registers[2]! : 0);
    registers[0] = clamp(whole, lowest, highest);
    return 75;
  };
}

/** `int2double`, `fix2double` and their unsigned kind. Places after the point are in R1. */
function fromInteger(fixed: boolean, signed: boolean): NativeRoutine {
  return ({ registers }) => {
    const whole = signed ? registers[0]! : registers[0]! >>> 0;
    writeDouble(registers, 0, fixed ? scale(whole, -registers[1]!) : whole);
    return 70;
  };
}

function fromInteger64(fixed: boolean, signed: boolean): NativeRoutine {
  return ({ registers }) => {
    const value = Number(readInteger64(registers, signed));
    writeDouble(registers, 0, fixed ? scale(value, -registers[2]!) : value);
    return 65;
  };
}

function toInteger64(fixed: boolean, signed: boolean): NativeRoutine {
  return ({ registers }) => {
    writeInteger64(registers, floorScaled(readDouble(registers, 0), fixed ? registers[2]! : 0), signed);
    return 70;
  };
}

/** `dsincos`: the sine in R0 and R1, the cosine in R2 and R3. */
function sineAndCosine({ registers }: { readonly registers: Int32Array }): number {
  const angle = readDouble(registers, 0);
  writeDouble(registers, 0, withinRange(angle, Math.sin));
  writeDouble(registers, 2, withinRange(angle, Math.cos));
  return 1718;
}

/** `double2float`. */
function toSingle({ registers }: { readonly registers: Int32Array }): number {
  registers[0] = roundToSingle(readDouble(registers, 0));
  return 20;
}
