import { chmod, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FlashFile, prepareFlash } from '../../../../electron/boards/emulator/flash-file.ts';
import { flashLength } from '../../../../runtime/hardware/flash-memory.ts';
import { canMount, diskWithLeft } from '../../../support/full-disk.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { asOrdinaryUser } from '../../../support/unprivileged.ts';

async function flashIn(folder: string): Promise<string> {
  const file = join(folder, 'flash.bin');
  expect(await prepareFlash(file, 'Pico')).toBeNull();
  return file;
}

function open(file: string): FlashFile {
  const flash = new FlashFile(file, new ManualClock());
  onTestFinished(() => flash.close());
  return flash;
}

test('a new flash is erased, and as large as a Pico’s', async () => {
  const flash = open(await flashIn(await temporaryFolder()));
  const bytes = flash.read();
  expect(bytes).toHaveLength(flashLength);
  expect(bytes.every((byte) => byte === 0xff)).toBe(true);
});

test('a change is in the file when it was made, and nothing else changes', async () => {
  const file = await flashIn(await temporaryFolder());
  const flash = open(file);
  flash.write(4096, Uint8Array.of(1, 2, 3));
  flash.write(flashLength - 1, Uint8Array.of(9));
  const bytes = await readFile(file); // by somebody else, while it is open
  expect([...bytes.subarray(4095, 4100)]).toEqual([0xff, 1, 2, 3, 0xff]);
  expect(bytes.at(-1)).toBe(9);
  expect(bytes).toHaveLength(flashLength);
  expect(await prepareFlash(file, 'Pico')).toBeNull();
  expect(open(file).read()[4097]).toBe(2);
});

test.each([
  ['too short', (file: string) => truncate(file, 1000)],
  ['too long', (file: string) => truncate(file, flashLength + 1)],
  ['empty', (file: string) => writeFile(file, '')],
])('a flash that is %s is kept aside, and a fresh one takes its place', async (_what, damage) => {
  const folder = await temporaryFolder();
  const file = await flashIn(folder);
  open(file).write(0, Uint8Array.of(1));
  await damage(file);
  const { size } = await stat(file);
  const told = await prepareFlash(file, 'Pico');
  expect(told?.code).toBe('flash-set-aside');
  expect(told?.hint).toContain(join(folder, 'flash.broken.bin'));
  expect((await stat(join(folder, 'flash.broken.bin'))).size).toBe(size);
  expect(open(file).read()[0]).toBe(0xff);
  await damage(file);
  await prepareFlash(file, 'Pico');
  expect((await readdir(folder)).sort()).toEqual(['flash.bin', 'flash.broken.bin', 'flash.broken_2.bin']);
});

test('a folder in its place is kept aside too', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'flash.bin');
  await mkdir(join(file, 'inside'), { recursive: true });
  expect((await prepareFlash(file, 'Pico'))?.code).toBe('flash-set-aside');
  expect(await readdir(join(folder, 'flash.broken.bin'))).toEqual(['inside']);
});

test.skipIf(!canMount())(
  'a disk with no room for a whole one gets none (needs root to mount one)',
  async () => {
    const { folder } = await diskWithLeft(1024 * 1024);
    await expect(prepareFlash(join(folder, 'flash.bin'), 'Pico')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readdir(folder)).toEqual([]);
  },
);

test('a flash that may not be written stays where it is, and is not called damaged', async () => {
  const folder = await temporaryFolder();
  const file = await flashIn(folder);
  await chmod(file, 0o444);
  await chmod(folder, 0o777);
  const problem = { problem: { code: 'flash-unusable' } };
  await expect(asOrdinaryUser(() => prepareFlash(file, 'Pico'))).rejects.toMatchObject(problem);
  expect(await readdir(folder)).toEqual(['flash.bin']);
});
