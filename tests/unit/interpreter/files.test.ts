import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

vi.setConfig({ testTimeout: 60_000 });

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

beforeEach(async () => {
  await softReset();
  for (const name of readdirSync(board.root)) rmSync(join(board.root, name), { recursive: true });
});

async function softReset(): Promise<void> {
  await board.enterRaw();
  await board.send('\x04');
  await board.until(/raw REPL; CTRL-B to exit\r\n>$/);
  board.take();
}

function onDisk(name: string): string {
  return readFileSync(join(board.root, name), 'utf8');
}

function put(name: string, content: string): void {
  writeFileSync(join(board.root, name), content);
}

/** Lines printed by a program that must end well. */
async function lines(source: string): Promise<string[]> {
  const { output, error } = await board.run(source, 60_000);
  expect(error).toBe('');
  return output.split('\r\n').slice(0, -1);
}

describe('open', () => {
  test('writes, reads, appends and changes text', async () => {
    expect(
      await lines(`
with open('a.txt', 'w') as f:
    print(f.write('one\\ntwo\\n'))
with open('/a.txt') as f:
    print(f.read())
with open('a.txt', 'a') as f:
    f.write('three\\n')
with open('a.txt', 'r+') as f:
    f.seek(4)
    f.write('TWO')
    print(f.tell())
print([line.strip() for line in open('a.txt')])
with open('a.txt', 'w+') as f:
    f.write('new')
    f.seek(0)
    print(f.read(2), f.readline(), f.readlines())
`),
    ).toEqual(['8', 'one', 'two', '', '7', "['one', 'TWO', 'three']", 'ne w []']);
    expect(onDisk('a.txt')).toBe('new');
  });

  test('does the same for bytes', async () => {
    expect(
      await lines(`
with open('b.bin', 'wb') as f:
    print(f.write(bytes(range(256)) * 40))
with open('b.bin', 'rb') as f:
    print(f.seek(-1, 2), f.read(), f.seek(10), f.read(2), f.seek(5, 1))
    block = bytearray(4)
    print(f.readinto(block), block)
with open('b.bin', 'ab') as f:
    f.write(b'end')
import os
print(os.stat('b.bin')[6])
`),
    ).toEqual(['10240', "10239 b'\\xff' 10 b'\\n\\x0b' 17", "4 bytearray(b'\\x11\\x12\\x13\\x14')", '10243']);
    expect(statSync(join(board.root, 'b.bin')).size).toBe(10243);
  });

  test('a file written without being closed is complete after a soft reset', async () => {
    await lines("f = open('log.txt', 'w')\nf.write('data')");
    expect(onDisk('log.txt')).toBe('');
    await softReset();
    expect(onDisk('log.txt')).toBe('data');
    expect(readdirSync(board.root)).toEqual(['log.txt']);
  });

  test('appended lines are on the disk at once', async () => {
    await lines("f = open('log.txt', 'a')\nf.write('one\\n')\nf.write('two\\n')");
    expect(onDisk('log.txt')).toBe('one\ntwo\n');
  });

  test('others see the old content until it is flushed', async () => {
    put('a.txt', 'old');
    expect(
      await lines(`
f = open('a.txt', 'w')
f.write('new')
print(open('a.txt').read())
f.flush()
print(open('a.txt').read())
f.write('er')
print(open('a.txt').read())
f.close()
print(open('a.txt').read())
`),
    ).toEqual(['old', 'new', 'new', 'newer']);
    expect(readdirSync(board.root)).toEqual(['a.txt']);
  });

  test('the collector closes what nobody holds', async () => {
    expect(
      await lines(`
import gc
def write():
    open('a.txt', 'w').write('x' * 100)
write()
[bytearray(100) for _ in range(20)]
gc.collect()
print(len(open('a.txt').read()))
`),
    ).toEqual(['100']);
  });
});

describe('os', () => {
  test('lists, makes, renames and removes', async () => {
    expect(
      await lines(`
import os
os.mkdir('d')
open('d/x', 'w').close()
with open('a.txt', 'w') as f: f.write('hello')
print(sorted(os.listdir()), os.listdir('/d'), os.getcwd())
print(sorted(os.ilistdir('/')))
print(list(os.ilistdir(b'd')))
os.chdir('d')
print(os.getcwd(), os.listdir(), os.listdir('..') == os.listdir('/'))
os.rename('x', '/y')
os.chdir('/')
os.remove('y')
os.rmdir('d')
os.rename('a.txt', 'b.txt')
print(os.listdir())
print(os.stat('b.txt')[0:7], os.stat('/')[0])
print(os.statvfs('/'))
`),
    ).toEqual([
      "['a.txt', 'd'] ['x'] /",
      "[('a.txt', 32768, 0, 5), ('d', 16384, 0, 0)]",
      "[(b'x', 32768, 0, 0)]",
      "/d ['x'] True",
      "['b.txt']",
      '(32768, 0, 0, 0, 0, 0, 5) 16384',
      '(4096, 4096, 352, 349, 349, 0, 0, 0, 0, 255)',
    ]);
  });

  test('fails with the numbers of a Pico', async () => {
    put('file', '');
    mkdirSync(join(board.root, 'folder/inner'), { recursive: true });
    expect(
      await lines(`
import os
def say(what, *a):
    try:
        what(*a)
        print('went well')
    except OSError as problem:
        print(problem.errno)
say(open, 'nope')
say(open, 'folder')
say(open, 'file/x')
say(open, 'folder', 'w')
say(os.mkdir, 'folder')
say(os.mkdir, 'no/such')
say(os.rmdir, 'folder')
say(os.remove, 'nope')
say(os.remove, 'folder')
say(os.listdir, 'nope')
say(os.rename, 'nope', 'x')
say(os.rename, 'file', 'folder')
say(os.chdir, 'nope')
say(os.stat, 'nope')
say(open, 'x' * 256, 'w')
say(open('file', 'r').write, 'x')
say(open('file').seek, -1)
try:
    open('nope')
except OSError as problem:
    print(repr(problem), problem)
`),
    ).toEqual(
      ['2', '21', '20', '21', '17', '2', '39', '2', '21', '2', '2', '21', '2', '2', '36', '9', '22'].concat(
        'OSError(2,) [Errno 2] ENOENT',
      ),
    );
  });

  test('takes any name of Unicode, and Windows could store it', async () => {
    const names = [
      'é☃.txt',
      '日本語',
      '🙂',
      'a:b?',
      'con.txt',
      'dot.',
      '100%.txt',
      '50%2B',
      ' x ',
      '-',
      "it's",
      'tab\there',
    ];
    expect(
      await lines(`
import os
names = ${JSON.stringify(names)}
for name in names:
    with open(name, 'w') as f: f.write(name)
print(sorted(os.listdir()) == sorted(names), all(open(name).read() == name for name in names))
for name in names: os.remove(name)
print(os.listdir())
`),
    ).toEqual(['True True', '[]']);
  });

  test('can remove what it lists', async () => {
    for (let i = 0; i < 40; i++) put(`f${i}`, '');
    expect(
      await lines(`
import os
for name, *_ in os.ilistdir():
    os.remove(name)
    try: os.remove('f39')
    except OSError: pass
print(os.listdir())
`),
    ).toEqual(['[]']);
  });
});

describe('the folder', () => {
  test('cannot be left, and links do not exist', async () => {
    symlinkSync('/etc', join(board.root, 'out'));
    symlinkSync('/etc/passwd', join(board.root, 'secret'));
    expect(
      await lines(`
import os
print(os.listdir('/'), os.listdir('/..') == os.listdir('/../../..'), os.listdir('/..'))
for path in ('out/passwd', 'secret', '/../etc/passwd', '../../etc/passwd', '/dev/urandom', '/proc/self/fd'):
    try:
        open(path)
        print(path, 'opened')
    except OSError as problem:
        print(problem.errno)
try:
    open('secret', 'w')
except OSError as problem:
    print(problem.errno in (2, 17, 40))
os.chdir('/..')
print(os.getcwd())
`),
    ).toEqual(['[] True []', ...Array<string>(6).fill('2'), 'True', '/']);
    expect(readFileSync('/etc/passwd', 'utf8')).toContain('root');
  });

  test('may change while a program runs', async () => {
    put('a.txt', 'first');
    await board.begin(`
import os
print(open('a.txt').read())
input()
print(open('a.txt').read(), os.listdir(), os.stat('d')[0])
`);
    await board.until(/first\r\n/);
    put('a.txt', 'second, longer');
    mkdirSync(join(board.root, 'd'));
    await board.send('\r');
    expect((await board.finish()).output).toMatch(/second, longer \['a.txt', 'd'\] 16384/);
  });

  test('holds modules: beside the program, and in /lib', async () => {
    mkdirSync(join(board.root, 'lib/package'), { recursive: true });
    put('beside.py', 'name = "beside"\ndef fail():\n    1/0\n');
    put('lib/library.py', 'name = "library"\n');
    put('lib/package/__init__.py', 'from .part import name\n');
    put('lib/package/part.py', 'name = "part"\n');
    const { output, error } = await board.run(`
import sys, beside, library, package
print(sys.path, beside.name, library.name, package.name)
beside.fail()
`);
    expect(output).toBe("['', '.frozen', '/lib'] beside library part\r\n");
    expect(error).toContain('File "beside.py", line 3, in fail\r\nZeroDivisionError');
  });
});

describe('the drive', () => {
  test('holds 1.4 MB, then says that it is full', async () => {
    expect(
      await lines(`
import os
def free(): return os.statvfs('/')[3]
print(free())
block = bytes(4096)
count = 0
f = open('big', 'wb')
try:
    while True:
        f.write(block)
        count += 1
except OSError as problem:
    print(count, problem.errno)
f.close()
print(free())
for attempt in (lambda: open('another', 'w').close(), lambda: os.mkdir('folder')):
    try:
        attempt()
        print('went well')
    except OSError as problem:
        print(problem.errno)
os.remove('big')
print(free())
`),
    ).toEqual(['350', '349 28', '1', 'went well', '28', '349']);
  });

  test('counts what others put there', async () => {
    put('theirs', 'x'.repeat(1_300_000));
    expect(
      await lines(`
import os
print(os.statvfs('/')[3])
try:
    with open('mine', 'wb') as f:
        for _ in range(4): f.write(bytes(50_000))
except OSError as problem:
    print(problem.errno)
`),
    ).toEqual(['32', '28']);
  });
});

describe('when the interpreter is ended at any moment', () => {
  test('a file is the old one or the new one, and nothing is left lying about', async () => {
    const content = 'old'.repeat(1000);
    for (const wait of [1, 5, 20, 50]) {
      put('a.txt', content);
      await board.begin(`
n = 0
print('go')
while True:
    n += 1
    with open('a.txt', 'w') as f:
        for _ in range(10): f.write(str(n % 10) * 100)
`);
      await board.until(/go\r\n/);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await board.link.capabilities.powerCycle?.();
      board.take();
      const now = onDisk('a.txt');
      expect(now === content || /^(\d)\1{999}$/.test(now)).toBe(true);
      expect(readdirSync(board.root)).toEqual(['a.txt']);
    }
    expect(existsSync(join(board.root, 'a.txt'))).toBe(true);
  });
});
