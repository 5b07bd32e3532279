/** Programs that print what a board says: a prompt, the frames of the raw REPL, escapes of a terminal. */

import { describe, expect, test } from 'vitest';
import { noFirmware } from '../../support/firmware-files.ts';
import { FirmwareBoard } from '../../support/firmware-board.ts';

const misleading = [
  '>>> ',
  '\r\n>>> ',
  'OK',
  'raw REPL; CTRL-B to exit\r\n>',
  '\r\nMPY: soft reboot\r\n',
  'R\x01\x80\x00\x01',
  '\x1b[2J\x1b[31mred\x1b[0m\x1b]0;title\x07',
  '\x1e{}\x1f',
  '\x04>',
  '\x04',
  '\x04Traceback (most recent call last):\r\n',
];

/** Prints a text and is then quiet for a while. */
const printing = (text: string): string =>
  `print(${JSON.stringify(text)}, end='')\ntime.sleep(.2)\nprint('still here')\n`;

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('a program that prints what a board says', () => {
  test('is shown as it is, and ends when it ends', async () => {
    const subject = await FirmwareBoard.connected();
    const run = subject.wait(
      subject.board.run(`import time\n${misleading.map(printing).join('')}`, 'odd.py'),
    );
    for (let shown = 1; shown < misleading.length - 1; shown++) {
      await subject.until(() => subject.printed.split('still here').length > shown);
      expect(subject.state, misleading[shown - 1]).toBe('running');
    }
    expect((await run).outcome).toEqual({ kind: 'finished' });
    await subject.until(() => subject.printed.endsWith('still here\r\n>>> '));
    // MicroPython makes "\r\n" of every line end, and so of the second character of one.
    const shown = subject.printed.replaceAll('\r\r\n', '\r\n');
    expect(shown).toContain(misleading.map((text) => `${text}still here\r\n`).join(''));
    expect(subject.state).toBe('ready');
    expect(await subject.wait(subject.board.files.list('/'))).toEqual([]);
  });

  test.each(['\x04\x04>', '\x04Error: none\r\n\x04>'])('ends no sooner for printing %j', async (end) => {
    const subject = await FirmwareBoard.connected();
    const run = subject.wait(subject.board.run(`import time\n${printing(end)}`, 'odd.py'));
    await subject.pass(100);
    expect(subject.state).toBe('running');
    expect((await run).outcome).toEqual({ kind: 'finished' });
    // Whether this was the end was asked twice, and is answered twice.
    await subject.pass(100);
    expect(subject.state).toBe('ready');
    expect(subject.printed).toContain('still here\r\n');
    expect(await subject.wait(subject.board.files.list('/'))).toEqual([]);
  });

  test('goes on doing so from a timer while files are written and read', async () => {
    const subject = await FirmwareBoard.connected();
    const { board } = subject;
    const texts = JSON.stringify(misleading);
    const source = `from machine import Timer
texts = ${texts}
def say(timer):
    texts.append(texts.pop(0))
    print(texts[-1], end='')
Timer(period=7, callback=say)
`;
    expect((await subject.wait(board.run(source, 'odd.py'))).outcome).toEqual({ kind: 'finished' });
    const said = subject.printed.length;
    const content = Uint8Array.from({ length: 2000 }, (_, index) => (index * 7919) >> 3);
    await subject.wait(board.files.write('/data.bin', content));
    expect(await subject.wait(board.files.read('/data.bin'))).toEqual(content);
    expect(await subject.wait(board.files.list('/'))).toEqual([
      { name: 'data.bin', kind: 'file', size: content.length },
    ]);
    expect(subject.printed.length).toBeGreaterThan(said + 500);
  });

  test('is stopped like any other', async () => {
    const subject = await FirmwareBoard.connected();
    const source = `import time\n${printing('\x04\x04>\r\n>>> ')}while True: pass\n`;
    const run = subject.wait(subject.board.run(source, 'odd.py'));
    await subject.pass(1000);
    await subject.wait(subject.board.stop());
    expect((await run).outcome).toEqual({ kind: 'stopped' });
    expect(subject.state).toBe('ready');
  });
});
