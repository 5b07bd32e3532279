import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { installDebianPackage } from './debian.js';
import { findExecutable } from './executables.js';
import { sentence } from './messages.js';

/** Where Chromium and its relatives live on the systems Nibble is built on. */
const onTheMachine = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
];

/**
 * The browser that drives the end-to-end tests: the one named in `NIBBLE_CHROMIUM`, one on the
 * machine, or one that Playwright fetched earlier.
 * @returns {Promise<string | undefined>} its absolute path
 */
export async function findChromium() {
  const named = process.env.NIBBLE_CHROMIUM;
  if (named) return findExecutable([named]);
  const found = findExecutable(onTheMachine);
  if (found) return found;
  const { chromium } = await import('@playwright/test');
  const fetched = chromium.executablePath();
  return existsSync(fetched) ? fetched : undefined;
}

/** Finds or fetches a Chromium; ends the process when there is none to be had. */
export async function ensureChromium() {
  if (await findChromium()) return;
  if (!installDebianPackage('chromium')) fetchWithPlaywright();
  if (await findChromium()) return;
  console.error(sentence('noChromium'));
  process.exit(1);
}

function fetchWithPlaywright() {
  console.error(sentence('installingForTests', { name: 'Chromium' }));
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: ['ignore', 2, 2] });
}
