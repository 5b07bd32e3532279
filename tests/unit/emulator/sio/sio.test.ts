// SIO as programs see it (RP2040 datasheet, 2.3.1).
import { beforeEach, describe, expect, test } from 'vitest';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { BareCores } from '../../../support/bare-cores.ts';

const base = 0xd0000000;
let cores: BareCores;

beforeEach(() => {
  cores = new BareCores();
});

const read = (offset: number, core: 0 | 1 = 0) =>
  cores.processors.cores[core].bus.read32(base + offset) >>> 0;
const write = (offset: number, value: number, core: 0 | 1 = 0) =>
  cores.processors.cores[core].bus.write32(base + offset, value);

test('each core reads its number', () => {
  expect([read(0, 0), read(0, 1)]).toEqual([0, 1]);
});

describe('GPIO', () => {
  test('levels and directions are set, cleared and flipped, and driven as words', () => {
    write(0x10, 0x1);
    write(0x14, 0x6);
    write(0x18, 0x2);
    write(0x1c, 0x9);
    expect(read(0x10)).toBe(0xc);
    write(0x20, 0xff);
    write(0x24, 0x100);
    write(0x28, 0x1);
    write(0x2c, 0x3);
    expect(read(0x20)).toBe(0x1fd);
    expect(cores.pins.driven.at(-1)).toEqual([functionSelect.sio, 0xc, 0x1fd]);
  });

  test('there are thirty, and inputs are what is on the pins', () => {
    write(0x10, 0xffffffff);
    expect(read(0x10)).toBe(0x3fffffff);
    cores.pins.inputs = 0x12345678;
    expect(read(4)).toBe(0x12345678);
  });

  test("the flash's pins are kept apart", () => {
    write(0x30, 0x15);
    write(0x3c, 0x3f);
    expect(read(0x30)).toBe(0x2a);
    expect(read(0x10)).toBe(0);
  });
});

describe('the divider', () => {
  const divide = (signed: boolean, dividend: number, divisor: number) => {
    write(signed ? 0x68 : 0x60, dividend);
    write(signed ? 0x6c : 0x64, divisor);
    return [read(0x74), read(0x70)].reverse();
  };

  test.each([
    [false, 100, 7, [14, 2]],
    [false, 0xffffffff, 2, [0x7fffffff, 1]],
    [true, -100 >>> 0, 7, [-14 >>> 0, -2 >>> 0]],
    [true, 100, -7 >>> 0, [-14 >>> 0, 2]],
    [true, 0x80000000, 0xffffffff, [0x80000000, 0]],
    [false, 5, 0, [0xffffffff, 5]],
    [true, 5, 0, [0xffffffff, 5]],
    [true, -5 >>> 0, 0, [1, -5 >>> 0]],
  ])('signed %s: %i by %i', (signed, dividend, divisor, wanted) => {
    expect(divide(signed, dividend, divisor)).toEqual(wanted);
  });

  test('is ready at once, and dirty until its quotient is read', () => {
    divide(false, 1, 1);
    expect(read(0x78)).toBe(1);
    write(0x60, 9);
    expect(read(0x78)).toBe(3);
    expect(read(0x70)).toBe(9);
    expect(read(0x78)).toBe(1);
  });

  test('each core has its own, and results can be put back', () => {
    divide(false, 100, 7);
    expect(read(0x70, 1)).toBe(0);
    write(0x70, 123);
    write(0x74, 45);
    expect([read(0x74), read(0x70)]).toEqual([45, 123]);
  });
});

test('a spin lock is taken by reading and given back by writing', () => {
  expect([read(0x100 + 4 * 5), read(0x100 + 4 * 5, 1)]).toEqual([32, 0]);
  expect(read(0x5c)).toBe(32);
  write(0x100 + 4 * 5, 1, 1);
  expect(read(0x100 + 4 * 5, 1)).toBe(32);
  expect(read(0x100 + 4 * 31)).toBe(0x80000000);
});

describe('the mailboxes', () => {
  test('carry words to the other core, in order', () => {
    expect([read(0x50), read(0x50, 1)]).toEqual([2, 2]);
    write(0x54, 11);
    write(0x54, 22);
    expect(read(0x50, 1)).toBe(3);
    expect([read(0x58, 1), read(0x58, 1)]).toEqual([11, 22]);
    expect(read(0x50, 1)).toBe(2);
  });

  test('hold eight words, and say what was lost and what was not there', () => {
    for (let word = 0; word < 9; word++) write(0x54, word);
    expect(read(0x50)).toBe(4);
    write(0x50, 0);
    expect(read(0x50)).toBe(0);
    expect(read(0x58)).toBe(0);
    expect(read(0x50)).toBe(8);
  });

  test("hold the other core's interrupt up while there is something to read", () => {
    const pending = (core: 0 | 1) => cores.processors.cores[core].exceptions.pending;
    write(0x54, 1);
    expect([pending(0), pending(1)]).toEqual([0, 1 << 16]);
    write(0x54, 1, 1);
    expect(pending(0)).toBe(1 << 15);
  });

  test('wake a core that waits for an event', () => {
    cores.put(0x20000800, 0xbf20, 0xe7fe);
    cores.other.start(0x20000800, 0x20001000, 0x20000000);
    cores.runFor(10);
    expect(cores.other.sleeping).toBe(true);
    write(0x54, 1);
    expect(cores.other.sleeping).toBe(false);
  });
});

describe('an interpolator', () => {
  const control = (shift: number, lowest: number, highest: number, bits = 0) =>
    shift | (lowest << 5) | (highest << 10) | bits;
  const signed = 1 << 15;
  const crossInput = 1 << 16;
  const crossResult = 1 << 17;
  const addRaw = 1 << 18;

  test('adds a shifted and masked accumulator to a base', () => {
    write(0x80, 0x12345678);
    write(0x88, 0x1000);
    write(0xac, control(8, 2, 9));
    expect(read(0xa0)).toBe(0x1000 + (0x123456 & 0x3fc));
    expect(read(0xb4)).toBe(0x123456 & 0x3fc);
  });

  test('extends the sign from the highest bit of its mask', () => {
    write(0x80, 0x8000);
    write(0xac, control(8, 0, 7, signed));
    expect(read(0xa0)).toBe(0xffffff80);
  });

  test('sums both lanes and the third base', () => {
    write(0x80, 3);
    write(0x84, 4);
    write(0x90, 100);
    write(0xac, control(0, 0, 31));
    write(0xb0, control(0, 0, 31));
    expect(read(0xa8)).toBe(107);
  });

  test('takes its results back when they are popped, each lane the other one if asked', () => {
    write(0x80, 5);
    write(0x84, 50);
    write(0x88, 1);
    write(0x8c, 10);
    write(0xac, control(0, 0, 31, crossResult));
    write(0xb0, control(0, 0, 31, crossResult));
    expect(read(0x94)).toBe(6);
    expect([read(0x80), read(0x84)]).toEqual([60, 6]);
  });

  test('can work on the other accumulator, and on one that is not masked', () => {
    write(0x80, 0xff);
    write(0x84, 0x1234);
    write(0xac, control(4, 0, 3, crossInput));
    expect(read(0xa0)).toBe(3);
    write(0xac, control(4, 0, 3, addRaw));
    expect(read(0xa0)).toBe(0xff);
    expect(read(0xa8)).toBe(0xf + (0x1234 & 1));
  });

  test('blends between two bases', () => {
    write(0x88, 500);
    write(0x8c, 1000);
    write(0xac, 1 << 21);
    write(0xb0, control(0, 0, 7, signed));
    for (const [fraction, wanted] of [
      [0, 500],
      [64, 625],
      [128, 750],
      [255, 998],
    ] as const) {
      write(0x84, fraction);
      expect(read(0xa4)).toBe(wanted);
      expect(read(0xa0)).toBe(fraction);
    }
  });

  test('clamps between two bases, the second one of a core only', () => {
    write(0xc8, -100 >>> 0);
    write(0xcc, 100);
    write(0xec, control(2, 0, 29, signed | (1 << 22)));
    for (const [value, wanted] of [
      [-1024, -100],
      [-32, -8],
      [40, 10],
      [4000, 100],
    ] as const) {
      write(0xc0, value);
      expect(read(0xe0) | 0).toBe(wanted);
    }
    write(0xac, 1 << 22);
    expect(read(0xac)).toBe(0);
  });

  test('says when its mask cut something off', () => {
    write(0xac, control(0, 0, 3));
    write(0x80, 0xf);
    expect(read(0xac) >>> 23).toBe(0);
    write(0x80, 0x1f);
    expect(read(0xac) >>> 23).toBe(0b101);
  });

  test('sets both bases with one word, and adds to accumulators', () => {
    write(0xac, signed);
    write(0xbc, 0xfffe8001);
    expect([read(0x88), read(0x8c)]).toEqual([0xffff8001, 0xfffe]);
    write(0x80, 7);
    write(0xb4, 0xffffffff);
    expect(read(0x80)).toBe(6);
  });
});
