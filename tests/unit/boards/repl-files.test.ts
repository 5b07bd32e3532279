import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../runtime/content-hash.ts';
import { noFirmware, type FirmwareName } from '../../support/firmware-files.ts';
import { type JobWatch } from '../../support/helper-on-pico.ts';
import { boardWith, bytes, chance, filling, refused } from '../../support/repl-files-parts.ts';

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
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

  test('a stray Ctrl-C in the middle keeps the rest from the prompt too', async () => {
    let through = 0;
    const { pico, files } = await board({
      tick: () => {
        if (through === 0) return;
        through = 0;
        pico.pico.writeSerial(Uint8Array.of(3));
        pico.pass(20); // the computer is slow to send the rest
      },
    });
    const command = bytes('\x04\x02\r\nimport os; os.mkdir("/carried-out")\r\n');
    // Not to be packed, so that it is on its way for long.
    const parts = Array.from({ length: 250 }, (_, seed) => [chance(40, seed), command]).flat();
    const job = files.write('/a.py', Buffer.concat(parts), { progress: (done) => (through = done) });
    await expect(job).rejects.toThrow();
    pico.pass(100);
    expect(await files.list('/')).toEqual([]);
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
