/** Keeps the histories within their limits. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileVersion } from '../api.ts';
import { readDescription } from './file-description.ts';
import { FileHistory } from './file-history.ts';
import { preciousVersions, versionsToForget, type HistoryLimits } from './history-limits.ts';
import { versionName } from './version-name.ts';

/** The folder of every history. */
export async function historyFolders(top: string): Promise<string[]> {
  const entries = await readdir(top, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(top, entry.name));
}

/** Forgets what is too much or too old in one history; answers what is left, the newest first. */
export async function forgetOld(
  history: FileHistory,
  limits: HistoryLimits,
  now: number,
): Promise<readonly FileVersion[]> {
  const versions = await history.versions();
  const old = versionsToForget(versions, limits, now);
  for (const version of old) await history.forget(version);
  return versions.filter((version) => !old.includes(version));
}

/** Forgets what is too old anywhere, then the oldest versions of whichever file until all fit. */
export async function tidy(top: string, limits: HistoryLimits, now: number): Promise<void> {
  const kept: { history: FileHistory; version: FileVersion; bytes: number; precious: boolean }[] = [];
  for (const folder of await historyFolders(top)) {
    const file = await readDescription(folder);
    if (file === 'newer') continue;
    const history = new FileHistory(folder, file ?? { kind: 'nowhere', name: '' });
    const versions = await forgetOld(history, limits, now);
    const precious = preciousVersions(versions);
    for (const version of versions) {
      const { size } = await stat(join(folder, versionName(version))).catch(() => ({ size: 0 }));
      kept.push({ history, version, bytes: size, precious: precious.has(version) });
    }
  }
  let bytes = kept.reduce((sum, version) => sum + version.bytes, 0);
  kept.sort((a, b) => Number(a.precious) - Number(b.precious) || a.version.time - b.version.time);
  for (const { history, version, bytes: size } of kept) {
    if (bytes <= limits.bytes) return;
    await history.forget(version);
    bytes -= size;
  }
}
