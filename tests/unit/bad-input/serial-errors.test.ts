import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { SerialPort } from 'serialport';
import { expect, test } from 'vitest';
import { SerialLink } from '../../../electron/boards/serial/serial-link.ts';
import { TestBoard } from '../../support/test-board.ts';

/** A port that cannot be opened. */
function portThatSays(message: string): SerialPort {
  const port = { open: (opened: (error: Error | null) => void) => opened(new Error(message)) };
  return port as unknown as SerialPort;
}

// The words are those of `serialport` 13: the system's own, and what it adds.
test.each([
  ['ENOENT', 'Error: No such file or directory, cannot open /dev/ttyACM0', 'gone', 'board-gone'],
  ['ENXIO', 'Error: No such device or address, cannot open /dev/ttyACM0', 'gone', 'board-gone'],
  ['ENODEV', 'Error: No such device, cannot open /dev/ttyACM0', 'gone', 'board-gone'],
  ['EACCES', 'Error: Permission denied, cannot open /dev/ttyACM0', 'denied', 'board-denied'],
  ['EBUSY', 'Error: Device or resource busy, cannot open /dev/ttyACM0', 'busy', 'board-busy'],
  ['a lock', 'Error Resource temporarily unavailable Cannot lock port', 'busy', 'board-busy'],
  ['EIO', 'Error: Input/output error, cannot open /dev/ttyACM0', 'silent', 'board-failed'],
  ['Windows: gone', 'Opening COM3: File not found', 'gone', 'board-gone'],
  ['Windows: busy', 'Opening COM3: Access denied', 'busy', 'board-busy'],
  ['Windows: hung', 'Opening COM3: Unknown error code 31', 'silent', 'board-failed'],
  ['Windows: late', 'Opening COM3: Unknown error code 121', 'silent', 'board-failed'],
])('a port that cannot be opened for %s is named', async (_what, message, state, code) => {
  const link = new SerialLink('/dev/ttyACM0', { kind: 'serial', label: 'Pico on /dev/ttyACM0' }, async () =>
    portThatSays(message),
  );
  const { board } = new TestBoard(link);
  await expect(board.connect()).rejects.toMatchObject({ problem: { code } });
  const { problem, name } = board.summary.state;
  expect(name).toBe(state);
  expect(problem).toMatchObject({
    code,
    message: expect.stringContaining('Pico'),
    hint: expect.stringMatching(/\w/),
  });
});

/** One that the native part of `serialport` opens. */
const realPort = (path: string): SerialLink =>
  new SerialLink(path, { kind: 'serial', label: `Port ${path}` });

// Windows has no such paths, and knows ports by their names.
test
  .skipIf(process.platform === 'win32')
  .each(['/dev/null', '/dev/zero', tmpdir(), fileURLToPath(import.meta.url)])(
  '%s is called no port, whoever else has it open',
  async (path) => {
    const { board } = new TestBoard(realPort(path));
    const code = 'board-no-port';
    await expect(board.connect()).rejects.toMatchObject({ problem: { code } });
    expect(board.summary.state).toMatchObject({ name: 'silent', problem: { code } });
  },
);
