/** From the sixteen bits of a Thumb instruction to the word that the run function switches on (ARMv6-M ARM, A5). */

import { memoryLayout, type ChipMemory } from '../chip-memory.ts';
import { conditionalBranches } from './branches.ts';
import { instructionNumber, type InstructionName } from './table.ts';

/** Instructions of the format "data processing, two low registers", in the order of bits 6 to 9. */
const twoRegisters = [
  'and',
  'exclusiveOr',
  'lslRegister',
  'lsrRegister',
  'asrRegister',
  'addWithCarry',
  'subtractWithCarry',
  'rotateRegister',
  'test',
  'negate',
  'compare',
  'compareNegative',
  'or',
  'multiply',
  'bitClear',
  'moveNot',
] as const;

/** Loads and stores with a register as offset, in the order of bits 9 to 11. */
const registerOffset = [
  'storeRegister',
  'storeHalfwordRegister',
  'storeByteRegister',
  'loadSignedByteRegister',
  'loadRegister',
  'loadHalfwordRegister',
  'loadByteRegister',
  'loadSignedHalfwordRegister',
] as const;

const extensions = ['signExtendHalfword', 'signExtendByte', 'zeroExtendHalfword', 'zeroExtendByte'] as const;
const reversals = ['reverseBytes', 'reverseHalfwords', 'undefined', 'reverseSigned'] as const;
const addOrSubtract = ['addRegister', 'subtractRegister', 'addImmediate', 'subtractImmediate'] as const;

/** Hints by bits 4 to 7; those not given a meaning do nothing. */
const hints: Readonly<Record<number, InstructionName>> = {
  2: 'waitForEvent',
  3: 'waitForInterrupt',
  4: 'sendEvent',
};

/** Puts an instruction and its operands into one word: two registers, and a third or a number of 16 bits. */
function encode(name: InstructionName, first = 0, second = 0, third = 0): number {
  return instructionNumber[name] | (first << 8) | (second << 12) | (third << 16);
}

/** Decodes the instruction at a place in the memory and keeps it in `memory.decoded`. */
export function decodeAt(memory: ChipMemory, slot: number): void {
  memory.decoded[slot] = decode(memory, slot);
  const { sram, sramSize } = memoryLayout;
  const offset = slot * 2 - sram;
  // An instruction may take two halfwords.
  if (offset >= 0 && offset < sramSize && offset + 4 > memory.decodedEnd) memory.decodedEnd = offset + 4;
}

function decode(memory: ChipMemory, slot: number): number {
  if (!regionOf(slot)) return encode('nowhere');
  const native = memory.nativeAt(slot);
  if (native >= 0) return instructionNumber.native | (native << 8);
  const bits = memory.halfwords[slot]!;
  const low = bits & 7;
  const middle = (bits >> 3) & 7;
  const high = (bits >> 6) & 7;
  const register = (bits >> 8) & 7;
  const byte = bits & 255;
  const five = (bits >> 6) & 31;
  switch (bits >> 11) {
    case 0:
      return encode('lslImmediate', low, middle, five);
    case 1:
      return encode('lsrImmediate', low, middle, five || 32);
    case 2:
      return encode('asrImmediate', low, middle, five || 32);
    case 3:
      return encode(addOrSubtract[(bits >> 9) & 3]!, low, middle, high);
    case 4:
      return encode('moveImmediate', register, 0, byte);
    case 5:
      return encode('compareImmediate', register, 0, byte);
    case 6:
      return encode('addImmediate', register, register, byte);
    case 7:
      return encode('subtractImmediate', register, register, byte);
    case 8:
      return bits & 0x400 ? highRegisters(bits) : encode(twoRegisters[(bits >> 6) & 15]!, low, middle);
    case 9:
      return regionOf(slot) === regionOf((slot & ~1) + 2 + byte * 2)
        ? encode('loadLiteral', register, 0, byte)
        : encode('loadDistantLiteral', register, 0, byte);
    case 10:
    case 11:
      return encode(registerOffset[(bits >> 9) & 7]!, low, middle, high);
    case 12:
      return encode('storeImmediate', low, middle, five << 2);
    case 13:
      return encode('loadImmediate', low, middle, five << 2);
    case 14:
      return encode('storeByteImmediate', low, middle, five);
    case 15:
      return encode('loadByteImmediate', low, middle, five);
    case 16:
      return encode('storeHalfwordImmediate', low, middle, five << 1);
    case 17:
      return encode('loadHalfwordImmediate', low, middle, five << 1);
    case 18:
      return encode('storeImmediate', register, 13, byte << 2);
    case 19:
      return encode('loadImmediate', register, 13, byte << 2);
    case 20:
      return encode('addressOfLiteral', register, 0, byte << 2);
    case 21:
      return encode('addressOnStack', register, 0, byte << 2);
    case 22:
    case 23:
      return miscellaneous(bits);
    case 24:
      return encode('storeMultiple', register, 0, byte);
    case 25:
      // The base is written back unless it is loaded itself.
      return encode('loadMultiple', register, byte & (1 << register) ? 0 : 1, byte);
    case 26:
    case 27: {
      const condition = (bits >> 8) & 15;
      if (condition === 15) return encode('supervisorCall');
      if (condition === 14) return encode('undefined');
      return branch(conditionalBranches[condition]!, slot, (bits << 24) >> 24);
    }
    case 28:
      return branch('branch', slot, (bits << 21) >> 21);
    default:
      return twoHalfwords(slot, bits, memory.halfwords[slot + 1]!);
  }
}

/** ADD, CMP, MOV, BX and BLX on all sixteen registers (A5.2.3). */
function highRegisters(bits: number): number {
  const destination = (bits & 7) | ((bits >> 4) & 8);
  const source = (bits >> 3) & 15;
  switch ((bits >> 8) & 3) {
    case 0:
      if (destination === 15) return encode('addToProgramCounter', 15, source);
      if (source === 15) return encode('addProgramCounter', destination);
      return encode(destination === 13 ? 'addToStackPointer' : 'addHigh', destination, source);
    case 1:
      return encode('compare', destination, source);
    case 2:
      if (destination === 15) return encode('moveToProgramCounter', 15, source);
      if (source === 15) return encode('moveProgramCounter', destination);
      return encode(destination === 13 ? 'moveToStackPointer' : 'moveHigh', destination, source);
    default:
      return encode(bits & 0x80 ? 'branchLinkExchange' : 'branchExchange', 0, source);
  }
}

/** Miscellaneous instructions of one halfword (A5.2.5). */
function miscellaneous(bits: number): number {
  const low = bits & 7;
  const middle = (bits >> 3) & 7;
  switch ((bits >> 8) & 15) {
    case 0:
      return encode('adjustStackPointer', 0, 0, (bits & 0x80 ? -4 : 4) * (bits & 127));
    case 2:
      return encode(extensions[(bits >> 6) & 3]!, low, middle);
    case 4:
    case 5:
      return encode('push', countBits(bits & 511), 0, bits & 511);
    case 6:
      if ((bits & 0xffef) !== 0xb662) return encode('undefined');
      return encode(bits & 0x10 ? 'disableInterrupts' : 'enableInterrupts');
    case 10:
      return encode(reversals[(bits >> 6) & 3]!, low, middle);
    case 12:
      return encode('pop', 0, 0, bits & 255);
    case 13:
      return encode('popProgramCounter', 0, 0, bits & 511);
    case 14:
      return encode('breakpoint');
    case 15:
      return bits & 15 ? encode('undefined') : encode(hints[(bits >> 4) & 15] ?? 'noOperation');
    default:
      return encode('undefined');
  }
}

/** BL, MSR, MRS and the barriers (A5.3). */
function twoHalfwords(slot: number, first: number, second: number): number {
  if (first >> 11 !== 30) return encode('undefined');
  if ((second & 0xd000) === 0xd000) {
    const sign = (first >> 10) & 1;
    const bit22 = 1 - (sign ^ ((second >> 13) & 1));
    const bit21 = 1 - (sign ^ ((second >> 11) & 1));
    const distance =
      (-sign << 23) | (bit22 << 22) | (bit21 << 21) | ((first & 0x3ff) << 11) | (second & 0x7ff);
    return branch('branchWithLink', slot, distance);
  }
  if ((second & 0xd000) !== 0x8000) return encode('undefined');
  if (first === 0xf3bf && (second & 0xf0) >= 0x40 && (second & 0xf0) <= 0x60) return encode('barrier');
  if ((first & 0xffe0) === 0xf3e0) return encode('readSpecial', (second >> 8) & 15, 0, second & 255);
  if ((first & 0xffe0) === 0xf380) return encode('writeSpecial', first & 15, 0, second & 255);
  return encode('undefined');
}

/** A branch by some halfwords from the address two halfwords ahead. Out of its memory it leads to where nothing is. */
function branch(name: InstructionName, slot: number, distance: number): number {
  const target = slot + distance + 2;
  // Every gap between the memories decodes as `nowhere`, so only a jump across a gap has to be stopped.
  const reachable = regionOf(target) === regionOf(slot) || !regionOf(target);
  return instructionNumber[name] | ((reachable ? distance + 2 : gapBehind(slot) - slot) << 8);
}

/** Which memory a place is in, or nothing in the gaps. */
function regionOf(slot: number): 'rom' | 'sram' | 'flash' | undefined {
  const offset = slot * 2;
  const { rom, romSize, sram, sramSize, flash, flashSize } = memoryLayout;
  if (offset >= flash) return offset < flash + flashSize ? 'flash' : undefined;
  if (offset >= sram) return offset < sram + sramSize ? 'sram' : undefined;
  return offset >= rom && offset < rom + romSize ? 'rom' : undefined;
}

/** First place behind the memory that a place is in. */
function gapBehind(slot: number): number {
  const { rom, romSize, sram, sramSize, flash, flashSize } = memoryLayout;
  const region = regionOf(slot);
  if (region === 'flash') return (flash + flashSize) >> 1;
  return (region === 'sram' ? sram + sramSize : rom + romSize) >> 1;
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}
