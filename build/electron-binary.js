import { fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentence } from './messages.js';

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const downloader = fileURLToPath(new URL('download-electron.js', import.meta.url));

/** How long a download may stand still before it counts as failed, in milliseconds. */
export const patience = 20_000;

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Where Electron's binary is, if it is there. Never downloads.
 * @returns {string | undefined}
 */
export function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist');
  const path = join(folder, executables[process.platform] ?? 'electron');
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads Electron's binary, showing how far it is. Throws with the reason when it cannot be had.
 * @returns {Promise<string>} its path
 */
export async function fetchElectron() {
  await download(downloader, patience, showPercent);
  // Electron's own installer finds the download in the cache and unpacks it.
  const { status } = spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: ['ignore', 2, 2],
  });
  const path = findElectron();
  if (status !== 0 || !path) throw new Error(sentence('electronNotUnpacked'));
  return path;
}

/**
 * Runs a script that downloads something and reports `{ percent }` or `{ failure }` to its parent.
 * Rejects with the failure, or when `stallAfter` milliseconds pass without progress.
 * @param {string} script
 * @param {number} stallAfter
 * @param {(percent: number) => void} onPercent
 * @returns {Promise<void>}
 */
export function download(script, stallAfter, onPercent) {
  return new Promise((resolve, reject) => {
    const child = fork(script, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let failure = '';
    const stalled = () => {
      failure = sentence('electronStalled', { seconds: Math.round(stallAfter / 1000) });
      child.kill('SIGKILL');
    };
    let watch = setTimeout(stalled, stallAfter);
    child.on('message', (/** @type {{ percent?: number, failure?: string }} */ message) => {
      failure ||= message.failure ?? '';
      if (message.percent === undefined) return;
      clearTimeout(watch);
      watch = setTimeout(stalled, stallAfter);
      onPercent(message.percent);
    });
    child.on('close', (status) => {
      clearTimeout(watch);
      if (status === 0) resolve();
      else reject(new Error(failure));
    });
  });
}

let shown = -1;

/** @param {number} percent */
function showPercent(percent) {
  // A terminal's line is rewritten; a log gets a line for every tenth.
  const step = process.stderr.isTTY ? 1 : 10;
  if (percent < shown + step && percent !== 100) return;
  if (percent === shown) return;
  shown = percent;
  const line = sentence('downloadingElectron', { percent });
  process.stderr.write(process.stderr.isTTY && percent < 100 ? `\r${line}` : `${line}\n`);
}
