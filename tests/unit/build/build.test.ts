import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCurrent } from '../../../build/build.js';

const part = { stamp: 'out/built/host', configurations: [], sources: ['electron', 'absent'] };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nibble-build-'));
  mkdirSync(join(folder, 'electron/boards'), { recursive: true });
  mkdirSync(join(folder, 'out/built'), { recursive: true });
  for (const file of ['package-lock.json', 'electron/host.ts', 'electron/boards/board.ts']) {
    writeFileSync(join(folder, file), '');
  }
  for (const path of ['package-lock.json', 'electron/host.ts', 'electron/boards/board.ts']) touch(path, 1000);
  for (const path of ['electron/boards', 'electron']) touch(path, 1000);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Dates a file or folder, in seconds. */
function touch(path: string, time: number): void {
  utimesSync(join(folder, path), time, time);
}

function builtAt(time: number): void {
  writeFileSync(join(folder, part.stamp), '');
  touch(part.stamp, time);
}

test('what was never built is stale', () => {
  expect(isCurrent(part, folder)).toBe(false);
});

test('what was built after the last change is current', () => {
  builtAt(2000);
  expect(isCurrent(part, folder)).toBe(true);
});

test.each(['electron/boards/board.ts', 'package-lock.json', 'electron/boards'])(
  'a later change of %s makes it stale',
  (path) => {
    builtAt(2000);
    touch(path, 3000);
    expect(isCurrent(part, folder)).toBe(false);
  },
);
