import { installDebianPackage } from './debian.js';
import { findExecutable } from './executables.js';
import { sentence } from './messages.js';

/** Finds or fetches socat, which makes the pseudo-terminals of the serial tests. They skip without it. */
export function ensureSocat() {
  if (process.platform === 'win32' || findExecutable(['socat'])) return;
  if (!installDebianPackage('socat')) console.error(sentence('noSocat'));
}
