/** UF2 files of this computer, for whatever board. */

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { hexadecimalWord } from '../../runtime/hexadecimal.ts';
import { Uf2Error, type Uf2Fault } from '../../runtime/uf2/uf2-fault.ts';
import { readUf2, type Uf2File } from '../../runtime/uf2/uf2-reader.ts';
import type { Problem } from '../api.ts';
import { printableName } from '../local-files/file-names.ts';
import { isMissing } from '../local-files/file-problems.ts';
import { describeProblem, ProblemError } from '../problem.ts';

/** Nobody's UF2 file is larger; in bytes. */
const largestFile = 64 * 1024 * 1024;

/** A file that holds together; what it has for a chip may still be wrong. */
export interface Uf2OnDisk {
  /** Its name, fit to be shown. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly uf2: Uf2File;
}

/** Reads a file. Throws `ProblemError` where it cannot be read, or is no UF2 file. */
export async function readUf2OnDisk(path: string): Promise<Uf2OnDisk> {
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
  return { name, bytes, uf2: soundUf2(name, () => readUf2(bytes)) };
}

/** Does something with a UF2 file; what is wrong with the file is thrown as a `ProblemError`. */
export function soundUf2<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Uf2Error) throw new ProblemError(faultProblem(name, error.fault));
    throw error;
  }
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
      return describeProblem('uf2-overlapping', { name, address: hexadecimalWord(fault.address) });
    case 'outside':
      return describeProblem('uf2-outside', { name, address: hexadecimalWord(fault.address) });
    case 'damaged':
    case 'payload':
    case 'misaligned':
    case 'contradictory':
    case 'mixed':
      return describeProblem('uf2-damaged', { name, block: String(fault.block) });
  }
}
