import { describe, expect, test } from 'vitest';
import { addressBytes, createFlashParts } from '../../../support/flash-parts.ts';

const milliseconds = 1_000_000;
const writeEnable = 0x06;
const busy = 1;
const writeEnabled = 2;
const status = ({ send }: ReturnType<typeof createFlashParts>): number => send(0x05, 0)[1]!;

describe('what the chip says of itself', () => {
  test('is a W25Q16JV', () => {
    const { send } = createFlashParts();
    expect(send(0x9f, 0, 0, 0).slice(1)).toEqual([0xef, 0x40, 0x15]);
    expect(send(0x90, 0, 0, 0, 0, 0, 0).slice(4)).toEqual([0xef, 0x14, 0xef]);
    expect(send(0xab, 0, 0, 0, 0)[4]).toBe(0x14);
  });

  test('has its own number', () => {
    const { send, uniqueId } = createFlashParts();
    expect(send(0x4b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).slice(5)).toEqual([...uniqueId]);
  });

  test('has its size in its parameters', () => {
    const { send } = createFlashParts();
    const read = (offset: number, length: number): number[] =>
      send(0x5a, ...addressBytes(offset), 0, ...new Array<number>(length).fill(0)).slice(5);
    expect(String.fromCharCode(...read(0, 4))).toBe('SFDP');
    const [table] = read(12, 1);
    expect(read(table! + 4, 4)).toEqual([0xff, 0xff, 0xff, 0x00]);
  });

  test('has quad mode enabled, as boot loaders want it', () => {
    expect(createFlashParts().send(0x35, 0)[1]).toBe(0x02);
  });
});

describe('reading', () => {
  test.each([
    ['03', [0x03], 0],
    ['0B with a byte between', [0x0b], 1],
    ['EB with mode and waiting', [0xeb], 3],
  ])('%s', (_, command, skipped) => {
    const image = new Uint8Array(0x200000).fill(0xff);
    image.set([1, 2, 3], 0x12345);
    const { send } = createFlashParts({ image });
    const rest = new Array<number>(skipped + 3).fill(0);
    expect(send(...command, ...addressBytes(0x12345), ...rest).slice(4 + skipped)).toEqual([1, 2, 3]);
  });

  test('goes on at the beginning behind the last byte', () => {
    const image = new Uint8Array(0x200000).fill(0xff);
    image[0] = 7;
    expect(createFlashParts({ image }).send(0x03, ...addressBytes(0x1fffff), 0, 0)[5]).toBe(7);
  });
});

describe('changing', () => {
  test('needs write enable, once for each', () => {
    const parts = createFlashParts();
    const { send, clock, chip } = parts;
    send(0x02, ...addressBytes(0), 0x11);
    clock.pass(milliseconds);
    expect(chip.cells[0]).toBe(0xff);
    send(writeEnable);
    expect(status(parts)).toBe(writeEnabled);
    send(0x02, ...addressBytes(0), 0x11);
    expect(status(parts)).toBe(busy | writeEnabled);
    clock.pass(milliseconds);
    expect([chip.cells[0], status(parts)]).toEqual([0x11, 0]);
    send(0x02, ...addressBytes(1), 0x22);
    clock.pass(milliseconds);
    expect(chip.cells[1]).toBe(0xff);
  });

  test('can be disabled again', () => {
    const parts = createFlashParts();
    parts.send(writeEnable);
    parts.send(0x04);
    expect(status(parts)).toBe(0);
  });

  test('of more than a page takes the last 256 bytes', () => {
    const { send, clock, chip } = createFlashParts();
    send(writeEnable);
    send(0x02, ...addressBytes(0x10), ...Array.from({ length: 258 }, (_, index) => index & 0xff));
    clock.pass(milliseconds);
    expect([...chip.cells.subarray(0x0e, 0x14)]).toEqual([254, 255, 0, 1, 2, 3]);
  });

  test('erases the whole chip', () => {
    const { send, clock, chip } = createFlashParts({ image: new Uint8Array(0x200000) });
    send(writeEnable);
    send(0xc7);
    clock.pass(5000 * milliseconds);
    expect(chip.cells.every((byte) => byte === 0xff)).toBe(true);
  });

  test('takes no command but status while it is at it', () => {
    const parts = createFlashParts();
    const { send } = parts;
    send(writeEnable);
    send(0x20, ...addressBytes(0));
    expect(status(parts) & busy).toBe(busy);
    expect(send(0x9f, 0, 0, 0).slice(1)).toEqual([0xff, 0xff, 0xff]);
  });

  test('writes both status registers at once', () => {
    const { send, clock, chip } = createFlashParts();
    send(writeEnable);
    send(0x01, 0x00, 0x42);
    expect(chip.busy).toBe(true);
    clock.pass(10 * milliseconds);
    expect(send(0x35, 0)[1]).toBe(0x42);
  });
});

test('asleep it answers nothing until it is woken', () => {
  const { send } = createFlashParts();
  send(0xb9);
  expect(send(0x9f, 0)[1]).toBe(0xff);
  send(0xab);
  expect(send(0x9f, 0)[1]).toBe(0xef);
});
