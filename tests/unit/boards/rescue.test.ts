import { describe, expect, test } from 'vitest';
import { noFirmware, type FirmwareName } from '../../support/emulated-chip.ts';
import { FirmwareLink } from '../../support/firmware-link.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { TestBoard } from '../../support/test-board.ts';

/** A Pico whose `main.py` runs, with its Board; the shell is connected. */
async function locked(firmware: FirmwareName, main: string) {
  const pico = await FirmwarePico.atPrompt(firmware);
  pico.run(`with open('main.py', 'w') as file: file.write(${JSON.stringify(main)})`);
  pico.replug();
  pico.until(() => pico.pico.hasSerialPort);
  const link = new FirmwareLink(pico);
  const subject = new TestBoard(link, { clock: link.time, hasChores: true });
  await link.time.until(subject.board.connect());
  return { subject, link, time: link.time };
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.26.1', 'pico'],
  ['1.19.1', 'old'],
])('a rescue on MicroPython %s', (_version, firmware) => {
  test.each([
    ['prints', 'while True: print("x")'],
    [
      'takes Ctrl-C away later',
      'import time, micropython\ntime.sleep(1)\nmicropython.kbd_intr(-1)\nwhile True: time.sleep(1)',
    ],
  ])('catches the board before a main.py that %s', async (_what, main) => {
    const { subject, link, time } = await locked(firmware, main);
    await time.until(subject.board.rescue());
    await time.pass(200);
    link.unplug();
    await time.pass(1000);
    expect(subject.state).toBe('rescuing');
    await link.plugIn();
    await time.pass(4000);
    expect(subject.board.summary).toMatchObject({ state: { name: 'ready' }, caught: true });
    await time.until(subject.board.doNotStartByItself());
    const names = (await time.until(subject.board.files.list('/'))).map(({ name }) => name);
    expect(names).toEqual(['main.py.off']);
  });

  test('says so where a main.py cannot be caught', async () => {
    const main = 'while True:\n try:\n  while True: pass\n except: pass';
    const { subject, link, time } = await locked(firmware, main);
    await time.until(subject.board.rescue());
    await time.pass(200);
    link.unplug();
    await time.pass(500);
    await link.plugIn();
    await time.pass(8000);
    expect(subject.board.summary.state).toMatchObject({
      name: 'silent',
      problem: { code: 'board-escaped' },
    });
    expect(subject.board.summary.caught).toBeUndefined();
  });

  test('comes by itself after a Stop that nothing answered', async () => {
    const main =
      'import time, micropython\ntime.sleep(2)\nmicropython.kbd_intr(-1)\nwhile True: time.sleep(1)';
    const { subject, link, time } = await locked(firmware, main);
    await time.pass(2000);
    const stop = time.until(Promise.all([subject.board.stop(), subject.board.stop()]));
    await expect(stop).rejects.toMatchObject({ problem: { code: 'board-silent' } });
    link.unplug();
    await time.pass(200);
    await link.plugIn();
    await time.pass(4000);
    expect(subject.board.summary).toMatchObject({ state: { name: 'ready' }, caught: true });
  });

  test('can be given up', async () => {
    const { subject, link, time } = await locked(firmware, 'import time\nwhile True: time.sleep(1)');
    await time.until(subject.board.rescue());
    link.unplug();
    await time.pass(500);
    await time.until(subject.board.endRescue());
    expect(subject.state).not.toBe('rescuing');
  });
});
