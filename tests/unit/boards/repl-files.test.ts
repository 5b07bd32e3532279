import { describe, expect, test } from 'vitest';
import { ReplFiles } from '../../../electron/boards/repl-files/repl-files.ts';
import type { BoardFileProblem } from '../../../runtime/board-files.ts';
import { contentHash } from '../../../runtime/content-hash.ts';
import { noFirmware, type FirmwareName } from '../../support/emulated-chip.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { helperOn, type JobWatch } from '../../support/helper-on-pico.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Bytes without any pattern, the same in every run. */
function chance(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

/** A disk in the board's memory at /d, so that filling it takes no time. It can fail after so many writes. */
const disk = (kind: 'VfsLfs2' | 'VfsFat' = 'VfsLfs2'): string => `
import os
class Disk:
 def __init__(self):
  self.data = bytearray(512 * 96)
  self.left = 1 << 29
 def readblocks(self, n, b, o=0): b[:] = self.data[n * 512 + o:n * 512 + o + len(b)]
 def writeblocks(self, n, b, o=0):
  if self.left == 0: raise OSError(5)
  self.left -= 1
  self.data[n * 512 + o:n * 512 + o + len(b)] = b
 def ioctl(self, op, arg): return 96 if op == 4 else 512 if op == 5 else 0
disk = Disk()
os.${kind}.mkfs(disk)
os.mount(os.${kind}(disk), '/d')
print()
`;

/** Holds all of the board's memory but so many bytes. */
const filling = (free: number): string => `
import gc
try: hog
except NameError: hog = []
gc.collect()
size = 65536
while size >= 64:
 try:
  while gc.mem_free() > ${free} + size: hog.append(bytearray(size - 32))
 except MemoryError: pass
 size //= 4
print()`;

async function refused(job: Promise<unknown>, problem: BoardFileProblem): Promise<void> {
  await expect(job).rejects.toMatchObject({ name: 'BoardFileError', problem });
}

async function boardWith(
  firmware: FirmwareName,
  watch?: JobWatch,
): Promise<{ pico: FirmwarePico; files: ReplFiles }> {
  const pico = await FirmwarePico.atPrompt(firmware);
  return { pico, files: new ReplFiles(helperOn(pico, watch)) };
}

describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.26.1', 'pico'],
  ['1.19.1', 'old'],
])('files over the REPL of MicroPython %s', (_version, firmware) => {
  const board = (watch?: JobWatch) => boardWith(firmware, watch);

  test('the helper comes once after a reset, and leaves no name behind', async () => {
    const { pico, files } = await board();
    const names = pico.ask('sorted(dir())');
    const busy = async () => {
      const before = pico.pico.nanoseconds;
      await files.space();
      return pico.pico.nanoseconds - before;
    };
    const first = await busy();
    expect(await busy()).toBeLessThan(first / 3);
    expect(pico.ask('sorted(dir()) ')).toBe(names);
    pico.type('\x04');
    pico.until('>>> ');
    expect(await busy()).toBeGreaterThan(first / 2);
  });

  test('a program that left little memory does not keep files from being saved and read', async () => {
    const { pico, files } = await board();
    pico.run(filling(13_000));
    const content = chance(20_000);
    await files.write('/a.bin', content);
    expect(await files.read('/a.bin')).toEqual(content);
    expect((await files.list('/')).map(({ name }) => name)).toEqual(['a.bin']);
    expect(pico.run('import sys\nprint([n for n in sys.modules if n.startswith("nibble")])')).toBe('[]');
    pico.run(filling(4_000));
    await refused(files.write('/a.bin', bytes('new')), 'no-memory');
    pico.ask('hog.clear()');
    expect(await files.read('/a.bin')).toEqual(content);
  });

  test('what a timer prints meanwhile is output, and spoils nothing', async () => {
    let output = '';
    const { pico, files } = await board({ output: (text) => (output += text) });
    pico.run('from machine import Timer\nTimer(period=3, callback=lambda t: print("tick"))');
    const content = chance(12_000);
    await files.write('/a.bin', content);
    expect(await files.read('/a.bin')).toEqual(content);
    expect(output).toMatch(/^(tick\r\n){20}/);
  });

  test('what a thread prints meanwhile is output, and spoils nothing', async () => {
    let output = '';
    const { pico, files } = await board({ output: (text) => (output += text) });
    pico.run(
      'import _thread, time\ndef talk():\n while True:\n  time.sleep_ms(40)\n  print("tock")\n_thread.start_new_thread(talk, ())',
    );
    const content = chance(6_000);
    await files.write('/a.bin', content);
    expect(await files.read('/a.bin')).toEqual(content);
    expect(output).toContain('tock\r\n');
  });

  test('an error in the middle keeps what was on its way from the prompt', async () => {
    const { pico, files } = await board();
    pico.run(`
import os
class Failing:
 def write(self, content): raise OSError(5)
 def close(self): pass
 def __enter__(self): return self
 def __exit__(self, *error): pass
class Disk:
 def mount(self, readonly, make): pass
 def stat(self, path):
  if path in ('', '/'): return (0x4000,) + (0,) * 9
  raise OSError(2)
 def statvfs(self, path): return (4096, 4096, 99, 99, 99, 0, 0, 0, 0, 255)
 def open(self, path, mode): return Failing()
os.mount(Disk(), '/d')
`);
    const commands = bytes('\x04\x02\r\nimport os; os.mkdir("/carried-out")\r\n'.repeat(500));
    await refused(files.write('/d/a.py', commands), 'failed');
    pico.pass(100);
    expect(await files.list('/')).toEqual([{ name: 'd', kind: 'folder', size: 0 }]);
  });

  test('a firmware without SHA-256 is asked for length and CRC-32', async () => {
    const { pico, files } = await board();
    pico.run("import sys\nsys.modules['uhashlib'] = sys.modules['hashlib'] = 0");
    const [one, two, three] = [bytes('one'), bytes('two'), bytes('three')];
    await files.write('/a.py', one);
    expect(await files.hash('/a.py')).toBe(contentHash(one));
    await files.write('/a.py', two, { replaces: contentHash(one) });
    await refused(files.write('/a.py', three, { replaces: contentHash(one) }), 'changed');
    expect(await files.read('/a.py')).toEqual(two);
  });

  test('what lies on the board as os.py or hashlib.py is not taken for MicroPython’s own', async () => {
    const { files } = await board();
    for (const name of ['os', 'hashlib', 'binascii', 'json', 'io']) {
      await files.write(`/${name}.py`, bytes('raise SystemExit'));
    }
    const { pico } = await board();
    pico.pass(1);
    expect(await files.read('/os.py')).toEqual(bytes('raise SystemExit'));
  });

  test('a file may have any name', async () => {
    const { files } = await board();
    const names = ["quote's", 'dou"ble', 'back\\slash', 'line\nbreak', '灯 größe', '..x', 'x'.repeat(255)];
    await files.makeFolder('/f');
    for (const name of names) await files.write(`/f/${name}`, bytes(name));
    expect((await files.list('/f')).map(({ name }) => name)).toEqual([...names].sort());
    for (const name of names) expect(await files.read(`/f/${name}`)).toEqual(bytes(name));
    await files.remove('/f');
    expect(await files.list('/')).toEqual([]);
  });
});

describe.skipIf(noFirmware)('files over the REPL', () => {
  const board = () => boardWith('pico');

  test('a file of 500 KB passes through a board with 100 KB of free memory, both ways', async () => {
    const { pico, files } = await board();
    pico.run(filling(100_000));
    const large = chance(500_000);
    await files.write('/large.bin', large);
    expect(Buffer.from(await files.read('/large.bin')).equals(large)).toBe(true);
    expect(await files.hash('/large.bin')).toBe(contentHash(large));
  }, 120_000);

  test('a full disk says so before the first byte, counting the old file and the new one', async () => {
    const { pico, files } = await board();
    pico.run(disk());
    const content = chance(25_000);
    await files.write('/d/a.bin', content);
    const before = pico.pico.nanoseconds;
    await refused(files.write('/d/a.bin', chance(25_000, 2)), 'full');
    expect(pico.pico.nanoseconds - before).toBeLessThan(80_000_000);
    expect(await files.read('/d/a.bin')).toEqual(content);
    expect(await files.list('/d')).toHaveLength(1);
  });

  test('a disk that nothing may be written to says so', async () => {
    const { pico, files } = await board();
    pico.run(`${disk()}open('/d/a.py', 'w').close()\nos.umount('/d')\nos.mount(disk, '/d', readonly=True)`);
    await refused(files.write('/d/b.py', bytes('b')), 'read-only');
    await refused(files.remove('/d/a.py'), 'read-only');
    expect(await files.read('/d/a.py')).toHaveLength(0);
  });

  test.each(['VfsLfs2', 'VfsFat'] as const)(
    'the power may go with any block that is written, also on a card (%s)',
    async (kind) => {
      const { pico, files } = await board();
      pico.run(disk(kind));
      const [old, next] = [bytes('old'.repeat(400)), bytes('next'.repeat(700))];
      await files.makeFolder('/d/sub');
      for (let left = 0, isDone = false; !isDone; left++) {
        await files.write('/d/sub/a.bin', old);
        pico.ask(`disk.left = ${left}`);
        isDone = await files.write('/d/sub/a.bin', next).then(
          () => true,
          () => false,
        );
        pico.ask(`disk.left = -1; os.umount('/d'); os.mount(os.${kind}(disk), '/d')`);
        await files.tidy();
        const there = Buffer.from(await files.read('/d/sub/a.bin')).toString();
        expect([isDone ? '' : 'old'.repeat(400), 'next'.repeat(700)]).toContain(there);
        expect(await files.list('/d/sub')).toHaveLength(1);
      }
    },
    60_000,
  );

  test('damage of the board’s own flash is told, and formatting mends it', async () => {
    const { pico, files } = await board();
    await files.makeFolder('/lib');
    await files.write('/lib/inner.py', chance(5000));
    const state = pico.pico.snapshot();
    const cells = Buffer.from(state.chip.flashCells);
    // The folder's entries stand in one block: it is overwritten behind MicroPython's back.
    const block = cells.lastIndexOf('inner.py') & ~4095;
    const damaged = new FirmwarePico(Uint8Array.from(cells.fill(0x5a, block, block + 4096)));
    damaged.pico.restore({ ...state, chip: { ...state.chip, flashCells: Uint8Array.from(cells) } });
    const there = new ReplFiles(helperOn(damaged));
    await refused(there.list('/lib'), 'damaged');
    await refused(there.write('/a.py', bytes('a')), 'damaged');
    await there.format();
    await there.write('/a.py', bytes('a'));
    damaged.replug();
    damaged.open();
    damaged.prompt();
    expect(await there.list('/')).toEqual([{ name: 'a.py', kind: 'file', size: 1 }]);
  });

  test('damage of another disk is not what formatting mends', async () => {
    const { pico, files } = await board();
    pico.run(disk());
    await files.makeFolder('/d/sub');
    await files.write('/d/sub/inner.py', bytes('content'));
    pico.run(
      'while b"inner.py" in disk.data:\n at = disk.data.find(b"inner.py") & ~511\n disk.data[at:at + 512] = bytes(512)\nprint()',
    );
    await refused(files.list('/d/sub'), 'failed');
  });

  test('a name that is too long is refused before anything is sent', async () => {
    const { files } = await board();
    await refused(files.write(`/${'x'.repeat(256)}`, chance(50_000)), 'bad-name');
    expect(await files.list('/')).toEqual([]);
  });

  test('a power cut at any moment leaves the old file or the new one, and tidying leaves nothing else', async () => {
    const [old, next] = [bytes('old'.repeat(700)), chance(6_000)];
    for (const cut of [40, 110, 190]) {
      const { pico, files } = await board();
      await files.makeFolder('/lib');
      await files.write('/lib/a.bin', old);
      const started = pico.pico.nanoseconds;
      const isOver = () => pico.pico.nanoseconds - started > cut * 1_000_000;
      const writing = new ReplFiles(
        helperOn(pico, {
          tick: () => {
            if (isOver()) throw new Error('cut');
          },
        }),
      ).write('/lib/a.bin', next);
      const ended = await writing.then(
        () => 'done',
        () => 'cut',
      );
      pico.replug();
      pico.open();
      pico.prompt();
      await files.tidy();
      const there = Buffer.from(await files.read('/lib/a.bin'));
      expect(there.equals(next) || (ended === 'cut' && there.equals(old))).toBe(true);
      pico.ask('import os');
      expect(pico.ask("os.listdir('/'), os.listdir('/lib')")).toBe("(['lib'], ['a.bin'])");
    }
  }, 60_000);
});
