import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import type { BusMaster } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { Dma } from '../../../../runtime/emulator/dma/dma.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { FixedRates, WatchedInterrupts } from '../../../support/chip-parts.ts';

/** 64 KB of memory; above it a "peripheral" that notes what is written, and beyond that nothing. */
class Memory implements BusMaster {
  readonly view = new DataView(new ArrayBuffer(0x10000));
  readonly bytes = new Uint8Array(this.view.buffer);
  readonly written: number[] = [];
  onWrite: () => void = () => undefined;

  read(address: number, size: 1 | 2 | 4): number {
    if (address >= 0x20000) throw new Error('nothing there');
    if (size === 4) return this.view.getUint32(address, true);
    return size === 2 ? this.view.getUint16(address, true) : this.view.getUint8(address);
  }

  write(address: number, value: number, size: 1 | 2 | 4): void {
    if (address >= 0x20000) throw new Error('nothing there');
    if (address >= 0x10000) {
      this.written.push(value);
      this.onWrite();
    } else if (size === 4) this.view.setUint32(address, value, true);
    else if (size === 2) this.view.setUint16(address, value, true);
    else this.view.setUint8(address, value);
  }
}

const port = 0x10000;
const enable = 1;
const words = 2 << 2;
const incrementRead = 1 << 4;
const incrementWrite = 1 << 5;
const permanent = 0x3f << 15;
const busy = 1 << 24;

function makeDma() {
  const clock = new ChipClock();
  const interrupts = new WatchedInterrupts();
  const memory = new Memory();
  const dma = new Dma({ clock, rates: new FixedRates(), interrupts, bus: memory });
  const write = (offset: number, value: number) => {
    dma.write(offset, value >>> 0, value >>> 0);
  };
  const start = (channel: number, from: number, to: number, count: number, control: number) => {
    const base = channel * 0x40;
    write(base, from);
    write(base + 4, to);
    write(base + 8, count);
    write(base + 12, control | enable | (control & 0x7800 ? 0 : channel << 11));
  };
  const isBusy = (channel: number) => (dma.read(channel * 0x40 + 12) & busy) !== 0;
  return { clock, interrupts, memory, dma, write, start, isBusy };
}

describe('a channel', () => {
  it('copies one word in a cycle and interrupts at the end', () => {
    const { clock, dma, interrupts, memory, start, write, isBusy } = makeDma();
    memory.bytes.set([1, 2, 3, 4, 5, 6, 7, 8]);
    write(0x404, 1);
    start(0, 0, 0x100, 2, words | incrementRead | incrementWrite | permanent);
    expect(isBusy(0)).toBe(true);
    clock.cycles(2);
    expect(isBusy(0)).toBe(true);
    clock.cycles(1);
    expect(isBusy(0)).toBe(false);
    expect([...memory.bytes.subarray(0x100, 0x108)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(interrupts.asserted.has(interruptLine.dmaLine0)).toBe(true);
    expect(dma.read(0x40c)).toBe(1);
    expect([dma.read(0), dma.read(4), dma.read(8), dma.read(0x804)]).toEqual([8, 0x108, 0, 2]);
    write(0x40c, 1);
    expect(interrupts.asserted.has(interruptLine.dmaLine0)).toBe(false);
  });

  it('takes as long for many words as the bus would, with few alarms', () => {
    const { clock, start, isBusy } = makeDma();
    start(0, 0, 0x4000, 2048, words | incrementRead | incrementWrite | permanent);
    clock.cycles(2048);
    expect(isBusy(0)).toBe(true);
    clock.cycles(1);
    expect(isBusy(0)).toBe(false);
    expect(clock.rung).toBeLessThan(12);
  });

  it('moves bytes and halves, swapped if asked', () => {
    const { clock, memory, start } = makeDma();
    memory.bytes.set([0x11, 0x22, 0x33, 0x44]);
    start(1, 0, 0x10, 4, incrementRead | incrementWrite | permanent);
    start(2, 0, 0x20, 2, (1 << 2) | incrementRead | incrementWrite | permanent | (1 << 22));
    start(3, 0, 0x30, 1, words | permanent | (1 << 22));
    clock.cycles(20);
    expect([...memory.bytes.subarray(0x10, 0x14)]).toEqual([0x11, 0x22, 0x33, 0x44]);
    expect([...memory.bytes.subarray(0x20, 0x24)]).toEqual([0x22, 0x11, 0x44, 0x33]);
    expect([...memory.bytes.subarray(0x30, 0x34)]).toEqual([0x44, 0x33, 0x22, 0x11]);
  });

  it('wraps addresses on a ring', () => {
    const { clock, dma, memory, start } = makeDma();
    memory.bytes.set([1, 2, 3, 4], 0x40);
    start(0, 0x42, port, 6, incrementRead | (2 << 6) | permanent);
    clock.cycles(20);
    expect(memory.written).toEqual([3, 4, 1, 2, 3, 4]);
    expect(dma.read(0)).toBe(0x40);
    start(0, 0x40, 0x80, 6, incrementRead | incrementWrite | (2 << 6) | (1 << 10) | permanent);
    clock.cycles(20);
    expect(dma.read(4)).toBe(0x82);
  });

  it('starts the channel that it is chained to', () => {
    const { clock, memory, start, write } = makeDma();
    memory.bytes.set([7, 8]);
    write(0x40, 1);
    write(0x44, port);
    write(0x48, 1);
    write(0x50, enable | permanent | (1 << 11));
    start(0, 0, port, 1, permanent | (1 << 11));
    clock.cycles(10);
    expect(memory.written).toEqual([7, 8]);
  });

  it('runs a list of control blocks until a null trigger', () => {
    const { clock, dma, memory, start, write } = makeDma();
    memory.bytes.set([0xa, 0xb, 0xc]);
    // Blocks of {count, read address} for channel 1's alias 3; the address triggers, 0 ends.
    const blocks = [1, 2, 2, 1, 0, 0];
    blocks.forEach((value, index) => {
      memory.view.setUint32(0x100 + index * 4, value, true);
    });
    write(0x44, port);
    write(0x50, enable | permanent | incrementRead | (1 << 21) | (0 << 11));
    // Channel 0 writes two words, into TRANS_COUNT and READ_ADDR_TRIG of channel 1, over a ring of eight bytes.
    const original = memory.write.bind(memory);
    memory.write = (address, value, size) => {
      if (address >= 0x50000000) dma.write(address - 0x50000000, value, value);
      else original(address, value, size);
    };
    start(0, 0x100, 0x50000078, 2, words | incrementRead | incrementWrite | (3 << 6) | (1 << 10) | permanent);
    clock.cycles(100);
    expect(memory.written).toEqual([0xc, 0xb, 0xc]);
    expect(dma.read(0x400)).toBe(0b11);
  });

  it('can be paused, and aborted', () => {
    const { clock, memory, start, write, isBusy, dma } = makeDma();
    start(0, 0, port, 2000, permanent);
    clock.cycles(300);
    const before = memory.written.length;
    dma.write(0x10, permanent, permanent);
    clock.cycles(1000);
    expect(memory.written.length).toBe(before);
    expect(isBusy(0)).toBe(true);
    dma.write(0x10, permanent | enable, permanent | enable);
    clock.cycles(600);
    expect(memory.written.length).toBeGreaterThan(before);
    write(0x444, 1);
    expect(isBusy(0)).toBe(false);
  });

  it('stops where nothing is, and says which side it was', () => {
    const { clock, start, write, dma } = makeDma();
    start(0, 0x30000, port, 3, permanent);
    clock.cycles(5);
    expect(dma.read(12) >>> 29).toBe(0b110);
    write(0x10, 0x40000000);
    expect(dma.read(12) >>> 29).toBe(0);
    start(0, 0, 0x30000, 3, permanent);
    clock.cycles(5);
    expect(dma.read(12) >>> 29).toBe(0b101);
  });

  it('starts together with others', () => {
    const { dma, write, isBusy } = makeDma();
    for (const channel of [2, 5]) {
      write(channel * 0x40 + 8, 5);
      write(channel * 0x40 + 0x10, enable | permanent | (channel << 11));
    }
    dma.write(0x430, 0b100100, 0b100100);
    expect([isBusy(2), isBusy(5)]).toEqual([true, true]);
  });
});

describe('requests', () => {
  it('let a channel go for as long as they are wanted', () => {
    const { clock, dma, memory, start } = makeDma();
    memory.onWrite = () => {
      if (memory.written.length % 4 === 0) dma.set(20, false);
    };
    start(0, 0, port, 10, 20 << 15);
    clock.cycles(100);
    expect(memory.written).toHaveLength(0);
    dma.set(20, true);
    clock.cycles(100);
    expect(memory.written).toHaveLength(4);
    dma.set(20, true);
    clock.cycles(100);
    dma.set(20, true);
    clock.cycles(100);
    expect(memory.written).toHaveLength(10);
  });

  it('tell the peripheral that somebody waits', () => {
    const { clock, dma, start } = makeDma();
    const demands: boolean[] = [];
    dma.onDemand(24, (demanded) => demands.push(demanded));
    start(0, 0, port, 1, 24 << 15);
    dma.pulse(24);
    clock.cycles(5);
    expect(demands).toEqual([true, false]);
  });

  it('by pulses ask for one transfer each, also while nobody had time', () => {
    const { clock, dma, memory, start } = makeDma();
    start(0, 0, port, 10, 25 << 15);
    dma.pulse(25);
    dma.pulse(25);
    dma.pulse(25);
    expect(dma.read(0x800)).toBe(3);
    clock.cycles(10);
    expect(memory.written).toHaveLength(3);
  });

  it('come from timers at X pulses in Y cycles', () => {
    const { clock, memory, start, write } = makeDma();
    write(0x424, (2 << 16) | 25);
    start(0, 0, port, 1000, 60 << 15);
    clock.cycles(250);
    expect(memory.written).toHaveLength(20);
  });
});

describe('the sniffer', () => {
  const text = new TextEncoder().encode('123456789abc');

  function sniff(calculation: number, flags: number, start: number, size: number) {
    const { clock, dma, memory, start: begin, write } = makeDma();
    memory.bytes.set(text);
    write(0x434, 1 | (4 << 1) | (calculation << 5) | flags);
    write(0x438, start);
    begin(4, 0, port, text.length >> size, (size << 2) | incrementRead | permanent | (1 << 23) | (4 << 11));
    clock.cycles(50);
    return dma.read(0x438);
  }

  it.each([0, 1, 2])('agrees with zlib for transfers of size %i', (size) => {
    const reverse = 0x400;
    const invert = 0x800;
    expect(sniff(1, reverse | invert, 0xffffffff, size)).toBe(crc32(text));
  });

  it('knows CRC-16-CCITT', () => {
    let expected = 0xffff;
    for (const byte of text) {
      expected ^= byte << 8;
      for (let bit = 0; bit < 8; bit++)
        expected = (expected & 0x8000 ? (expected << 1) ^ 0x1021 : expected << 1) & 0xffff;
    }
    expect(sniff(2, 0, 0xffff, 0)).toBe(expected);
    expect(sniff(2, 0x200, 0xffff, 2)).toBe(expected);
  });

  it('sums up, and finds the parity', () => {
    expect(sniff(15, 0, 5, 0)).toBe(text.reduce((sum, byte) => sum + byte, 5));
    const ones = [...text].map((byte) => byte.toString(2).replaceAll('0', '').length);
    expect(sniff(14, 0, 0, 0)).toBe(ones.reduce((sum, count) => sum + count, 0) % 2);
  });
});

it('restores a snapshot in the middle of a copy', () => {
  const first = makeDma();
  first.start(0, 0, 0x4000, 1000, words | incrementRead | incrementWrite | permanent);
  first.clock.cycles(100);
  const second = makeDma();
  second.clock.cycles(100);
  second.memory.bytes.set(first.memory.bytes);
  second.dma.restore(first.dma.save());
  second.clock.cycles(900);
  expect(second.isBusy(0)).toBe(true);
  second.clock.cycles(1);
  expect(second.isBusy(0)).toBe(false);
});
