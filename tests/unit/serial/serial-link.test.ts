import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { chmod, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import type { SerialPort } from 'serialport';
import { expect, onTestFinished, test } from 'vitest';
import { SerialLink } from '../../../electron/boards/serial/serial-link.ts';
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

test('a port that this user may not use is denied, with what helps', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  await chmod(dirname(path), 0o755);
  await chmod(await realpath(path), process.getuid?.() === 0 ? 0o600 : 0);
  await asOrdinaryUser(async () => {
    const link = await openLink(path);
    await expect(link.open()).rejects.toMatchObject({
      reason: 'denied',
      problem: { code: 'board-denied-port', copy: expect.stringMatching(/^sudo chmod a\+rw \//) },
    });
  });
});

test('a port that is not there is unplugged', async () => {
  const link = await openLink('/dev/nothing-here');
  await expect(link.open()).rejects.toMatchObject({ reason: 'unplugged' });
});

test('a port that a program has open without a lock is busy too, and that program is named', async () => {
  const path = await putBehindTerminal(new ScriptedLink());
  const other = spawn('sleep', ['60'], { stdio: [openSync(path, 'r+'), 'ignore', 'ignore'] });
  onTestFinished(() => void other.kill());
  const link = await openLink(path);
  await expect(link.open()).rejects.toMatchObject({
    reason: 'busy',
    problem: { code: 'board-busy-with', message: expect.stringMatching(/: sleep\.$/) },
  });
});

test('a computer whose native part cannot be loaded says so', async () => {
  const link = new SerialLink('/dev/ttyACM0', { kind: 'serial', label: 'Pico' }, async () => {
    throw new Error('No native build was found for platform=plan9\nloaded from: somewhere');
  });
  await expect(link.open()).rejects.toMatchObject({
    reason: 'error',
    problem: { code: 'ports-not-loaded', message: expect.stringMatching(/\(No native build.*plan9\)\.$/) },
  });
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
