/** UF2 files that somebody wants to have on an emulated Pico. */

import { readFile } from 'node:fs/promises';
import { flashBase, flashLength } from '../../../runtime/hardware/flash-memory.ts';
import type { Uf2Image } from '../../../runtime/uf2/uf2-image.ts';
import { readUf2 } from '../../../runtime/uf2/uf2-reader.ts';
import type { Problem } from '../../api.ts';
import { readUf2OnDisk, soundUf2 } from '../../firmware/uf2-on-disk.ts';
import { printableName } from '../../local-files/file-names.ts';
import { describeProblem, ProblemError } from '../../problem.ts';

/** The chip of an emulated Pico. */
const chip = 'RP2040';

/** A UF2 file that a Pico will take. */
export interface FirmwareFile {
  /** Its name, fit to be shown. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly image: Uf2Image;
}

/** Reads a file of this computer. Throws `ProblemError` where it cannot be read, or is nothing for a Pico. */
export async function readFirmware(path: string): Promise<FirmwareFile> {
  const { name, bytes, uf2 } = await readUf2OnDisk(path);
  return { name, bytes, image: soundUf2(name, () => uf2.imageFor(chip)) };
}

/** Looks through a UF2 file. Throws `ProblemError` where it is nothing for a Pico. */
export function checkFirmware(name: string, bytes: Uint8Array): FirmwareFile {
  return { name, bytes, image: soundUf2(name, () => readUf2(bytes).imageFor(chip)) };
}

/** Why a board does not take what was put onto its drive. */
export function refusedFirmware(board: string, name: string, content: Uint8Array): Problem {
  const shown = printableName(name);
  try {
    checkFirmware(shown, content);
    return describeProblem('uf2-refused', { board, name: shown });
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

/** Whether a flash image holds everything that firmware would put there. What is for RAM only leaves no trace. */
export async function alreadyHolds(flashFile: string, { image }: FirmwareFile): Promise<boolean> {
  if (image.place !== 'flash') return false;
  const flash = await readFile(flashFile).catch(() => null);
  if (flash?.length !== flashLength) return false;
  return [...image.pages].every(([address, page]) => {
    const start = address - flashBase;
    return flash.subarray(start, start + page.length).equals(page);
  });
}
