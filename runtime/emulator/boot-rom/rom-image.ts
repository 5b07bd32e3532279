/**
 * What stands in the 16 KB of the boot ROM: vectors, pointers, tables and a few instructions, where the RP2040
 * datasheet (2.8.2 and 2.8.3) has programs look for them. The work itself is done by native routines.
 */

import type { NativeRoutine } from '../core/core.ts';
import { romSize, secondStageBase } from './addresses.ts';
import { romCode, writeRomCode } from './rom-code.ts';

/** Native routines by the two letters of their code in the ROM's function table. */
export type RomFunctions = Readonly<Record<string, NativeRoutine>>;

/** What goes into the image. */
export interface RomContents {
  readonly functions: RomFunctions;
  readonly lookUp: NativeRoutine;
  readonly floatLibrary: readonly NativeRoutine[];
  readonly doubleLibrary: readonly NativeRoutine[];
  /** Where both cores begin after a reset. */
  readonly start: NativeRoutine;
  /** Looks for firmware in flash, else goes to BOOTSEL. */
  readonly main: NativeRoutine;
  /** Where the watchdog's vector leads after `reset_to_usb_boot`. */
  readonly usbBoot: NativeRoutine;
}

/** As on a Pico with an RP2040 B2. */
const romVersion = 3;
const revision = 0x4e69626c;
const copyright = 'Boot ROM of Nibble, made from the RP2040 datasheet';

const routinesStart = 0x400;
const tablesStart = 0x1000;
const returnInstruction = 0x4770;

/** Writes the image over `rom`. Answers its native routines by their (even) addresses. */
export function writeRomImage(rom: Uint8Array, contents: RomContents): ReadonlyMap<number, NativeRoutine> {
  const view = new DataView(rom.buffer, rom.byteOffset, romSize);
  rom.fill(0);
  writeRomCode(view);

  const routines = new Map<number, NativeRoutine>();
  const placeAt = (address: number, routine: NativeRoutine): number => {
    view.setUint16(address, returnInstruction, true);
    routines.set(address, routine);
    return address | 1;
  };
  let nextRoutine = routinesStart;
  const place = (routine: NativeRoutine): number => {
    nextRoutine += 4;
    return placeAt(nextRoutine - 4, routine);
  };

  let next = tablesStart;
  const library = (entries: readonly NativeRoutine[]): { start: number; end: number; table: number } => {
    const start = nextRoutine;
    const table = next;
    for (const routine of entries) {
      view.setUint32(next, place(routine), true);
      next += 4;
    }
    return { start, end: nextRoutine, table };
  };
  const pairs = (entries: readonly (readonly [code: string, value: number])[]): number => {
    const table = next;
    for (const [letters, value] of entries) {
      view.setUint16(next, letters.charCodeAt(0) | (letters.charCodeAt(1) << 8), true);
      view.setUint16(next + 2, value, true);
      next += 4;
    }
    next += 4;
    return table;
  };

  const float = library(contents.floatLibrary);
  const double = library(contents.doubleLibrary);
  const sizeOfFloatTable = next;
  rom[next] = contents.floatLibrary.length;
  const revisionAt = (next += 4);
  view.setUint32(next, revision, true);
  const copyrightAt = (next += 4);
  for (const character of copyright) rom[next++] = character.charCodeAt(0);
  next = (next + 4) & ~3;

  const functionTable = pairs([
    ...Object.entries(contents.functions).map(([letters, routine]) => [letters, place(routine)] as const),
    ['DT', romCode.debugTrampoline | 1],
    ['DE', romCode.debugTrampolineEnd | 1],
    ['WV', romCode.waitForVector | 1],
  ]);
  const dataTable = pairs([
    ['GR', revisionAt],
    ['CR', copyrightAt],
    ['SF', float.table],
    ['SD', double.table],
    ['FZ', sizeOfFloatTable],
    ['FS', float.start],
    ['FE', float.end],
    ['DS', double.start],
    ['DE', double.end],
  ]);
  placeAt(romCode.main, contents.main);
  placeAt(romCode.usbBoot, contents.usbBoot);

  view.setUint32(0x00, secondStageBase, true);
  view.setUint32(0x04, placeAt(romCode.start, contents.start), true);
  view.setUint32(0x08, romCode.dead | 1, true);
  view.setUint32(0x0c, romCode.dead | 1, true);
  rom.set([0x4d, 0x75, 1, romVersion], 0x10);
  view.setUint16(0x14, functionTable, true);
  view.setUint16(0x16, dataTable, true);
  view.setUint16(0x18, placeAt(romCode.lookUp, contents.lookUp), true);
  return routines;
}
