import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeEach, expect, test, vi } from 'vitest';
import { start } from '../../../electron/desktop/start.ts';
import { ElectronStandIn } from '../../support/electron-stand-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const paths = { window: '/nibble/out/window', preload: '/nibble/out/host/preload.cjs' };
let folder: string;
let electron: ElectronStandIn;

beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv('NIBBLE_DATA_DIR', join(folder, 'data'));
  electron = new ElectronStandIn();
  return () => vi.unstubAllEnvs();
});

function startWith(words: readonly string[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const streams = { input: new PassThrough(), output, errors, onSignal: () => undefined };
  void start(electron.parts, paths, { argv: ['electron', '.', ...words], folder, streams });
  return { output, errors };
}

test('a command runs without a window, and its status is the status of the process', async () => {
  await writeFile(join(folder, 'sum.py'), 'print(6 * 7)\nraise SystemExit\n');
  const { output } = startWith(['run', join(folder, 'sum.py'), '--board', 'simulator']);
  expect(await electron.app.ended).toBe(0);
  expect(String(output.read())).toContain('42');
  expect(electron.windows).toEqual([]);
});

test('a command that cannot be understood says so and ends with 2', async () => {
  const { errors } = startWith(['run']);
  expect(await electron.app.ended).toBe(2);
  expect(String(errors.read())).toMatch(/FILE/);
});

test('anything else opens a window', async () => {
  startWith(['--some-switch', 'run.py']);
  await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
  electron.app.quit();
  expect(await electron.app.ended).toBe(0);
});
