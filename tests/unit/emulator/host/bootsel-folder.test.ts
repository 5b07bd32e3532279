import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BootselFolder } from '../../../../electron/boards/emulator/bootsel-folder.ts';
import { prepareFlash } from '../../../../electron/boards/emulator/flash-file.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { StandInEmulator } from '../../../support/stand-in-emulator.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { rp2350, uf2File } from '../../../support/uf2-file.ts';

const shownFiles = { 'INFO_UF2.TXT': 'Board-ID: RPI-RP2\r\n', 'INDEX.HTM': '<html></html>' };

async function emptyPico(name = 'RPI-RP2') {
  const home = await temporaryFolder();
  const flashFile = join(home, 'flash.bin');
  await prepareFlash(flashFile, 'Pico');
  const link = new StandInEmulator({
    label: 'Pico',
    model: 'pico',
    uniqueId: randomBytes(8),
    flashFile,
    thread: new URL('file:///nowhere'),
    pace: 'fast',
    holdPower: async () => ({ release: async () => undefined }),
  });
  const emulation = link.capabilities.emulation!;
  const refused: string[] = [];
  const folder = join(home, name);
  const drives = new BootselFolder({
    clock: systemClock,
    folder,
    shownFiles,
    refused: (name) => refused.push(name),
  });
  drives.follow(emulation);
  onTestFinished(async () => {
    await emulation.unplug();
    await drives.settled();
  });
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => (condition() ? resolve() : void setTimeout(look, 5));
      look();
    });
  return { link, emulation, folder, drives, refused, flashFile, until };
}

test('the drive is there while the Pico waits, and what it shows is what a Pico shows', async () => {
  const { emulation, folder, drives } = await emptyPico();
  expect(existsSync(folder)).toBe(false);
  await mkdir(folder); // left by a Nibble that was killed
  await writeFile(join(folder, 'left.uf2'), 'x');
  await drives.clearAway();
  expect(existsSync(folder)).toBe(false);
  await emulation.plugIn();
  await drives.settled();
  expect((await readdir(folder)).sort()).toEqual(['INDEX.HTM', 'INFO_UF2.TXT']);
  expect(drives.list()).toMatchObject([{ volume: folder, info: shownFiles['INFO_UF2.TXT'] }]);
  await emulation.unplug();
  await drives.settled();
  expect(existsSync(folder)).toBe(false);
  expect(drives.list()).toEqual([]);
});

const program = randomBytes(20_000);

test('where no folder can be made the drive takes firmware all the same', async () => {
  const { emulation, drives } = await emptyPico('flash.bin/RPI-RP2');
  await emulation.plugIn();
  await drives.settled();
  expect(await drives.list()[0]?.write(uf2File(program))).toBe('restarts');
});

test.each([
  ['at once', async (path: string, file: Uint8Array) => writeFile(path, file)],
  [
    'in small pieces of any length',
    async (path: string, file: Uint8Array) => {
      const handle = await open(path, 'w');
      for (let at = 0, step = 1; at < file.length; at += step, step = ((step * 7) % 3001) + 1) {
        await handle.write(file, at, Math.min(step, file.length - at), at);
      }
      await handle.close();
    },
  ],
  [
    'backwards, block by block',
    async (path: string, file: Uint8Array) => {
      const handle = await open(path, 'w');
      for (let at = file.length - 512; at >= 0; at -= 512) await handle.write(file, at, 512, at);
      await handle.close();
    },
  ],
])('a UF2 that is written %s is taken, and the drive vanishes', async (_how, write) => {
  const { emulation, folder, drives, flashFile, until } = await emptyPico();
  await emulation.plugIn();
  await drives.settled();
  let vanished = false;
  drives.list()[0]!.onVanish(() => (vanished = true));
  await write(join(folder, 'firmware.uf2'), uf2File(program)).catch(() => undefined); // it may go meanwhile
  await until(() => vanished);
  await drives.settled();
  expect(emulation.status.mode).toBe('running');
  expect(existsSync(folder)).toBe(false);
  expect((await readFile(flashFile)).subarray(0, program.length).equals(program)).toBe(true);
});

test('other files change nothing, and a file for another chip is told of once', async () => {
  const { emulation, folder, drives, refused, flashFile, until } = await emptyPico();
  await emulation.plugIn();
  await drives.settled();
  await writeFile(join(folder, 'notes.txt'), 'not firmware '.repeat(100));
  await writeFile(join(folder, 'pico2.uf2'), uf2File(program, 0x10000000, rp2350));
  await until(() => refused.length > 0);
  await writeFile(join(folder, 'more.txt'), 'x'); // makes it look again
  await writeFile(join(folder, 'right.uf2'), uf2File(program));
  await until(() => emulation.status.mode === 'running');
  expect(refused).toEqual(['pico2.uf2']);
  expect((await readFile(flashFile)).subarray(0, program.length).equals(program)).toBe(true);
  expect(dirname(flashFile)).toBe(dirname(folder));
});

test('whoever installs firmware writes to the drive, and sees how far it is', async () => {
  const { emulation, drives } = await emptyPico();
  await emulation.plugIn();
  await drives.settled();
  const shares: number[] = [];
  const large = uf2File(randomBytes(100_000));
  expect(await drives.list()[0]!.write(large, (share) => shares.push(share))).toBe('restarts');
  expect(shares.at(0)).toBe(0);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('a drive says when it refuses, and when it went before it had everything', async () => {
  const { emulation, drives } = await emptyPico();
  await emulation.plugIn();
  await drives.settled();
  const drive = drives.list()[0]!;
  expect(await drive.write(uf2File(program, 0x10000000, rp2350))).toBe('refused');
  await emulation.unplug();
  await drives.settled();
  expect(await drive.write(uf2File(program))).toBe('vanished');
});
