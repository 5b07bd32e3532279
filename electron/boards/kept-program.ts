/** "Keep on the Pico": a program that starts by itself, and taking that back, without losing anything. */

import { BoardFileError, type BoardFiles } from '../../runtime/board-files.ts';

/** What came of keeping a program. */
export interface KeptProgram {
  /** There was a `main.py` before. */
  readonly replaced: boolean;
  /** Name of the file that now holds it, where it was not one that Nibble had put there. */
  readonly oldName?: string;
  /** What `main.py` holds now. */
  readonly content: Uint8Array;
}

/**
 * Saves a program as `main.py`. A `main.py` that is not what was kept before (`ours`) is renamed, never
 * overwritten.
 */
export async function keepProgram(
  files: BoardFiles,
  source: string,
  ours?: Uint8Array,
): Promise<KeptProgram> {
  const content = new TextEncoder().encode(source);
  const old = await readIfThere(files, '/main.py');
  if (old && !isSame(old, content) && !(ours && isSame(old, ours))) {
    const oldName = await freeName(files, 'main-old', '.py');
    await files.rename('/main.py', `/${oldName}`);
    await files.write('/main.py', content);
    return { replaced: true, oldName, content };
  }
  await files.write('/main.py', content);
  return { replaced: old !== undefined, content };
}

/** Renames `main.py` to `main.py.off`, or to the next free name of that kind. */
export async function putProgramAside(files: BoardFiles): Promise<void> {
  await files.rename('/main.py', `/${await freeName(files, 'main.py', '.off')}`);
}

async function readIfThere(files: BoardFiles, path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (error instanceof BoardFileError && error.problem === 'not-found') return undefined;
    throw error;
  }
}

async function freeName(files: BoardFiles, beginning: string, end: string): Promise<string> {
  const taken = new Set((await files.list('/')).map((entry) => entry.name));
  for (let number = 2, name = beginning + end; ; number++) {
    if (!taken.has(name)) return name;
    name = `${beginning}-${number}${end}`;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
