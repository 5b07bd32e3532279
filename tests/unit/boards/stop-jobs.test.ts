import { describe, expect, test } from 'vitest';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware, type FirmwareName } from '../../support/firmware-files.ts';

const large = Uint8Array.from({ length: 60_000 }, (_, index) => (index * 7919) & 255);
const old = new TextEncoder().encode('old');

/** A board that is being sent a large file, with the job that sends it. */
async function sending(firmware: FirmwareName) {
  const subject = await FirmwareBoard.connected(undefined, firmware);
  const { files } = subject.board;
  await subject.wait(files.write('/data.bin', old));
  let sent = 0;
  const job = files.write('/data.bin', large, { progress: (bytes) => void (sent = bytes) });
  const ended = expect(job).rejects.toMatchObject({ problem: 'cancelled' });
  await subject.wait(waitFor(subject, () => sent > 10_000));
  return { subject, ended };
}

/** Looks every millisecond of the board's time. */
function waitFor(subject: FirmwareBoard, condition: () => boolean): Promise<void> {
  const look = (): Promise<void> =>
    condition()
      ? Promise.resolve()
      : new Promise<void>((resolve) => subject.link.time.after(1, resolve)).then(look);
  return look();
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.26.1', 'pico'],
  ['1.19.1', 'old'],
])('a file on its way to MicroPython %s', (_version, firmware) => {
  test('is stopped by Stop: the old one stays, and the board is at its prompt', async () => {
    const { subject, ended } = await sending(firmware);
    const pressed = subject.link.time.now();
    await subject.wait(subject.board.stop());
    expect(subject.link.time.now() - pressed).toBeLessThan(1500);
    await ended;
    expect(subject.state).toBe('ready');
    expect(await subject.wait(subject.ask('6 * 7'))).toBe('42');
    expect(await subject.wait(subject.board.files.read('/data.bin'))).toEqual(old);
    expect(subject.printed).not.toContain('KeyboardInterrupt');
  });

  test('is stopped by Ctrl-C in the shell, and so is what waits for its turn', async () => {
    const { subject, ended } = await sending(firmware);
    const waiting = expect(subject.board.files.list('/')).rejects.toMatchObject({ problem: 'cancelled' });
    subject.board.type('\x03');
    await subject.wait(Promise.all([ended, waiting]));
    expect(await subject.wait(subject.ask('6 * 7'))).toBe('42');
    expect(await subject.wait(subject.board.files.read('/data.bin'))).toEqual(old);
  });
});
