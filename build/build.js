import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A part of Nibble that is built on its own. A change in `sources` makes it stale.
 * @typedef {{ stamp: string, configurations: string[], sources: string[] }} Part
 */

/** @type {{ host: Part, window: Part }} */
export const parts = {
  host: {
    stamp: 'out/built/host',
    // Building the host empties its folder, so the preload comes after it.
    configurations: ['build/vite.host.ts', 'build/vite.preload.ts'],
    sources: [
      'electron',
      'runtime',
      'resources',
      'build/micropython',
      'build/vite.host.ts',
      'build/vite.preload.ts',
    ],
  },
  window: {
    stamp: 'out/built/window',
    configurations: ['build/vite.window.ts'],
    sources: ['renderer', 'electron/api.ts', 'runtime', 'resources', 'build/vite.window.ts'],
  },
};

/**
 * Whether a part was built after its sources last changed.
 * @param {Part} part
 * @param {string} [folder] the project
 */
export function isCurrent(part, folder = root) {
  const stamp = join(folder, part.stamp);
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  const sources = [...part.sources, 'package-lock.json'];
  return sources.every((source) => lastChange(join(folder, source)) < builtAt);
}

/**
 * Builds a part with Vite. Throws what Vite throws.
 * @param {Part} part
 */
export async function build(part) {
  const { build: viteBuild } = await import('vite');
  const startedAt = new Date();
  const stamp = join(root, part.stamp);
  rmSync(stamp, { force: true });
  for (const configFile of part.configurations) {
    await viteBuild({ configFile: join(root, configFile), logLevel: 'warn' });
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
  // Dated to the beginning: what was edited during the build is newer than it.
  utimesSync(stamp, startedAt, startedAt);
}

/**
 * Builds the stale ones of these parts.
 * @param {Part[]} wanted
 */
export async function ensureBuilt(wanted = Object.values(parts)) {
  for (const part of wanted) if (!isCurrent(part)) await build(part);
}

/**
 * The address of a file of the built host, for `import`.
 * @param {string} name
 */
export function builtHost(name) {
  return new URL(`../out/host/${name}`, import.meta.url).href;
}

/**
 * When a file, or anything in a folder, last changed, in milliseconds. A folder's own time tells of
 * files that were removed.
 * @param {string} path
 * @returns {number}
 */
function lastChange(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const part of Object.values(parts)) await build(part);
}
