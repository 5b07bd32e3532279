import { spawn } from 'node:child_process';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claim } from '../../../../electron/boards/emulator/claim.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a folder has one user at a time', async () => {
  const folder = await temporaryFolder();
  const first = await claim(folder, systemClock);
  expect(first).not.toBeNull();
  expect(await claim(folder, systemClock)).toBeNull();
  await first!.release();
  const next = await claim(folder, systemClock);
  expect(next).not.toBeNull();
  await next!.release();
  expect(await readdir(join(folder, 'in-use'))).toEqual([]);
});

test('of many that come at once, never two get it', async () => {
  const folder = await temporaryFolder();
  const claims = await Promise.all(Array.from({ length: 6 }, () => claim(folder, systemClock)));
  const got = claims.filter((one) => one !== null);
  expect(got.length).toBeLessThanOrEqual(1);
  for (const one of got) await one.release();
});

test('a process that was killed is in nobody’s way', async () => {
  const folder = await temporaryFolder();
  const announcement = join(folder, 'in-use', 'other');
  await mkdir(announcement, { recursive: true });
  const address =
    process.platform === 'win32' ? String.raw`\\.\pipe\nibble-claim-test` : join(folder, 'nibble-0a.sock');
  const owner = spawn(process.execPath, [
    '-e',
    'require("net").createServer().listen(process.argv[1], () => console.log("listening"))',
    address,
  ]);
  onTestFinished(() => void owner.kill('SIGKILL'));
  await new Promise((resolve) => owner.stdout.once('data', resolve));
  await writeFile(
    join(announcement, 'owner.json'),
    JSON.stringify({ format: 1, computer: hostname(), address }),
  );
  expect(await claim(folder, systemClock)).toBeNull();

  const ended = new Promise((resolve) => owner.once('exit', resolve));
  owner.kill('SIGKILL');
  await ended;
  const own = await claim(folder, systemClock);
  expect(own).not.toBeNull();
  await own!.release();
});

test('what the dead leave behind is cleared away later', async () => {
  const folder = await temporaryFolder();
  const left = join(folder, 'in-use', 'left');
  await mkdir(left, { recursive: true });
  const release = async (): Promise<void> => (await claim(folder, systemClock))!.release();
  await release();
  expect(await readdir(join(folder, 'in-use'))).toEqual(['left']); // it may be just coming
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(left, longAgo, longAgo);
  await release();
  expect(await readdir(join(folder, 'in-use'))).toEqual([]);
});
