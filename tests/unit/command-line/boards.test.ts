import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ListedPort, SerialSystem } from '../../../electron/boards/serial/listed-port.ts';
import { SystemPorts } from '../../../electron/boards/serial/system-ports.ts';
import { commandLine } from '../../../electron/command-line/command-line.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const micropython = { vendorId: 0x2e8a, productId: 0x0005 };

beforeEach(async () => {
  vi.stubEnv('NIBBLE_DATA_DIR', join(await temporaryFolder(), 'data'));
  return () => vi.unstubAllEnvs();
});

const plugged = (...ports: ListedPort[]): SerialSystem => ({
  listPorts: async () => ports,
  hasPort: () => false,
  onChange: () => () => undefined,
});

/** Carries out `nibble` in this process, with these ports. */
async function nibble(words: readonly string[], serial: SerialSystem) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const streams = { input: new PassThrough(), output, errors, onSignal: () => undefined };
  const status = await commandLine(words, streams, serial);
  const read = (stream: PassThrough): string => String(stream.read() ?? '');
  return { status, output: read(output), errors: read(errors) };
}

test('nibble boards says of each what it is, whether it can be used, and its number', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  const { output } = await nibble(
    ['boards'],
    plugged(
      { path, usb: micropython, serialNumber: 'E6614C311B8CE661' },
      { path: '/dev/none', usb: { vendorId: 0x1a86, productId: 0x7523 } },
      { usb: { vendorId: 0x2e8a, productId: 0x0003 }, place: '1-4' },
    ),
  );
  const lines = output.split('\n').map((line) => line.trimEnd().split(/ {2,}/));
  expect(lines).toEqual([
    ['simulator', 'Simulated Pico'],
    ['emulator', 'Emulated Pico'],
    [path, `Pico on ${path}`, 'MicroPython', 'free', 'E6614C311B8CE661'],
    ['/dev/none', 'USB adapter on none', 'Perhaps a board', 'free'],
    ['bootsel:1-4', 'Pico in BOOTSEL mode', 'Waits for MicroPython'],
    [''],
  ]);
});

test('its JSON says the same in fields', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  const other = spawn('sleep', ['60'], { stdio: [openSync(path, 'r+'), 'ignore', 'ignore'] });
  onTestFinished(() => void other.kill());
  const port = { path, usb: micropython, serialNumber: 'E6614C311B8CE661' };
  const { output } = await nibble(['boards', '--json'], plugged(port));
  expect(JSON.parse(output)).toEqual([
    { board: 'simulator', kind: 'simulator', label: 'Simulated Pico', model: 'pico' },
    { board: 'emulator', kind: 'emulator', label: 'Emulated Pico', model: 'pico' },
    {
      board: path,
      kind: 'serial',
      label: `Pico on ${path}`,
      name: 'Pico E661',
      nature: 'micropython',
      state: 'busy',
      reason: `Another program is using Pico on ${path}: sleep.`,
      port: path,
      serialNumber: 'E6614C311B8CE661',
      usb: { vendorId: '2e8a', productId: '0005' },
    },
  ]);
});

test('one board that is plugged in is used, whatever else is there; an adapter is not taken for one', async () => {
  const pico = { path: '/dev/nothing', usb: micropython };
  const bridge = { path: '/dev/none', usb: { vendorId: 0x10c4, productId: 0xea60 } };
  const { status, errors } = await nibble(['repl'], plugged(bridge, pico));
  expect({ status, errors }).toMatchObject({
    status: 2,
    errors: expect.stringMatching(/^Using Pico on nothing\./),
  });
});

test('several boards are named, with how to choose one', async () => {
  const two = ['E661', 'E662'].map((end, n) => ({
    path: `COM${n + 3}`,
    usb: micropython,
    serialNumber: `0000${end}`,
  }));
  expect(await nibble(['repl'], plugged(...two))).toEqual({
    status: 2,
    output: '',
    errors: 'Several boards are plugged in (COM3 (Pico E661), COM4 (Pico E662)). Choose one with --board.\n',
  });
});

test.each([
  ['cannot be loaded', () => Promise.reject(new Error('No native build\nwas found')), /\(No native build\)/],
  ['hangs', () => new Promise<never>(() => undefined), /\(timeout\)/],
])('where what lists the ports %s, that is said, and the simulator is there', async (_how, list, said) => {
  const clock = new ManualClock();
  const done = nibble(['boards'], new SystemPorts(list, clock));
  let isDone = false;
  void done.finally(() => (isDone = true));
  while (!isDone) await clock.pass(1000);
  const { status, output, errors } = await done;
  expect(status).toBe(0);
  expect(output).toMatch(/^simulator +Simulated Pico\n/);
  expect(errors).toMatch(said);
  expect(errors.trimEnd().split('\n')).toHaveLength(1);
});
