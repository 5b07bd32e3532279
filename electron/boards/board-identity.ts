/** What tells one simulated board from another, for as long as it exists. */

import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { isPortableName } from '../local-files/file-names.ts';
import { replaceFile } from '../local-files/replace-file.ts';

const identitySchema = v.object({ uniqueId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) });

/** The name of the board that is there without anybody naming one. */
export const defaultBoardName = 'pico';

/** Whether a simulated board may have this name: it goes into file names and onto the command line. */
export function isBoardName(name: string): boolean {
  return isPortableName(name) && !name.startsWith('.') && name.length <= 64;
}

/** Names of the boards that have a folder in `folder`; the one without a name of its own is always there. */
export async function boardNamesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return [defaultBoardName, ...names.filter((name) => name !== defaultBoardName && isBoardName(name)).sort()];
}

/**
 * `machine.unique_id()`, 8 bytes, out of a board's `board.json`. A board keeps its id for ever; one whose file
 * was damaged gets a new one. Throws what `node:fs` throws where it cannot be kept.
 */
export async function readIdentity(file: string): Promise<Uint8Array> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return Buffer.from(v.parse(identitySchema, JSON.parse(text)).uniqueId, 'hex');
  } catch {
    const uniqueId = randomBytes(8);
    await replaceFile(file, `${JSON.stringify({ uniqueId: uniqueId.toString('hex') })}\n`);
    return uniqueId;
  }
}
