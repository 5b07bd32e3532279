/** An emulated chip that runs little programs of a test instead of firmware. */

import { crc32 } from '../../runtime/emulator/boot-rom/crc32.ts';
import type { CortexM0Plus } from '../../runtime/emulator/core/cortex-m0-plus.ts';
import { flashLength } from '../../runtime/hardware/flash-memory.ts';
import { EmulatedChip } from './emulated-chip.ts';

const secondStageLength = 0x100;
const programAt = 0x20000000;
const argumentsAt = 0x20000100;
const resultsAt = 0x20000200;
const stack = 0x20040000;
const endless = 0xe7fe;

/** A flash with nothing in it but a second stage with these instructions, and its checksum. */
export function flashWithSecondStage(...halfwords: readonly number[]): Uint8Array {
  const image = new Uint8Array(flashLength).fill(0xff);
  const view = new DataView(image.buffer);
  image.fill(0, 0, secondStageLength);
  for (const [index, halfword] of halfwords.entries()) view.setUint16(index * 2, halfword, true);
  view.setUint32(secondStageLength - 4, crc32(image.subarray(0, secondStageLength - 4)), true);
  return image;
}

/** A chip whose first core does nothing, forever, in a second stage that is no more than that. */
export function idleChip(): EmulatedChip {
  const chip = new EmulatedChip(flashWithSecondStage(endless));
  chip.chip.runFor(10_000_000);
  return chip;
}

/** What a function of the ROM left. */
export interface CallResult {
  /** R0 to R3. */
  readonly registers: readonly number[];
  /** N, Z, C and V in bits 31 to 28. */
  readonly flags: number;
}

/**
 * Calls a function by its address as programs do, with up to four arguments. The program around it is 32 bytes from
 * 0x20000000 on, and arguments and results are in the KB above it.
 */
export function callFunction(
  { chip }: EmulatedChip,
  address: number,
  arguments_: readonly number[],
  milliseconds = 20,
): CallResult {
  const [core] = chip.processors.cores;
  const program = [
    0x4e05, // ldr r6, =arguments
    0xce8f, // ldmia r6!, {r0-r3, r7}
    0x47b8, // blx r7
    ...[0xf3ef, 0x8500], // mrs r5, apsr
    0x4e04, // ldr r6, =results
    0xc62f, // stmia r6!, {r0-r3, r5}
    endless,
  ];
  program.forEach((halfword, index) => chip.bus.write16(programAt + index * 2, halfword));
  chip.bus.write32(programAt + 0x18, argumentsAt);
  chip.bus.write32(programAt + 0x1c, resultsAt);
  const words = [...arguments_, 0, 0, 0, 0].slice(0, 4);
  [...words, address | 1].forEach((word, index) => chip.bus.write32(argumentsAt + index * 4, word));
  core.start(programAt, stack, 0);
  runUntilAt({ chip }, core, programAt + 0xe, milliseconds);
  const results = Array.from({ length: 5 }, (_, index) => chip.bus.read32(resultsAt + index * 4));
  return { registers: results.slice(0, 4), flags: results[4]! };
}

/** Runs until a core is at an address. */
export function runUntilAt(
  { chip }: Pick<EmulatedChip, 'chip'>,
  core: CortexM0Plus,
  address: number,
  milliseconds = 20,
): void {
  const end = chip.clock.nanoseconds + milliseconds * 1e6;
  while (core.pc !== address) {
    if (chip.clock.nanoseconds > end)
      throw new Error(`The core is at 0x${core.pc.toString(16)} instead of 0x${address.toString(16)}`);
    chip.runFor(10_000);
  }
}

/** Address that the ROM's function table has for two letters. */
export function romFunction(chip: EmulatedChip, letters: string): number {
  return lookUp(chip, 0x14, letters);
}

/** Address that the ROM's data table has for two letters. */
export function romData(chip: EmulatedChip, letters: string): number {
  return lookUp(chip, 0x16, letters);
}

function lookUp(chip: EmulatedChip, tablePointer: number, letters: string): number {
  const { bus } = chip.chip;
  const code = letters.charCodeAt(0) | (letters.charCodeAt(1) << 8);
  return callFunction(chip, bus.read16(0x18), [bus.read16(tablePointer), code]).registers[0]!;
}
