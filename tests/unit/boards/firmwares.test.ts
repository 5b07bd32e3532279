/** What is on a board besides the MicroPython of a Pico: that of a Pico W, an old one, CircuitPython. */

import { describe, expect, test } from 'vitest';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware, type FirmwareName } from '../../support/firmware-files.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('a board with other firmware', () => {
  test.each<[FirmwareName, string]>([
    ['picoW', 'MicroPython 1.26.1'],
    ['old', 'MicroPython 1.19.1'],
  ])('%s does what a Pico does: clock, files, run, restart, format', async (firmware, name) => {
    const pico = await FirmwarePico.atPrompt(firmware);
    pico.pico.closeSerial();
    pico.pass(20);
    const subject = new FirmwareBoard(pico, { hasChores: true, setsClock: () => true });
    await subject.wait(subject.board.connect());
    expect(subject.board.summary).toMatchObject({ state: { name: 'ready' }, firmware: name });

    const { files } = subject.board;
    await subject.wait(files.makeFolder('/lib'));
    await subject.wait(files.write('/lib/servo.py', bytes('angle = 90\n')));
    const year = 'import machine, lib.servo\nprint(machine.RTC().datetime()[0], lib.servo.angle)';
    expect((await subject.wait(subject.board.run(year, 'a.py'))).outcome).toEqual({ kind: 'finished' });
    await subject.until(() => subject.printed.includes(`${new Date().getFullYear()} 90\r\n`));

    const watched = 'from machine import WDT\nWDT(timeout=500)\nwhile True: pass';
    expect((await subject.wait(subject.board.run(watched, 'b.py'))).outcome).toMatchObject({
      kind: 'lost',
      problem: { code: 'board-restarting' },
    });
    expect(subject.state).toBe('waiting');
    await subject.until(() => subject.state === 'ready');
    expect(await subject.wait(files.list('/lib'))).toMatchObject([{ name: 'servo.py', size: 11 }]);

    await subject.wait(files.format());
    expect(await subject.wait(files.list('/'))).toEqual([]);
  });

  test('CircuitPython is named before a key is pressed, and asked for nothing that it cannot do', async () => {
    const pico = await FirmwarePico.pluggedIn('circuitPython');
    pico.until('Press any key to enter the REPL.');
    pico.pico.closeSerial();
    pico.pass(50);
    const subject = new FirmwareBoard(pico);
    await subject.wait(subject.board.connect());
    const named = {
      state: { name: 'other-firmware', problem: { code: 'board-other-firmware' } },
      firmware: 'CircuitPython 8.2.9',
    };
    expect(subject.board.summary).toMatchObject(named);
    const problem = { problem: { message: 'Pico on COM3 runs CircuitPython 8.2.9, not MicroPython.' } };
    await expect(subject.wait(subject.board.run('print(1)', 'a.py'))).rejects.toMatchObject(problem);
    await expect(subject.wait(subject.board.files.list('/'))).rejects.toMatchObject(problem);
    await subject.wait(subject.board.stop());
    expect(await subject.ask('1 + 1')).toBe('2'); // its shell is there all the same
    expect(subject.board.summary).toMatchObject(named);
  });
});
