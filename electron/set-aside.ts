import { access, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { nameOrFree } from './free-name.ts';

/**
 * Moves a file that cannot be read out of the way, so that a fresh one can take its place: `settings.json` becomes
 * `settings.broken.json`, or a name with a number where that is taken. Answers with its path now; `null` where it
 * could not be moved.
 */
export async function setAside(file: string): Promise<string | null> {
  const { dir, name, ext } = parse(file);
  const isTaken = (candidate: string): Promise<boolean> =>
    access(join(dir, candidate)).then(
      () => true,
      () => false,
    );
  const kept = join(dir, await nameOrFree(`${name}.broken${ext}`, isTaken));
  try {
    await rename(file, kept);
    return kept;
  } catch {
    return null;
  }
}
