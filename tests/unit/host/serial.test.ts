import { chmod, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import type { SerialPort } from 'serialport';
import { expect, test } from 'vitest';
import { SerialLink } from '../../../electron/boards/serial/serial-link.ts';
import { SerialSource } from '../../../electron/boards/serial/serial-source.ts';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';
import { asOrdinaryUser } from '../../support/unprivileged.ts';

const openLink = async (path: string) => new SerialLink(path, { kind: 'serial', label: `Pico on ${path}` });

test('a port that another program has open is busy, and can be tried again', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  const first = await openLink(path);
  await first.open();
  const subject = new TestBoard(await openLink(path));
  await expect(subject.board.connect()).rejects.toMatchObject({ problem: { code: 'board-busy' } });
  expect(subject.board.summary.state).toMatchObject({
    name: 'busy',
    problem: { action: { command: 'board.connect', label: 'Try again' } },
  });
  await first.close();
  await subject.board.connect();
  expect(subject.state).toBe('ready');
});

test('a port that this user may not use is denied, with the group that may', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  await chmod(dirname(path), 0o755);
  await chmod(await realpath(path), process.getuid?.() === 0 ? 0o600 : 0);
  await asOrdinaryUser(async () => {
    const subject = new TestBoard(await openLink(path));
    await expect(subject.board.connect()).rejects.toMatchObject({ problem: { code: 'board-denied' } });
    expect(subject.board.summary.state).toMatchObject({
      name: 'denied',
      problem: { hint: expect.stringMatching(/group that owns the port \(\w+\)/) },
    });
  });
});

test('a port that is not there is no board', async () => {
  expect(await new SerialSource().find('/dev/nothing-here')).toBeNull();
  const link = await openLink('/dev/nothing-here');
  await expect(link.open()).rejects.toMatchObject({ reason: 'unplugged' });
});

test('Picos are known by their USB identity and found by port or serial number', async () => {
  const pico = { path: 'COM3', usb: { vendorId: 0x2e8a, productId: 5 }, serialNumber: 'E661A4' };
  const other = { path: 'COM1', usb: { vendorId: 0x0403, productId: 1 }, serialNumber: 'X' };
  const source = new SerialSource({
    listPorts: async () => [other, pico],
    hasPort: (path) => path === 'COM9',
    onChange: () => () => undefined,
  });
  expect(await source.list()).toMatchObject([
    { id: 'serial:E661A4', address: 'COM3', label: 'Pico on COM3' },
  ]);
  for (const name of ['COM3', 'E661A4'])
    expect(await source.find(name)).toMatchObject({ id: 'serial:E661A4' });
  expect(await source.find('COM9')).toMatchObject({ id: 'serial:COM9' });
  expect(await source.find('COM8')).toBeNull();
});

/** Joins what waits, as `serialport` does, and keeps the lengths of what it wrote. */
class CountedPort extends Writable {
  readonly lengths: number[] = [];

  open(opened: (error: Error | null) => void): void {
    opened(null);
  }

  close(closed: () => void): void {
    this.emit('close');
    closed();
  }

  override _write(bytes: Uint8Array, _encoding: BufferEncoding, written: () => void): void {
    this.lengths.push(bytes.length);
    setImmediate(written);
  }

  override _writev(pieces: { chunk: Uint8Array }[], written: () => void): void {
    this._write(Buffer.concat(pieces.map(({ chunk }) => chunk)), 'binary', written);
  }
}

test('pieces stay apart on their way to the port, and none ends with a full USB packet', async () => {
  const port = new CountedPort();
  const link = new SerialLink(
    '/dev/counted',
    { kind: 'serial', label: 'Counted' },
    async () => port as unknown as SerialPort,
  );
  await link.open();
  await Promise.all([63, 1, 64, 256, 200].map((length) => link.write(new Uint8Array(length))));
  expect(port.lengths).toEqual([63, 1, 63, 1, 255, 1, 200]);
  await link.close();
  await expect(link.write(new Uint8Array(1))).rejects.toMatchObject({ reason: 'closed' });
});
