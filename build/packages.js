import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sentence } from './messages.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Whether node_modules holds what the lock file asks for. npm keeps its own record of what it
 * installed; packages for other operating systems are optional and may be absent.
 * @param {string} [folder] the project
 * @returns {boolean}
 */
export function packagesAreCurrent(folder = root) {
  const record = `${folder}/node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    if (installed[path] === undefined) return Boolean(optional ?? devOptional);
    return installed[path].version === version;
  });
}

/** Runs `npm ci` where packages are missing or stale; ends the process when that fails. */
export function ensurePackages() {
  if (packagesAreCurrent()) return;
  // A linked folder belongs to another project, which `npm ci` would empty.
  if (lstatSync(`${root}/node_modules`, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  console.error(sentence('installing'));
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  // Warnings about engines and scripts of packages tell a beginner nothing; errors still show.
  const result = spawnSync(command, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(sentence('installFailed'));
    process.exit(1);
  }
}
