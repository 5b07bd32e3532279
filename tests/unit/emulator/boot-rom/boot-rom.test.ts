/** The boot ROM as programs on the emulated chip find it: by its tables, called with BLX. */

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { callFunction, idleChip, romData, romFunction } from '../../../support/chip-programs.ts';
import type { EmulatedChip } from '../../../support/emulated-chip.ts';

let chip: EmulatedChip;
const read = (address: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => chip.chip.bus.read8(address + index));
const write = (address: number, bytes: ArrayLike<number>): void => {
  Array.from(bytes).forEach((byte, index) => chip.chip.bus.write8(address + index, byte));
};
const text = (address: number): string => {
  let end = address;
  while (chip.chip.bus.read8(end) !== 0) end++;
  return String.fromCharCode(...read(address, end - address));
};

beforeAll(() => {
  chip = idleChip();
});

describe('what stands where', () => {
  test('the mark and the version of an RP2040 B2', () => {
    expect([...read(0x10, 4)]).toEqual([0x4d, 0x75, 1, 3]);
  });

  test('all functions', () => {
    const codes = 'P3 R3 L3 T3 MS S4 MC C4 UB DT DE WV IF EX RE RP FC CX'.split(' ');
    const addresses = codes.map((code) => romFunction(chip, code));
    expect(addresses.every((address) => address > 0 && address < 0x4000 && address % 2 === 1)).toBe(true);
    expect(new Set(addresses).size).toBe(codes.length);
  });

  test('all data', () => {
    expect(text(romData(chip, 'CR'))).toContain('Nibble');
    expect(romData(chip, 'GR') % 4).toBe(0);
    expect(chip.chip.bus.read8(romData(chip, 'FZ'))).toBe(32);
    for (const [table, start, end] of [
      ['SF', 'FS', 'FE'],
      ['SD', 'DS', 'DE'],
    ] as const) {
      const [from, to] = [romData(chip, start), romData(chip, end)];
      for (let entry = 0; entry < 32; entry++) {
        const address = chip.chip.bus.read32(romData(chip, table) + entry * 4);
        expect(address & 1).toBe(1);
        expect(address >= from && address < to).toBe(true);
      }
    }
  });

  test('what is not there is 0', () => {
    expect([romFunction(chip, 'XX'), romData(chip, 'XX')]).toEqual([0, 0]);
  });
});

describe('bits', () => {
  const check = (code: string, expected: (bits: number) => number): void => {
    const address = romFunction(chip, code);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer(),
          fc.nat(31).map((bit) => 1 << bit),
          fc.constantFrom(0, -1),
        ),
        (bits) => {
          expect(callFunction(chip, address, [bits]).registers[0]).toBe(expected(bits >>> 0));
        },
      ),
    );
  };
  const digits = (bits: number): string => bits.toString(2).padStart(32, '0');
  const mirrored = (bits: number): string => [...digits(bits)].reverse().join('');

  test('are counted', () => {
    check('P3', (bits) => digits(bits).replaceAll('0', '').length);
  });
  test('are reversed', () => {
    check('R3', (bits) => parseInt(mirrored(bits), 2));
  });
  test('leading zeros', () => {
    check('L3', (bits) => `${digits(bits)}1`.indexOf('1'));
  });
  test('trailing zeros', () => {
    check('T3', (bits) => `${mirrored(bits)}1`.indexOf('1'));
  });
});

describe('memory', () => {
  const source = 0x20001000;
  const target = 0x20002000;
  const bytes = fc.uint8Array({ maxLength: 70 });

  test.each(['MC', 'C4'])('is copied (%s)', (code) => {
    const address = romFunction(chip, code);
    const offsets = code === 'C4' ? fc.constantFrom(0, 4) : fc.nat(7);
    fc.assert(
      fc.property(bytes, offsets, offsets, (data, from, to) => {
        write(source + from, data);
        write(target - 1, new Uint8Array(80).fill(0xee));
        const { registers } = callFunction(chip, address, [target + to, source + from, data.length]);
        expect(registers[0]).toBe(target + to);
        expect([...read(target + to, data.length)]).toEqual([...data]);
        expect([...read(target + to - 1, 1), ...read(target + to + data.length, 1)]).toEqual([0xee, 0xee]);
      }),
    );
  });

  test.each(['MS', 'S4'])('is filled (%s)', (code) => {
    const address = romFunction(chip, code);
    const offsets = code === 'S4' ? fc.constantFrom(0, 4) : fc.nat(7);
    fc.assert(
      fc.property(fc.nat(70), offsets, fc.integer(), (length, to, value) => {
        write(target - 1, new Uint8Array(80).fill(0xee));
        const { registers } = callFunction(chip, address, [target + to, value, length]);
        expect(registers[0]).toBe(target + to);
        expect([...read(target + to, length)]).toEqual(new Array<number>(length).fill(value & 0xff));
        expect([...read(target + to - 1, 1), ...read(target + to + length, 1)]).toEqual([0xee, 0xee]);
      }),
    );
  });

  test('is copied from flash and from the ROM itself', () => {
    callFunction(chip, romFunction(chip, 'MC'), [target, 0x10000000, 256]);
    expect([...read(target, 256)]).toEqual([...chip.chip.memory.flash.subarray(0, 256)]);
    callFunction(chip, romFunction(chip, 'MC'), [target, 0x10, 4]);
    expect([...read(target, 4)]).toEqual([0x4d, 0x75, 1, 3]);
  });

  test('reaches registers a word at a time, as a register wants it', () => {
    const scratch = 0x4005800c;
    write(source, [1, 2, 3, 4, 5, 6, 7, 8]);
    callFunction(chip, romFunction(chip, 'MC'), [scratch, source, 8]);
    expect([chip.chip.bus.read32(scratch), chip.chip.bus.read32(scratch + 4)]).toEqual([
      0x04030201, 0x08070605,
    ]);
  });

  test('that is not there ends in the fault handler', () => {
    const [core] = chip.chip.processors.cores;
    expect(() => callFunction(chip, romFunction(chip, 'MC'), [0x60000000, source, 8])).toThrow();
    expect([0x1c, 0x1e]).toContain(core.pc);
    chip = idleChip();
  });
});

describe('floats', () => {
  const bits = new DataView(new ArrayBuffer(4));
  const single = (value: number): number => {
    bits.setFloat32(0, value);
    return bits.getUint32(0);
  };
  const entry = (table: string, index: number): number =>
    chip.chip.bus.read32(romData(chip, table) + index * 4);

  test('are called through their table', () => {
    const add = entry('SF', 0);
    expect(callFunction(chip, add, [single(1.5), single(2.25)]).registers[0]).toBe(single(3.75));
    const divide = entry('SD', 3);
    expect(callFunction(chip, divide, [0, 0x40180000, 0, 0x40080000]).registers.slice(0, 2)).toEqual([
      0, 0x40000000,
    ]);
  });

  test.each([5, 21])('are compared into the flags (entry %i)', (index) => {
    const flagsOf = (x: number, y: number): number =>
      callFunction(chip, entry('SF', index), [single(x), single(y)]).flags >>> 28;
    const [negative, zero, carry] = [8, 4, 2];
    expect(flagsOf(1, 2)).toBe(negative | carry);
    expect(flagsOf(2, 2)).toBe(zero | carry);
    expect(flagsOf(3, 2)).toBe(carry);
    expect(flagsOf(0, -0)).toBe(zero | carry);
  });
});

describe('flash', () => {
  const data = 0x20003000;

  test('is erased in sectors and programmed in pages, in the time that the chip takes', () => {
    const [erase, program] = [romFunction(chip, 'RE'), romFunction(chip, 'RP')];
    write(
      data,
      Uint8Array.from({ length: 512 }, (_, index) => index & 0xff),
    );
    let before = chip.milliseconds;
    callFunction(chip, program, [0x10100, data, 512]);
    expect(chip.milliseconds - before).toBeGreaterThan(0.8);
    expect([...chip.chip.memory.flash.subarray(0x101ff, 0x10202)]).toEqual([0xff, 0, 1]);
    before = chip.milliseconds;
    callFunction(chip, erase, [0x10000, 0x2000, 0x10000, 0xd8], 200);
    expect(chip.milliseconds - before).toBeGreaterThan(90);
    expect(chip.milliseconds - before).toBeLessThan(92);
    expect(chip.chip.memory.flash.subarray(0x10000, 0x12000).every((byte) => byte === 0xff)).toBe(true);
  });

  test('is erased in larger blocks where they fit', () => {
    const before = chip.milliseconds;
    callFunction(chip, romFunction(chip, 'RE'), [0x1f000, 0x12000, 0x10000, 0xd8], 500);
    expect(chip.milliseconds - before).toBeGreaterThan(45 + 150 + 45);
    expect(chip.milliseconds - before).toBeLessThan(45 + 150 + 45 + 2);
  });

  test('a page that was interrupted by a power cut is the last that was written', () => {
    const program = romFunction(chip, 'RP');
    write(data, new Uint8Array(1024));
    expect(() => callFunction(chip, program, [0x40000, data, 1024], 0.9)).toThrow();
    chip.chip.flash.cutPower();
    const { flash } = chip.chip.memory;
    const zeros = (start: number): number =>
      flash.subarray(start, start + 256).filter((byte) => byte === 0).length;
    expect([zeros(0x40000), zeros(0x40100)]).toEqual([256, 256]);
    expect(zeros(0x40200)).toBeLessThan(256);
    expect(zeros(0x40300)).toBe(0);
  });
});

test('the second core waits until it is launched', () => {
  const { processors, bus, clock } = idleChip().chip;
  const [, second] = processors.cores;
  const fifo = processors.sio.port(0);
  const vectorTable = 0xe000ed08;
  const register = { status: 0xd0000050, write: 0xd0000054, read: 0xd0000058 };
  const wait = (): void => processors.runUntil(clock.nanoseconds + 10_000);
  const exchange = (word: number): number => {
    fifo.write(register.write, word);
    for (let tries = 0; tries < 100 && (fifo.read(register.status) & 1) === 0; tries++) wait();
    return fifo.read(register.read);
  };
  bus.write16(0x20008000, 0xe7fe);
  while (fifo.read(register.status) & 1) fifo.read(register.read);

  const words = [0, 1, 0x20004000, 0x20010000, 0x20008001];
  expect(words.map(exchange)).toEqual(words);
  wait();
  expect(second.pc).toBe(0x20008000);
  expect(second.registers[13]).toBe(0x20010000);
  expect(second.bus.read32(vectorTable)).toBe(0x20004000);
});
