import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { download } from '../../../build/electron-binary.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nibble-download-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function downloader(source: string): string {
  const path = join(folder, 'downloader.mjs');
  writeFileSync(path, source);
  return path;
}

test('progress is passed on until the download is complete', async () => {
  const seen: number[] = [];
  const script = downloader(`
    for (const percent of [0, 50, 100]) process.send({ percent });
    process.disconnect();
  `);
  await download(script, 20_000, (percent) => seen.push(percent));
  expect(seen).toEqual([0, 50, 100]);
});

test('its failure is told', async () => {
  const script = downloader(`process.send({ failure: 'no such host' }, () => process.exit(1));`);
  await expect(download(script, 20_000, () => {})).rejects.toThrow('no such host');
});

test('a download that stands still is given up', async () => {
  const script = downloader(`
    process.send({ percent: 3 });
    setInterval(() => {}, 1000);
  `);
  await expect(download(script, 1000, () => {})).rejects.toThrow('no progress for 1 seconds');
});
