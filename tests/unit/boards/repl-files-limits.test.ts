import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../runtime/content-hash.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { boardWith, bytes, chance, disk, filling, refused } from '../../support/repl-files-parts.ts';

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('the limits of a board', () => {
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

  test('a name that is too long is refused before anything is sent', async () => {
    const { files } = await board();
    await refused(files.write(`/${'x'.repeat(256)}`, chance(50_000)), 'bad-name');
    expect(await files.list('/')).toEqual([]);
  });
});
