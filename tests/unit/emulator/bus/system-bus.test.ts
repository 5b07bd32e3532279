import { beforeEach, describe, expect, test } from 'vitest';
import type { BusMemory } from '../../../../runtime/emulator/bus/bus-memory.ts';
import type { Peripheral } from '../../../../runtime/emulator/bus/peripheral.ts';
import { SystemBus } from '../../../../runtime/emulator/bus/system-bus.ts';
import { BusFault, type CoreMemory } from '../../../../runtime/emulator/core/core.ts';

/** One register of plain storage, and a note of everything that was written. */
class Register implements Peripheral {
  readonly name = 'REGISTER';
  value = 0x0f0f;
  reads = 0;
  readonly writes: number[][] = [];
  read(offset: number): number {
    this.reads++;
    return offset === 0x10 ? this.value : 0;
  }
  peek(offset: number): number {
    return offset === 0x10 ? this.value : 0;
  }
  write(offset: number, value: number, bits: number): void {
    this.writes.push([offset, value, bits]);
    this.value = value;
  }
  reset(): void {}
  save(): unknown {
    return this.value;
  }
  restore(state: unknown): void {
    this.value = state as number;
  }
}

let changes: [number, number][];
let memory: CoreMemory;
let bus: SystemBus;

beforeEach(() => {
  const buffer = new ArrayBuffer(0x300000);
  changes = [];
  memory = {
    buffer,
    rom: new Uint8Array(buffer, 0, 0x4000),
    sram: new Uint8Array(buffer, 0x10000, 0x42000),
    flash: new Uint8Array(buffer, 0x100000, 0x200000),
    changed: (address, length) => changes.push([address, length]),
  };
  bus = new SystemBus(memory);
});

describe('registers', () => {
  let register: Register;
  beforeEach(() => {
    register = new Register();
    bus.attach(0x40034000, register);
  });

  test.each([
    ['plain', 0x0000, 0x00ff],
    ['flipped', 0x1000, 0x0ff0],
    ['set', 0x2000, 0x0fff],
    ['cleared', 0x3000, 0x0f00],
  ])('are %s by their aliases, without being read', (_how, alias, value) => {
    bus.write32(0x40034010 + alias, 0x00ff);
    expect(register.writes).toEqual([[0x10, value, 0x00ff]]);
    expect(register.reads).toBe(0);
  });

  test('read the same through every alias', () => {
    for (const alias of [0, 0x1000, 0x2000, 0x3000]) expect(bus.read32(0x40034010 + alias)).toBe(0x0f0f);
  });

  test('take a byte on all lanes, and a half word on both', () => {
    bus.write8(0x40034011, 0xa5);
    bus.write16(0x40034012, 0x1234);
    expect(register.writes.map(([, , bits]) => bits)).toEqual([0xa5a5a5a5, 0x12341234]);
  });

  test('give the lanes that are asked for', () => {
    register.value = 0x44332211;
    expect([0, 1, 2, 3].map((lane) => bus.read8(0x40034010 + lane))).toEqual([0x11, 0x22, 0x33, 0x44]);
    expect(bus.read16(0x40034012)).toBe(0x4433);
  });

  test.each([0x40034000, 0x50200000, 0x18000000, 0x14000000])('lie where they were put, 0x%x', (base) => {
    const other = new Register();
    bus.attach(base, other);
    other.value = base + 1;
    expect(bus.read32(base + 0x3010)).toBe(base + 1);
  });
});

describe('memory', () => {
  test('is little-endian, and tells when code may have changed', () => {
    bus.write32(0x20000100, 0x11223344);
    expect(bus.read8(0x20000100)).toBe(0x44);
    expect(bus.read16(0x20000102)).toBe(0x1122);
    expect(changes).toEqual([[0x20000100, 4]]);
  });

  test('has each of its four banks in one piece, too', () => {
    for (let word = 0; word < 8; word++) bus.write32(0x20000000 + word * 4, word);
    expect(bus.read32(0x21000004)).toBe(4);
    expect(bus.read32(0x21010000)).toBe(1);
    expect(bus.read32(0x21030004)).toBe(7);
    bus.write8(0x21020001, 9);
    expect(bus.read32(0x20000008)).toBe(0x0902);
    expect(changes.at(-1)).toEqual([0x20000009, 1]);
  });

  test('of the flash is the same in all windows, and is not written', () => {
    memory.flash[0x1234] = 0x77;
    for (const window of [0x10, 0x11, 0x12, 0x13]) expect(bus.read8(window * 0x1000000 + 0x1234)).toBe(0x77);
    bus.write8(0x10001234, 0);
    expect(memory.flash[0x1234]).toBe(0x77);
  });

  test('of a peripheral tells its owner what was written', () => {
    const written: number[][] = [];
    const buffers: BusMemory = {
      bytes: new Uint8Array(0x1000),
      written: (offset, size) => written.push([offset, size]),
    };
    bus.attachMemory(0x50100000, buffers);
    bus.write16(0x50100ffe, 0xbeef);
    expect(bus.read32(0x50100ffc)).toBe(0xbeef0000);
    expect(written).toEqual([[0xffe, 2]]);
  });
});

test.each([0x20042000, 0x40080000, 0x60000000, 0x00004000, 0x50300000])('nothing is at 0x%x', (address) => {
  expect(() => bus.read32(address)).toThrow(BusFault);
  expect(() => bus.write8(address, 0)).toThrow(BusFault);
});
