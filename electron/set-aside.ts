import { access, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';

/**
 * Moves a file that cannot be read out of the way, so that a fresh one can take its place: `settings.json` becomes
 * `settings.broken.json`, or a name with a number where that is taken. Answers with its path now; `null` where it
 * could not be moved.
 */
export async function setAside(file: string): Promise<string | null> {
  const kept = await freeName(file);
  try {
    await rename(file, kept);
    return kept;
  } catch {
    return null;
  }
}

/** Nothing is written over. */
async function freeName(file: string): Promise<string> {
  const { dir, name, ext } = parse(file);
  for (let number = 1; ; number++) {
    const free = join(dir, `${name}.broken${number === 1 ? '' : `-${number}`}${ext}`);
    try {
      await access(free);
    } catch {
      return free;
    }
  }
}
