import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Uf2Transfer } from '../../../../runtime/emulator/boot-rom/uf2-transfer.ts';
import { flashBase } from '../../../../runtime/hardware/flash-memory.ts';
import { readUf2Block } from '../../../../runtime/uf2/uf2-block.ts';
import { ChipInBootsel } from '../../../support/chip-in-bootsel.ts';
import { flashWithSecondStage } from '../../../support/chip-programs.ts';
import { firmwareFolder, noFirmware } from '../../../support/emulated-chip.ts';
import { rp2350, uf2Block, uf2File } from '../../../support/uf2-file.ts';

const firmware = flashWithSecondStage(0xe7fe).slice(0, 0x5000).fill(0x42, 256);
const blocksOf = (file: Uint8Array): Uint8Array[] =>
  Array.from({ length: file.length / 512 }, (_, index) => file.subarray(index * 512, (index + 1) * 512));
const holds = (drive: ChipInBootsel, bytes: Uint8Array): boolean =>
  Buffer.compare(drive.store.image.subarray(0, bytes.length), bytes) === 0;

describe('firmware', () => {
  test('is stored, and the chip restarts into it half a second later', () => {
    const drive = new ChipInBootsel(new Uint8Array(0x200000));
    expect(drive.write(uf2File(firmware))).toBe('done');
    expect(holds(drive, firmware)).toBe(true);
    expect([drive.store.image[0x4fff], drive.store.image[0x5000]]).toEqual([0x42, 0]);
    expect(drive.bootsel.offered).not.toBeNull();
    drive.runUntil(() => drive.resets === 2, 600);
    expect(drive.bootsel.offered).toBeNull();
    drive.chip.runFor(10e6);
    expect(drive.chip.processors.cores[0].pc).toBe(0x20041f00);
  });

  test('may come in any order, in pieces, repeatedly, and between other writes', () => {
    const any = fc.shuffledSubarray(blocksOf(uf2File(firmware)), { minLength: 80 });
    fc.assert(
      fc.property(fc.noShrink(any), fc.nat(78), ([last, ...others], again) => {
        const drive = new ChipInBootsel(new Uint8Array(0x200000));
        expect(drive.write(new Uint8Array(512).fill(0xe5))).toBe('more');
        expect(drive.write(others[again]!)).toBe('more');
        for (const block of others) expect(drive.write(block)).toBe('more');
        expect(drive.write(new Uint8Array(512))).toBe('more');
        expect(drive.write(last!.subarray(0, 100))).toBe('more');
        expect(drive.write(last!.subarray(100))).toBe('done');
        expect(holds(drive, firmware)).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test('takes the time of the flash', () => {
    const drive = new ChipInBootsel();
    const before = drive.chip.clock.nanoseconds;
    drive.write(uf2File(firmware));
    const milliseconds = (drive.chip.clock.nanoseconds - before) / 1e6;
    expect(milliseconds).toBeGreaterThanOrEqual(5 * 45 + 80 * 0.4);
    expect(milliseconds).toBeLessThan(5 * 45 + 80 * 0.4 + 5);
  });

  test('a power cut on the way leaves what had come', () => {
    const drive = new ChipInBootsel();
    drive.bootsel.write(uf2File(firmware), () => undefined);
    drive.chip.runFor(60e6);
    drive.chip.flash.cutPower();
    drive.bootsel.withdraw();
    expect(holds(drive, firmware.subarray(0, 0x1000))).toBe(true);
    expect(holds(drive, firmware.subarray(0, 0x3000))).toBe(false);
  });

  test('a file that another follows is forgotten', () => {
    const drive = new ChipInBootsel();
    const first = blocksOf(uf2File(new Uint8Array(0x300).fill(1)));
    expect(drive.write(first[0]!)).toBe('more');
    expect(drive.write(uf2File(firmware))).toBe('done');
    expect(holds(drive, firmware)).toBe(true);
  });
});

describe('refused', () => {
  test('a file for other chips, once it is there', () => {
    const drive = new ChipInBootsel();
    const blocks = blocksOf(uf2File(firmware, flashBase, rp2350));
    const last = blocks.pop()!;
    expect(drive.write(Buffer.concat(blocks))).toBe('more');
    expect(drive.write(last)).toBe('refused');
    expect(drive.store.writes).toEqual([]);
    expect(drive.write(uf2File(firmware))).toBe('done');
  });

  test('but not blocks for other chips beside those for this one', () => {
    const drive = new ChipInBootsel();
    const [own, foreign] = [uf2File(firmware), uf2File(firmware, flashBase, rp2350)];
    expect(drive.write(own.subarray(0, 512))).toBe('more');
    expect(drive.write(foreign)).toBe('more');
    expect(drive.write(own.subarray(512))).toBe('done');
  });

  test.each([
    ['outside any memory', { address: 0x40000000 }],
    ['not at a page', { address: flashBase + 16 }],
    ['a number beyond the count', { number: 3, count: 2 }],
    ['more blocks than RAM has', { address: 0x20000000, count: 2000 }],
  ])('%s', (_, changes) => {
    const block = { address: flashBase, data: new Uint8Array(256), number: 0, count: 2, family: 0xe48bff56 };
    expect(new ChipInBootsel().write(uf2Block({ ...block, ...changes }))).toBe('refused');
  });

  test('anything while no drive is offered', () => {
    const drive = new ChipInBootsel();
    drive.bootsel.withdraw();
    expect(drive.write(uf2File(firmware))).toBe('refused');
  });

  test('anything while the drive is switched off', () => {
    const drive = new ChipInBootsel();
    drive.bootsel.offer({ activityPins: 0, disabledInterfaces: 1 });
    expect(drive.write(uf2File(firmware))).toBe('refused');
  });
});

test('a program in RAM runs, without a change to the flash', () => {
  const drive = new ChipInBootsel();
  const program = new Uint8Array(512);
  new DataView(program.buffer).setUint16(0, 0xe7fe, true);
  expect(drive.write(uf2File(program, 0x20000100))).toBe('done');
  drive.runUntil(() => drive.resets === 2);
  drive.chip.runFor(10e6);
  const [core] = drive.chip.processors.cores;
  expect([core.pc, core.registers[13]]).toEqual([0x20000100, 0x20042000]);
  expect(drive.store.writes).toEqual([]);
});

test('a file goes on after the state was put into another chip', () => {
  const first = new ChipInBootsel();
  const file = uf2File(firmware);
  expect(first.write(file.subarray(0, 40 * 512))).toBe('more');
  first.bootsel.write(file.subarray(40 * 512, 50 * 512), () => undefined);
  const second = new ChipInBootsel(first.store.image);
  second.chip.restore(first.chip.save());
  second.bootsel.restore(first.bootsel.save());
  expect(second.write(file.subarray(50 * 512))).toBe('done');
  expect(Buffer.compare(second.chip.memory.flash.subarray(0, firmware.length), firmware)).toBe(0);
});

describe('how blocks are kept track of', () => {
  const take = (transfer: Uf2Transfer, address: number, number: number, count: number) =>
    transfer.take(
      readUf2Block(uf2Block({ address, data: new Uint8Array(256), number, count, family: 0xe48bff56 }))!,
    );

  test('a sector is erased once, by the numbers of its blocks', () => {
    const transfer = new Uf2Transfer();
    const erased = Array.from({ length: 40 }, (_, number) =>
      take(transfer, flashBase + number * 256, number, 40),
    )
      .map((task, number) => (typeof task === 'object' && task.step === 'erase' ? number : -1))
      .filter((number) => number >= 0);
    expect(erased).toEqual([0, 16, 32]);
    expect(take(transfer, flashBase, 0, 40)).toBe('repeated');
    expect(transfer.complete).toBe(true);
  });

  test('a program in RAM begins at its lowest address in SRAM, else in the cache', () => {
    const transfer = new Uf2Transfer();
    take(transfer, 0x15000100, 0, 3);
    take(transfer, 0x15000000, 1, 3);
    expect(transfer.entry).toBe(0x15000000);
    take(transfer, 0x20000200, 2, 3);
    expect(transfer.entry).toBe(0x20000200);
  });
});

describe.skipIf(noFirmware)('real files (NIBBLE_FIRMWARE_DIR says where)', () => {
  const read = (name: string): Promise<Uint8Array> => readFile(join(firmwareFolder ?? '', name));

  test('an eraser runs, erases everything and comes back to BOOTSEL', async () => {
    const drive = new ChipInBootsel(new Uint8Array(0x200000).fill(0x5a));
    expect(drive.write(await read('GuruRF-flash_nuke.uf2'))).toBe('done');
    drive.runUntil(() => drive.bootsel.offered === null);
    drive.runUntil(() => drive.bootsel.offered !== null);
    const { image } = drive.store;
    expect(image.subarray(256).every((byte) => byte === 0xff)).toBe(true);
    expect(Buffer.from(image.subarray(0, 4)).toString('latin1')).toBe('NUKE');
  });

  test.each(['dwelch67-flash_nuke.uf2', 'dwelch67-pico2-blinker00-riscv.flash.uf2'])(
    '%s is for another chip',
    async (name) => {
      expect(new ChipInBootsel().write(await read(name))).toBe('refused');
    },
  );
});
