/** A file system with cells that have lost what they held, or none at all. */

import { describe, expect, test } from 'vitest';
import { flashBase } from '../../../runtime/hardware/flash-memory.ts';
import { CalledNibble, callNibble } from '../../support/command-line.ts';
import { createEmulatorLink } from '../../support/emulator-link.ts';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const block = 4096;
/** MicroPython's drive begins here in the flash of a Pico. */
const driveStart = 0xa0000;
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

const prepared = `
import os
os.mkdir('lib')
for name in ('lib/servo.py', 'good.py'):
    with open(name, 'w') as file: file.write('x = 1')
os.listdir('/')
`;

/**
 * Every block of the drive that names a file loses what it held: the folder of that file. MicroPython would make the
 * whole drive anew if it found that when it starts, so it happens while it runs.
 */
function eraseFolderOf(name: string, { pico }: FirmwarePico): void {
  const { memory } = pico.chip!;
  for (let start = driveStart; start < memory.flash.length; start += block) {
    const cells = memory.flash.subarray(start, start + block);
    if (!Buffer.from(cells).includes(name)) continue;
    cells.fill(0);
    memory.changed(flashBase + start, block);
  }
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('a damaged drive', () => {
  test('is called that, gives out what can be read, and can be made anew', async () => {
    const subject = await FirmwareBoard.connected((pico) => {
      pico.run(prepared);
      eraseFolderOf('servo.py', pico);
    });
    const { files } = subject.board;
    expect(await subject.wait(files.list('/'))).toHaveLength(2);
    expect(text(await subject.wait(files.read('/good.py')))).toBe('x = 1');
    for (const job of [
      () => files.list('/lib'),
      () => files.read('/lib/servo.py'),
      () => files.write('/lib/new.py', new Uint8Array(10)),
      () => files.remove('/lib'),
    ]) {
      await expect(subject.wait<unknown>(job())).rejects.toMatchObject({ problem: 'damaged' });
    }
    expect(text(await subject.wait(files.read('/good.py')))).toBe('x = 1');
    await subject.wait(files.format());
    expect(await subject.wait(files.list('/'))).toEqual([]);
    await subject.wait(files.write('/new.py', new TextEncoder().encode('y = 2')));
    expect(await subject.ask("open('new.py').read()")).toBe("'y = 2'");
  });

  test('is named on the command line, and made anew there after two questions', async () => {
    const prepare = await FirmwarePico.atPrompt('pico');
    prepare.run(prepared);
    eraseFolderOf('servo.py', prepare);
    prepare.pico.closeSerial();
    prepare.pass(20);
    const snapshot = prepare.pico.snapshot();
    const port = await putBehindTerminal(await createEmulatorLink(snapshot.chip.flashCells, { snapshot }));
    const folder = await temporaryFolder();
    const at = ['--board', port];
    const run = (...words: string[]) => callNibble([...words, ...at], { folder });

    expect(await run('ls', ':lib')).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/^The files on .* are damaged: [^\n]*“nibble format”[^\n]*\n$/),
    });
    expect(await run('format')).toMatchObject({ status: 2, errors: expect.stringContaining('Add --yes') });
    for (const answers of [['n'], ['y', 'n'], ['y', 'y']]) {
      const asking = new CalledNibble(['format', ...at], { folder, terminal: true });
      for (const [index, answer] of answers.entries()) {
        await asking.until(() => asking.errors.split('[y/N]').length === index + 2);
        asking.type(`${answer}\n`);
      }
      expect(asking.errors).toContain('there are lib/, good.py.');
      expect(await asking.status).toBe(answers.at(-1) === 'y' ? 0 : 1);
      const left = answers.at(-1) === 'y' ? '' : 'lib/\ngood.py\n';
      expect((await run('ls')).output.toString()).toBe(left);
    }
  });

  test('that a program put away is not called damaged, and is back after a restart', async () => {
    const subject = await FirmwareBoard.connected((pico) => {
      pico.run("import os, vfs\nopen('a.py', 'w').close()\nos.chdir('/')\nvfs.umount('/')");
    });
    const { files } = subject.board;
    const write = subject.wait(files.write('/new.py', new Uint8Array(10)));
    await expect(write).rejects.toMatchObject({ problem: 'no-drive' });
    await subject.wait(subject.board.softReset());
    await subject.until(() => subject.state === 'ready');
    expect((await subject.wait(files.list('/'))).map((entry) => entry.name)).toEqual(['a.py']);
  });
});
