import { describe, expect, test } from 'vitest';
import { noFirmware, type FirmwareName } from '../../../support/emulated-chip.ts';
import { FirmwarePico } from '../../../support/firmware-pico.ts';

const bareExcept = 'while True:\n try:\n  while True: pass\n except: pass\n';
const baseException = 'while True:\n try:\n  while True: pass\n except BaseException: pass\n';

/** Ctrl-C as the Stop ladder presses it: for a second, one every 50 ms. */
function burst(board: FirmwarePico): void {
  for (let press = 0; press < 20; press++) {
    board.type('\x03');
    board.pass(50);
  }
}

/** Everything short of the cable, and whether the program is still running afterwards. */
function survives(board: FirmwarePico): boolean {
  burst(board);
  board.type('\x04');
  board.type('\x03'.repeat(200));
  board.touch();
  return board.output === '' && board.pico.mode === 'running' && board.pico.hasSerialPort;
}

describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.19.1', 'old'],
  ['1.26.1', 'pico'],
])('stopping a program of MicroPython %s', (_version, firmware) => {
  test('takes one Ctrl-C where the program lets it', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.begin('while True: pass\n');
    board.type('\x03');
    expect(board.until(/\x04>$/, 100)).toContain('KeyboardInterrupt');
  });

  test.each([
    ['a bare except', bareExcept],
    ['except BaseException', baseException],
  ])('takes the cable where it catches everything with %s', async (_how, source) => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.begin(source);
    expect(survives(board)).toBe(true);
    board.replug();
    board.open();
    board.prompt();
  });

  test('takes the BOOTSEL button where main.py does so', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.run(`f = open('main.py', 'w')\nf.write(${JSON.stringify(bareExcept)})\nf.close()`);
    board.replug();
    board.open();
    expect(survives(board)).toBe(true);
    board.pico.holdBootsel(true);
    board.replug();
    board.pass(100);
    expect(board.pico.mode).toBe('bootsel');
  });
});

// What the touch does to firmware that knows it.
test.skipIf(noFirmware)('CircuitPython goes to BOOTSEL when it is touched with 1200 baud', async () => {
  const board = await FirmwarePico.pluggedIn('circuitPython');
  board.pass(1000);
  board.touch();
  expect(board.pico.mode).toBe('bootsel');
  expect(board.pico.hasSerialPort).toBe(false);
});
