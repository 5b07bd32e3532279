/** UF2 files that somebody wants to have on an emulated Pico. */

import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { flashBase, flashLength } from '../../../runtime/hardware/flash-memory.ts';
import { Uf2Error, type Uf2Fault } from '../../../runtime/uf2/uf2-fault.ts';
import type { Uf2Image } from '../../../runtime/uf2/uf2-image.ts';
import { readUf2 } from '../../../runtime/uf2/uf2-reader.ts';
import type { Problem } from '../../api.ts';
import { printableName } from '../../local-files/file-names.ts';
import { isMissing } from '../../local-files/file-problems.ts';
import { describeProblem, ProblemError } from '../../problem.ts';

/** Nobody's UF2 file is larger; in bytes. */
const largestFile = 64 * 1024 * 1024;

/** A UF2 file that a Pico will take. */
export interface FirmwareFile {
  /** Its name, fit to be shown. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly image: Uf2Image;
}

/** Reads a file of this computer. Throws `ProblemError` where it cannot be read, or is nothing for a Pico. */
export async function readFirmware(path: string): Promise<FirmwareFile> {
  const name = printableName(basename(path));
  let bytes: Uint8Array;
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // a pipe would have it wait
    try {
      const status = await handle.stat();
      if (status.isDirectory()) throw new ProblemError('file-is-folder', { name });
      if (!status.isFile() || status.size > largestFile) throw new ProblemError('uf2-not', { name });
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    if (isMissing(cause)) throw new ProblemError('uf2-missing', { name }, { cause });
    throw new ProblemError('uf2-unreadable', { name }, { cause });
  }
  return checkFirmware(name, bytes);
}

/** Looks through a UF2 file. Throws `ProblemError` where it is nothing for a Pico. */
export function checkFirmware(name: string, bytes: Uint8Array): FirmwareFile {
  try {
    return { name, bytes, image: readUf2(bytes).imageFor('RP2040') };
  } catch (error) {
    if (error instanceof Uf2Error) throw new ProblemError(faultProblem(name, error.fault));
    throw error;
  }
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

function faultProblem(name: string, fault: Uf2Fault): Problem {
  switch (fault.kind) {
    case 'empty':
      return describeProblem('uf2-empty', { name });
    case 'not-uf2':
      return describeProblem('uf2-not', { name });
    case 'truncated':
      return describeProblem('uf2-truncated', { name });
    case 'other-chip':
      return fault.chips.length === 0
        ? describeProblem('uf2-no-chip', { name })
        : describeProblem('uf2-other-chip', { name, chip: fault.chips.join(', ') });
    case 'missing':
      return describeProblem('uf2-incomplete', { name, missing: String(fault.missing) });
    case 'overlapping':
      return describeProblem('uf2-overlapping', { name, address: addressWords(fault.address) });
    case 'outside':
      return describeProblem('uf2-outside', { name, address: addressWords(fault.address) });
    case 'damaged':
    case 'payload':
    case 'misaligned':
    case 'contradictory':
    case 'mixed':
      return describeProblem('uf2-damaged', { name, block: String(fault.block) });
  }
}

function addressWords(address: number): string {
  return `0x${(address >>> 0).toString(16).padStart(8, '0')}`;
}
