import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { windowFiles } from '../../../electron/desktop/window-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let get: (address: string) => Promise<Response>;

beforeEach(async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'window/assets'), { recursive: true });
  await writeFile(join(folder, 'window/index.html'), '<p>Nibble</p>');
  await writeFile(join(folder, 'window/assets/main.js'), 'start()');
  await writeFile(join(folder, 'window/program.exe'), 'MZ');
  await writeFile(join(folder, 'secret.json'), '{}');
  const files = windowFiles(join(folder, 'window'));
  get = (address) => files(new Request(address));
});

test('the page comes with its type and its policy', async () => {
  const response = await get('nibble://window/index.html');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<p>Nibble</p>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toMatch("script-src 'self';");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('files in folders are found', async () => {
  expect((await get('nibble://window/assets/main.js?v=1')).headers.get('content-type')).toMatch('javascript');
});

test.each([
  ['nothing there', 'nibble://window/other.html'],
  ['a folder', 'nibble://window/assets'],
  ['an unknown type', 'nibble://window/program.exe'],
  ['outside', 'nibble://window/..%2fsecret.json'],
  ['outside, the Windows way', 'nibble://window/..%5csecret.json'],
  ['a NUL byte', 'nibble://window/index.html%00.js'],
  ['a broken escape', 'nibble://window/%E0%A4%A.js'],
  ['another place', 'nibble://elsewhere/index.html'],
])('%s: not found', async (_, address) => {
  expect((await get(address)).status).toBe(404);
});
