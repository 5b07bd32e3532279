import { access, rename } from 'node:fs/promises';
import type { Problem } from '../api.ts';
import { describeProblem } from '../problem.ts';

/** Moves a settings file that cannot be read out of the way, and says where it is now. */
export async function setAside(file: string): Promise<Problem> {
  const kept = await freeName(file);
  try {
    await rename(file, kept);
    return describeProblem('settings-set-aside', { path: kept });
  } catch {
    return describeProblem('settings-unreadable', { path: file });
  }
}

/** `settings.broken.json`, or with a number where that is taken: nothing is written over. */
async function freeName(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = file.replace(/\.json$/, `.broken${number === 1 ? '' : `-${number}`}.json`);
    try {
      await access(name);
    } catch {
      return name;
    }
  }
}
