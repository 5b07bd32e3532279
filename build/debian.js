import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { sentence } from './messages.js';

/**
 * Installs a package with apt-get where that can work: as root, on Debian itself (Ubuntu's
 * `chromium` is a wrapper around another package system).
 * @param {string} name
 * @returns {boolean} whether it is installed now
 */
export function installDebianPackage(name) {
  if (process.getuid?.() !== 0 || !isDebian()) return false;
  console.error(sentence('installingForTests', { name }));
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', name], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    }).status === 0;
  if (install()) return true;
  // A fresh machine or image has no package lists yet.
  spawnSync('apt-get', ['update'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  return install();
}

function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'));
}
