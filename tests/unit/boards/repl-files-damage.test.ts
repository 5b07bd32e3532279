import { describe, expect, test } from 'vitest';
import { ReplFiles } from '../../../electron/boards/repl-files/repl-files.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { helperOn } from '../../support/helper-on-pico.ts';
import { boardWith, bytes, chance, disk, refused } from '../../support/repl-files-parts.ts';

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('files that power cuts and damage befall', () => {
  const board = () => boardWith('pico');

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
});
