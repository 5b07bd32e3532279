import { describe, expect, test } from 'vitest';
import type { FoundBoard } from '../../../electron/boards/board-source.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { FirmwareLink } from '../../support/firmware-link.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { TestBoard } from '../../support/test-board.ts';

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('a board that is unplugged while Nibble uses its prompt', () => {
  test('runs its main.py when it is back, and nobody interrupts that', async () => {
    const pico = await FirmwarePico.atPrompt('pico');
    pico.run("with open('main.py', 'w') as file: file.write('import time\\nwhile True: time.sleep(1)')");
    pico.pico.closeSerial();
    pico.pass(20);
    const link = new FirmwareLink(pico);
    const { time } = link;
    const found: FoundBoard = {
      id: 'test',
      kind: 'serial',
      address: 'COM3',
      label: 'Pico on COM3',
      nature: 'micropython',
      createLink: async () => link,
    };
    const subject = new TestBoard(link, { clock: time }, found);
    await time.until(subject.board.connect());
    const job = subject.board.files.write('/data.bin', new Uint8Array(50_000)).catch(() => undefined);
    await time.pass(100);
    link.unplug();
    await time.until(job);
    subject.board.unlisted();
    await time.pass(500);
    await link.plugIn();
    subject.board.listed(found);
    await time.pass(4000);
    expect(subject.board.summary).toMatchObject({ state: { name: 'running' }, foreign: true });
    expect(subject.printed).not.toContain('KeyboardInterrupt');
  });
});
