import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagesAreCurrent } from '../../../build/packages.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nibble-packages-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(wanted: object, installed?: object): void {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  if (!installed) return;
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
}

test('nothing installed is not current', () => {
  write({ 'node_modules/a': { version: '1.0.0' } });
  expect(packagesAreCurrent(folder)).toBe(false);
});

test('the same versions are current', () => {
  write({ 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '1.0.0' } });
  expect(packagesAreCurrent(folder)).toBe(true);
});

test('another version, or a package that is missing, is not', () => {
  write({ 'node_modules/a': { version: '1.1.0' } }, { 'node_modules/a': { version: '1.0.0' } });
  expect(packagesAreCurrent(folder)).toBe(false);
  write({ 'node_modules/a': { version: '1.1.0' } }, {});
  expect(packagesAreCurrent(folder)).toBe(false);
});

test('packages for other operating systems may be missing', () => {
  write({ 'node_modules/a': { version: '1.0.0', optional: true } }, {});
  expect(packagesAreCurrent(folder)).toBe(true);
});
