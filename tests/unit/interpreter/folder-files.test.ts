import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BoardFileError } from '../../../runtime/board-files.ts';
import type { BoardComputer } from '../../../runtime/interpreter/files/board-folder.ts';
import { temporaryName } from '../../../runtime/interpreter/files/board-file-names.ts';
import { HostFileError } from '../../../runtime/interpreter/files/host-file-system.ts';
import { FolderFiles } from '../../../runtime/interpreter/files/folder-files.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';
import { boardComputer } from '../../../electron/boards/board-computer.ts';

let root: string;
let files: FolderFiles;

beforeEach(() => {
  root = fs.mkdtempSync('/tmp/nibble-folder-');
  files = new FolderFiles(boardComputer, root);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The problem a job ends with. */
async function problem(job: Promise<unknown>): Promise<string> {
  try {
    await job;
  } catch (error) {
    if (error instanceof BoardFileError) return error.problem;
    throw error;
  }
  return 'none';
}

test('writes, reads, lists, renames and removes', async () => {
  await files.makeFolder('/lib');
  await files.write('/lib/servo.py', bytes('x = 1\n'));
  await files.write('/main.py', bytes('print()'));
  await files.write('/main.py', bytes('print(1)'));
  await files.write('/ä:b.txt', bytes(''));
  expect(await files.list('/')).toEqual([
    { name: 'lib', kind: 'folder', size: 0 },
    { name: 'main.py', kind: 'file', size: 8 },
    { name: 'ä:b.txt', kind: 'file', size: 0 },
  ]);
  expect(new TextDecoder().decode(await files.read('/lib/servo.py'))).toBe('x = 1\n');
  await files.rename('/lib/servo.py', '/servo.py');
  await files.rename('/lib', '/library');
  expect((await files.list('/')).map((entry) => entry.name)).toEqual([
    'library',
    'main.py',
    'servo.py',
    'ä:b.txt',
  ]);
  await files.write('/library/a', bytes('a'));
  await files.remove('/library');
  await files.remove('/servo.py');
  expect(fs.readdirSync(root).sort()).toEqual(['main.py', 'ä%3Ab.txt']);
});

test('says what is wrong', async () => {
  await files.makeFolder('/d');
  await files.write('/f', bytes('x'));
  fs.symlinkSync('/etc', join(root, 'link'));
  expect({
    read: await problem(files.read('/no')),
    readFolder: await problem(files.read('/d')),
    throughFile: await problem(files.read('/f/x')),
    listFile: await problem(files.list('/f')),
    writeFolder: await problem(files.write('/d', bytes(''))),
    writeInNothing: await problem(files.write('/no/f', bytes(''))),
    makeAgain: await problem(files.makeFolder('/d')),
    renameOver: await problem(files.rename('/f', '/d')),
    removeNothing: await problem(files.remove('/no')),
    removeTop: await problem(files.remove('/')),
    up: await problem(files.read('/../etc/passwd')),
    dots: await problem(files.write('/d/..', bytes(''))),
    relative: await problem(files.list('d')),
    nul: await problem(files.write('/a\0b', bytes(''))),
    long: await problem(files.write(`/${'x'.repeat(256)}`, bytes(''))),
    link: await problem(files.list('/link')),
    throughLink: await problem(files.read('/link/passwd')),
  }).toEqual({
    read: 'not-found',
    readFolder: 'is-folder',
    throughFile: 'not-folder',
    listFile: 'not-folder',
    writeFolder: 'is-folder',
    writeInNothing: 'not-found',
    makeAgain: 'exists',
    renameOver: 'exists',
    removeNothing: 'not-found',
    removeTop: 'bad-name',
    up: 'bad-name',
    dots: 'bad-name',
    relative: 'bad-name',
    nul: 'bad-name',
    long: 'bad-name',
    link: 'not-found',
    throughLink: 'not-found',
  });
});

test('removes a folder with what is hidden in it, and never follows a link', async () => {
  const outside = fs.mkdtempSync('/tmp/nibble-outside-');
  fs.writeFileSync(join(outside, 'kept'), '');
  await files.makeFolder('/d');
  fs.symlinkSync(outside, join(root, 'd/link'));
  fs.writeFileSync(join(root, 'd', temporaryName(1, 'host', 1)), '');
  await files.remove('/d');
  expect(fs.readdirSync(root)).toEqual([]);
  expect(fs.readdirSync(outside)).toEqual(['kept']);
  fs.rmSync(outside, { recursive: true });
});

test('any content comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (content) => {
      await files.write('/f', content);
      expect(Buffer.from(await files.read('/f')).equals(content)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

describe('the drive', () => {
  test('is full after 1.4 MB, and keeps what was there', async () => {
    expect(await files.space()).toEqual({ total: 1_441_792, free: 350 * 4096 });
    await files.write('/a', new Uint8Array(600_000));
    expect(await problem(files.write('/b', new Uint8Array(900_000)))).toBe('full');
    // The old one stays until the new one is complete, as on a Pico.
    expect(await problem(files.write('/a', new Uint8Array(900_000)))).toBe('full');
    expect(await files.list('/')).toEqual([{ name: 'a', kind: 'file', size: 600_000 }]);
    await files.write('/a', new Uint8Array(700_000));
    expect((await files.space()).free).toBe((350 - 171) * 4096);
  });

  test('a disk of the computer that is full, or fails, is told and harms nothing', async () => {
    await files.write('/a', bytes('old'));
    for (const [code, expected] of [
      ['ENOSPC', 'full'],
      ['EROFS', 'read-only'],
      ['EIO', 'failed'],
    ] as const) {
      for (const call of ['writeSync', 'renameSync', 'openSync'] as const) {
        const failing: BoardComputer = {
          ...boardComputer,
          files: Object.assign(Object.create(fs) as typeof fs, {
            [call]: () => {
              throw new HostFileError(code);
            },
          }),
        };
        expect(await problem(new FolderFiles(failing, root).write('/a', bytes('new')))).toBe(expected);
      }
    }
    expect(fs.readFileSync(join(root, 'a'), 'utf8')).toBe('old');
    expect(fs.readdirSync(root)).toEqual(['a']);
  });
});

test('host and program see the same, while the program runs', async () => {
  const board = await SimulatedBoard.start();
  try {
    const host = new FolderFiles(boardComputer, board.root);
    await host.write('/from-host.txt', bytes('hello'));
    await board.begin(`
import os
print(open('from-host.txt').read())
with open('from-board.txt', 'w') as f: f.write('hi')
print('written')
input()
print(open('from-host.txt').read(), os.listdir())
`);
    await board.until(/written\r\n/);
    expect(new TextDecoder().decode(await host.read('/from-board.txt'))).toBe('hi');
    await host.write('/from-host.txt', bytes('changed'));
    await host.remove('/from-board.txt');
    await board.send('\r');
    expect((await board.finish()).output).toContain("changed ['from-host.txt']\r\n");
  } finally {
    await board.end();
  }
});

test('what a process left behind when it ended is tidied up when the board starts', async () => {
  const neverRuns = 4_000_000;
  const board = await SimulatedBoard.start({
    prepare: async (folder) => {
      fs.mkdirSync(join(folder, 'd'));
      fs.writeFileSync(join(folder, 'd', temporaryName(neverRuns, 'python', 1)), 'left');
      fs.writeFileSync(join(folder, temporaryName(neverRuns, 'host', 1)), 'left');
      fs.writeFileSync(join(folder, temporaryName(process.ppid, 'python', 1)), 'at work');
      fs.writeFileSync(join(folder, temporaryName(process.pid, 'host', 1)), 'at work');
    },
  });
  try {
    expect(fs.readdirSync(join(board.root, 'd'))).toEqual([]);
    expect(fs.readdirSync(board.root).sort()).toEqual(
      ['d', temporaryName(process.ppid, 'python', 1), temporaryName(process.pid, 'host', 1)].sort(),
    );
    expect((await board.run('import os\nprint(os.listdir())')).output).toBe("['d']\r\n");
  } finally {
    await board.end();
  }
});
