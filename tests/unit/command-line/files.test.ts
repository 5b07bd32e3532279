import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import words from '../../../resources/messages/en/command-line.json';
import problems from '../../../resources/messages/en/problems.json';
import { callNibble } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Bytes that no text has. */
const data = Uint8Array.from({ length: 9000 }, (_, index) => (index * 7919) & 255);

/** A folder of this computer with files in it, and a simulated board of its own. */
async function project(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'lib', 'deep'), { recursive: true });
  await writeFile(join(folder, 'a.py'), 'print("a")\n');
  await writeFile(join(folder, 'größe 灯.py'), 'b\n');
  await writeFile(join(folder, 'lib', 'x.py'), 'x\n');
  await writeFile(join(folder, 'lib', '.hidden'), 'h\n');
  await writeFile(join(folder, 'lib', 'deep', 'data.bin'), data);
  return folder;
}

/** `nibble` on the simulated board of a folder. */
function nibbleIn(folder: string) {
  const run = (...words: string[]) => callNibble([...words, '--board', 'simulator'], { folder });
  return {
    run,
    /** What it printed, where it did well and said nothing. */
    printed: async (...words: string[]): Promise<string> => {
      const { status, output, errors } = await run(...words);
      expect({ words, status, errors }).toEqual({ words, status: 0, errors: '' });
      return output.toString();
    },
    /** The one line that it said, where something could not be done. */
    refused: async (...words: string[]): Promise<string> => {
      const { status, output, errors } = await run(...words);
      expect({ words, status, output: output.toString() }).toEqual({ words, status: 1, output: '' });
      expect(errors).toMatch(/^[^\n]+\n$/);
      return errors;
    },
  };
}

describe('nibble cp', () => {
  test('puts files and folders on the board, and brings them back byte for byte', async () => {
    const folder = await project();
    const { printed } = nibbleIn(folder);
    await printed('cp', 'a.py', 'größe 灯.py', ':');
    await printed('cp', '-r', 'lib', ':');
    expect(await printed('ls', '-r')).toBe(
      'lib/\nlib/deep/\nlib/deep/data.bin\nlib/x.py\na.py\ngröße 灯.py\n',
    );
    await printed('cp', '-r', ':', 'back');
    expect(await readdir(join(folder, 'back'))).toEqual(['a.py', 'größe 灯.py', 'lib']);
    expect(await readFile(join(folder, 'back', 'lib', 'deep', 'data.bin'))).toEqual(Buffer.from(data));
  });

  test('goes into a folder that is there, or gives another name', async () => {
    const folder = await project();
    const { printed, refused } = nibbleIn(folder);
    await printed('mkdir', '-p', ':lib/there');
    await printed('cp', 'a.py', ':lib');
    await printed('cp', 'a.py', ':lib/there/');
    await printed('cp', 'a.py', ':b.py');
    await printed('cp', ':b.py', ':c.py');
    await printed('cp', '-r', 'lib', ':new');
    await printed('cp', '-r', 'lib', ':new');
    expect(await printed('ls', '-r')).toBe(
      [
        'lib/',
        'lib/there/',
        'lib/there/a.py',
        'lib/a.py',
        'new/',
        'new/deep/',
        'new/deep/data.bin',
        'new/lib/',
        'new/lib/deep/',
        'new/lib/deep/data.bin',
        'new/lib/x.py',
        'new/x.py',
        'b.py',
        'c.py\n',
      ].join('\n'),
    );
    expect(await refused('cp', 'a.py', ':none/')).toContain('not a folder');
    expect(await refused('cp', 'a.py', ':none/b.py')).toContain('no folder');
    expect(await refused('cp', 'a.py', ':b.py', ':c.py')).toContain('not a folder');
    expect(await refused('cp', 'a.py', ':b.py/')).toContain('not a folder');
  });

  test('copies what is in a folder, into one that is there or is made', async () => {
    const folder = await project();
    const { printed, refused } = nibbleIn(folder);
    await printed('cp', '-r', 'lib/.', ':');
    await printed('cp', '-r', '.', ':all');
    expect(await printed('ls')).toBe('all/\ndeep/\nx.py\n');
    expect(await printed('ls', ':all')).toBe('lib/\na.py\ngröße 灯.py\n');
    await printed('cp', '-r', ':deep', '.');
    expect(await readdir(join(folder, 'deep'))).toEqual(['data.bin']);
    // Folders that are there take in what comes from several; those that are new come from one.
    await printed('cp', '-r', 'deep/.', 'lib/.', ':all/lib');
    expect(await printed('ls', ':all/lib')).toBe('deep/\ndata.bin\nx.py\n');
    expect(await refused('cp', '-r', 'lib/deep', 'deep', ':')).toContain('become deep/data.bin');
  });

  test('replaces files, and with -n none', async () => {
    const folder = await project();
    const { printed, run } = nibbleIn(folder);
    await printed('cp', 'a.py', ':x.py');
    const second = await run('cp', '-n', 'lib/x.py', 'a.py', ':');
    expect(second).toMatchObject({ status: 0, errors: expect.stringMatching(/^1 file is there already/) });
    expect(await printed('cat', ':x.py')).toBe('print("a")\n');
    await printed('cp', 'lib/x.py', ':');
    expect(await printed('cat', ':x.py')).toBe('x\n');
    await printed('cp', ':a.py', 'lib/x.py');
    expect(await readFile(join(folder, 'lib', 'x.py'), 'utf8')).toBe('print("a")\n');
    expect(await readdir(join(folder, 'lib'))).toEqual(['.hidden', 'deep', 'x.py']);
  });

  test('does nothing at all where one of them cannot be copied', async () => {
    const folder = await project();
    const { printed, refused } = nibbleIn(folder);
    await printed('mkdir', ':a.py');
    expect(await refused('cp', 'lib/x.py', 'missing.py', ':')).toContain('There is no missing.py.');
    expect(await refused('cp', ':missing.py', '.')).toContain('There is no :missing.py on Simulated Pico.');
    expect(await refused('cp', 'lib/x.py', 'lib', ':')).toContain('Add -r');
    expect(await refused('cp', 'lib/x.py', 'a.py', ':')).toContain('a.py is in the way');
    expect(await refused('cp', '-r', 'lib/x.py', 'lib/.', ':')).toContain('become');
    expect(await refused('cp', 'a.py/', ':b')).toContain('is a file, not a folder');
    expect(await refused('cp', '-r', ':a.py', ':a.py/b')).toContain('into itself');
    await writeFile(join(folder, 'lib', 'huge.bin'), new Uint8Array(2_000_000));
    expect(await refused('cp', '-r', 'lib', ':')).toMatch(/needs 1\.9 MB, and 1\.4 MB are free/);
    expect(await printed('ls', '-r')).toBe('a.py/\n');
  });

  test.skipIf(process.platform === 'win32')(
    'follows a link that is named, and no other; names that not every computer could keep stay here (needs links)',
    async () => {
      const folder = await project();
      const { run, printed, refused } = nibbleIn(folder);
      await symlink('a.py', join(folder, 'link.py'));
      await symlink('/etc', join(folder, 'lib', 'way-out'));
      await writeFile(join(folder, 'lib', 'a:b.py'), '');
      await printed('cp', 'link.py', ':');
      const { status, errors } = await run('cp', '-r', 'lib', ':');
      expect({ status, errors }).toMatchObject({
        status: 1,
        errors: expect.stringMatching(/^Not copied: lib\/a:b\.py, lib\/way-out\. [^\n]+\n$/),
      });
      expect(await printed('ls', '-r')).toBe('lib/\nlib/deep/\nlib/deep/data.bin\nlib/x.py\nlink.py\n');
      expect(await refused('cp', 'a.py', ':con')).toContain('cannot be called :con: Windows keeps');
      expect(await refused('cp', ':link.py', 'lib/a:b.py')).toContain('cannot be called');
      await printed('cp', ':link.py', 'copied.py');
      expect(await readFile(join(folder, 'copied.py'), 'utf8')).toBe('print("a")\n');
    },
  );
});

describe('nibble mv', () => {
  test('renames, moves and replaces on the board', async () => {
    const folder = await project();
    const { printed, refused } = nibbleIn(folder);
    await printed('cp', '-r', '.', ':');
    await printed('mv', ':a.py', ':b.py');
    await printed('mv', ':b.py', ':größe 灯.py', ':lib');
    await printed('mv', ':lib/b.py', ':lib/x.py');
    await printed('mv', ':lib/deep', ':up');
    expect(await printed('ls', '-r')).toBe('lib/\nlib/größe 灯.py\nlib/x.py\nup/\nup/data.bin\n');
    expect(await printed('cat', ':lib/x.py')).toBe('print("a")\n');
    expect(await refused('mv', ':lib', ':lib')).toContain('itself');
    expect(await refused('mv', ':lib/x.py', ':lib')).toContain('itself');
    expect(await refused('mv', ':', ':up')).toContain('as a whole');
    const { status } = await nibbleIn(folder).run('mv', '-n', ':up/data.bin', ':lib/x.py');
    expect(status).toBe(0);
    expect(await printed('cat', ':lib/x.py')).toBe('print("a")\n');
  });

  test('between board and computer deletes what arrived, and nothing that stayed behind', async () => {
    const folder = await project();
    const { printed, run } = nibbleIn(folder);
    expect(await run('mv', 'a.py', 'lib', ':')).toMatchObject({
      status: 0,
      errors: expect.stringMatching(/^lib is still there: [^\n]+\n$/),
    });
    expect((await readdir(folder)).sort()).toEqual(['.data', 'größe 灯.py', 'lib']);
    expect(await readdir(join(folder, 'lib'))).toEqual(['.hidden']);
    await printed('mv', ':lib', 'a');
    expect(await readFile(join(folder, 'a', 'deep', 'data.bin'))).toEqual(Buffer.from(data));
    expect(await printed('ls')).toBe('a.py\n');
  });
});

describe('nibble rm', () => {
  test('deletes files, folders and what fits a pattern; all of it or nothing', async () => {
    const { printed, refused } = nibbleIn(await project());
    await printed('cp', '-r', '.', ':');
    expect(await refused('rm', ':a.py', ':missing.py')).toContain('There is no :missing.py');
    expect(await refused('rm', ':a.py', ':lib')).toContain('Add -r');
    expect(await refused('rm', '-r', ':')).toContain('nibble rm -r ":*"');
    expect(await refused('rm', ':*.txt')).toContain('Nothing fits :*.txt');
    await printed('rm', '-f', ':missing.py', ':none/missing.py', ':*.txt');
    expect(await printed('ls')).toBe('lib/\na.py\ngröße 灯.py\n');
    await printed('rm', '-r', ':lib', ':lib/deep', ':?.py');
    expect(await printed('ls')).toBe('größe 灯.py\n');
    await printed('cp', 'lib/.hidden', ':');
    await printed('rm', '-rf', ':*');
    expect(await printed('ls', '-a')).toBe('.hidden\n');
    await printed('rm', ':.*');
    expect(await printed('ls', '-a')).toBe('');
  });
});

test('nibble mkdir makes folders, with -p those they lie in', async () => {
  const { printed, refused } = nibbleIn(await temporaryFolder());
  await printed('mkdir', ':lib', ':data');
  expect(await refused('mkdir', ':lib')).toContain('already');
  expect(await refused('mkdir', ':no/where')).toContain('no folder :no that :no/where could be in');
  expect(await refused('mkdir', ':../up')).toContain('cannot be called :../up: “.” and “..” are no names.');
  expect(await refused('mkdir', ':a|b')).toContain('cannot be called :a|b: “|” may not be in a name.');
  expect(await refused('mkdir', `:${'x'.repeat(256)}`)).toContain('…: it is too long.');
  await printed('mkdir', '-p', ':lib', ':lib/deep/deeper');
  expect(await printed('ls', '-r')).toBe('data/\nlib/\nlib/deep/\nlib/deep/deeper/\n');
});

test('nibble cat prints byte for byte, one file after another', async () => {
  const folder = await project();
  const { run, printed, refused } = nibbleIn(folder);
  await printed('cp', 'lib/deep/data.bin', 'a.py', ':');
  const { output } = await run('cat', ':data.bin', ':a.py');
  expect(output).toEqual(Buffer.concat([data, Buffer.from('print("a")\n')]));
  expect(await refused('cat', ':')).toContain('is a folder');
});

test('nibble ls lists for people and for programs, hidden files where they are asked for', async () => {
  const folder = await project();
  const { printed, refused } = nibbleIn(folder);
  await printed('cp', 'lib/.hidden', 'lib/x.py', 'lib/deep/data.bin', ':');
  await printed('mkdir', ':lib');
  expect(await printed('ls')).toBe('lib/\ndata.bin\nx.py\n');
  expect(await printed('ls', '-la')).toBe('   -  lib/\n   2  .hidden\n9000  data.bin\n   2  x.py\n');
  expect(await printed('ls', ':lib', ':x.py')).toBe('x.py\n\n:lib:\n');
  expect(await printed('ls', ':*.py')).toBe('x.py\n');
  expect(JSON.parse(await printed('ls', '--json'))).toEqual([
    { path: '/lib', name: 'lib', kind: 'folder' },
    { path: '/data.bin', name: 'data.bin', kind: 'file', size: 9000 },
    { path: '/x.py', name: 'x.py', kind: 'file', size: 2 },
  ]);
  expect(await refused('ls', ':none')).toContain('There is no :none on Simulated Pico.');
});

test('nibble df says how much space is free', async () => {
  const { printed } = nibbleIn(await temporaryFolder());
  expect(await printed('df')).toBe('1.4 MB of 1.4 MB are free on Simulated Pico.\n');
  const { total, used, free } = JSON.parse(await printed('df', '--json')) as Record<string, number>;
  expect(total).toBe(used! + free!);
});

describe('words about files', () => {
  test.each([
    [['ls', 'lib'], '“:lib”'],
    [['rm', 'a.py'], '“:a.py”'],
    [['cat'], 'nibble cat :main.py'],
    [['cp', 'a.py'], 'nibble cp main.py :'],
    [['cp', 'a.py', 'b.py'], '“nibble cp … :b.py”'],
    [['cp', ':a.py', 'b.py', 'c'], 'b.py and c are both on this computer'],
    [['cp', '', ':'], 'never set'],
    [['cp', '-x', 'a.py', ':'], '“-x”'],
    [['ls', '--json=yes'], '“--json”'],
    [['df', 'a'], '“:a”'],
    [['ls', '--board', 'nowhere'], 'There is nothing at nowhere'],
  ])('%j that make no sense get one line and status 2', async (words, said) => {
    const { status, output, errors } = await callNibble(words, { folder: await temporaryFolder() });
    expect({ status, output: output.toString() }).toEqual({ status: 2, output: '' });
    expect(errors).toContain(said);
    expect(errors).toMatch(/^[^\n]+\n$/);
  });

  test.each(['ls', 'cp', 'mv', 'rm', 'mkdir', 'cat', 'df', 'run', 'repl', 'boards', 'emulator'])(
    'of %s are explained',
    async (name) => {
      const folder = await temporaryFolder();
      const { status, output } = await callNibble([name, '--help'], { folder });
      expect(status).toBe(0);
      expect(output.toString()).toMatch(new RegExp(`^nibble ${name}\\b`));
      expect(output.toString()).not.toContain('{{');
      expect((await callNibble(['help', name], { folder })).output).toEqual(output);
    },
  );
});

test('what is said of problems in other words than in the window is said of problems there are', () => {
  expect(Object.keys(problems)).toEqual(expect.arrayContaining(Object.keys(words.hints)));
});
