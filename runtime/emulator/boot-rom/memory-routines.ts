/** Memory and bit routines of the boot ROM (RP2040 datasheet, 2.8.3.1.1 and 2.8.3.1.2), with their typical cycles. */

import type { NativeRoutine } from '../core/core.ts';
import type { MemoryAccess } from './memory-access.ts';

/** `memcpy` and `memcpy44`: target, source, length; the target is answered in R0, where it is already. */
export function copyRoutine(memory: MemoryAccess): NativeRoutine {
  return ({ registers }) => {
    const length = registers[2]! >>> 0;
    const together = ((registers[0]! ^ registers[1]!) & 3) === 0;
    memory.copy(registers[0]!, registers[1]!, length);
    return 20 + (together ? Math.ceil(length * 0.75) : length * 7);
  };
}

/** `memset` and `memset4`: target, value, length; the target is answered in R0, where it is already. */
export function fillRoutine(memory: MemoryAccess): NativeRoutine {
  return ({ registers }) => {
    const length = registers[2]! >>> 0;
    memory.fill(registers[0]!, registers[1]! & 0xff, length);
    return 20 + Math.ceil(length * 0.5);
  };
}

/** `popcount32`: how many bits of R0 are set. */
export const countOnes: NativeRoutine = ({ registers }) => {
  let bits = registers[0]!;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  registers[0] = Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  return 18;
};

/** `reverse32`: the bits of R0 in the opposite order. */
export const reverseBits: NativeRoutine = ({ registers }) => {
  let bits = registers[0]!;
  bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  registers[0] = (bits >>> 16) | (bits << 16);
  return 21;
};

/** `clz32`: zeros above the highest one of R0; 32 for 0. */
export const countLeadingZeros: NativeRoutine = ({ registers }) => {
  registers[0] = Math.clz32(registers[0]!);
  return 13;
};

/** `ctz32`: zeros below the lowest one of R0; 32 for 0. */
export const countTrailingZeros: NativeRoutine = ({ registers }) => {
  const bits = registers[0]!;
  registers[0] = bits === 0 ? 32 : 31 - Math.clz32(bits & -bits);
  return 12;
};

/** `rom_table_lookup`: R0 points to a table of (code, value) halfwords ended by code 0, R1 is the code looked for. */
export function lookUpRoutine(memory: MemoryAccess): NativeRoutine {
  return ({ registers }) => {
    const wanted = registers[1]!;
    let entry = registers[0]!;
    let cycles = 10;
    for (;;) {
      const code = memory.readHalfword(entry);
      const value = code === 0 ? 0 : memory.readHalfword(entry + 2);
      cycles += 10;
      if (code === 0 || code === wanted) {
        registers[0] = value;
        return cycles;
      }
      entry += 4;
    }
  };
}
