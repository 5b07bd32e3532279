/** Files whose names only a program on the board could have made. */

import { describe, expect, test } from 'vitest';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware } from '../../support/firmware-files.ts';

const names = [
  'a b.py',
  ' ',
  `it's "quoted".py`,
  'two\nlines.txt',
  'tab\tand\rreturn',
  'größe 灯 😀.py',
  '...',
  '.hidden',
  '..nearly',
  'back\\slash\\n',
  'C:',
  'con',
  '-rf *',
  '%s{}',
  'x'.repeat(60),
];

/** A Python text in ASCII. */
function python(text: string): string {
  const characters = [...text].map((character) => character.codePointAt(0)!.toString(16).padStart(8, '0'));
  return `'${characters.map((code) => `\\U${code}`).join('')}'`;
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('names that only a program could have given', () => {
  test('are listed, read, renamed and removed', async () => {
    const subject = await FirmwareBoard.connected((pico) =>
      pico.run(
        `for name in (${names.map(python).join()}):\n with open(name, 'w') as file: file.write(name)\n`,
      ),
    );
    const { files } = subject.board;
    const listed = await subject.wait(files.list('/'));
    expect(listed.map((entry) => entry.name).sort()).toEqual([...names].sort());
    for (const [index, name] of names.entries()) {
      const content = await subject.wait(files.read(`/${name}`));
      expect(new TextDecoder().decode(content)).toBe(name);
      if (index % 2 === 0) await subject.wait(files.remove(`/${name}`));
      else await subject.wait(files.rename(`/${name}`, `/plain ${index}.txt`));
    }
    const left = await subject.wait(files.list('/'));
    expect(left.map((entry) => entry.name).sort()).toEqual(
      names.flatMap((_name, index) => (index % 2 === 0 ? [] : [`plain ${index}.txt`])).sort(),
    );
  });

  test('never lead out of their folder', async () => {
    const subject = await FirmwareBoard.connected((pico) => pico.run("import os\nos.mkdir('lib')"));
    const { files } = subject.board;
    for (const path of [
      '/..',
      '/lib/..',
      '/lib/../lib',
      '/.',
      '//',
      '/lib//x',
      'lib',
      '',
      '/a\0b',
      '/lib/.',
    ]) {
      const jobs = [
        () => files.read(path),
        () => files.remove(path),
        () => files.rename(path, '/other'),
        () => files.rename('/lib', path),
        () => files.write(path, new Uint8Array(1)),
      ];
      for (const job of jobs) {
        await expect(subject.wait<unknown>(job())).rejects.toMatchObject({ problem: 'bad-name' });
      }
    }
    expect(await subject.wait(files.list('/'))).toEqual([{ name: 'lib', kind: 'folder', size: 0 }]);
  });
});
