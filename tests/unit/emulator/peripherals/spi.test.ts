import { beforeEach, describe, expect, it } from 'vitest';

import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { SharedFunction } from '../../../../runtime/emulator/peripherals/shared-function.ts';
import { connectSpiDevice, type SpiDevice } from '../../../../runtime/emulator/peripherals/spi/spi-device.ts';
import { Spi } from '../../../../runtime/emulator/peripherals/spi/spi.ts';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import {
  FixedRates,
  poke,
  WatchedInterrupts,
  WatchedNotEmulated,
  WatchedRequests,
} from '../../../support/chip-parts.ts';
import { connectWire } from '../../../support/outside-wire.ts';

function createParts() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const interrupts = new WatchedInterrupts();
  const requests = new WatchedRequests();
  const notEmulated = new WatchedNotEmulated();
  const pins = new Pins();
  const shared = new SharedFunction(pins, functionSelect.spi);
  const spi = new Spi({ number: 0, clock, rates, interrupts, requests, notEmulated, pins, shared });
  return { clock, rates, interrupts, requests, notEmulated, pins, spi };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
});

const data = 0x08;
const status = 0x0c;
/** 125 MHz / (10 · 5): 2.5 MHz, 400 ns a bit. */
const bitTime = 400;
const wires = { receive: 0, chipSelect: 1, clock: 2, transmit: 3 };

function start(format: number, control = 2): void {
  const { spi } = parts;
  poke(spi, 0x10, 10);
  poke(spi, 0x00, (4 << 8) | format);
  poke(spi, 0x04, control);
}

function connect(): void {
  for (const gpio of Object.values(wires)) parts.pins.select(gpio, functionSelect.spi);
}

function connectLoop(): void {
  connect();
  const { pins } = parts;
  connectWire({ pins, gpio: wires.transmit }, { pins, gpio: wires.receive });
}

function receive(): number[] {
  const words: number[] = [];
  while (parts.spi.read(status) & 4) words.push(parts.spi.read(data));
  return words;
}

/** A device that answers with the complement of the byte before. */
class Complement implements SpiDevice {
  readonly log: string[] = [];
  #last = 0;

  selected(): void {
    this.log.push('selected');
  }

  next(): number {
    return ~this.#last & 0xff;
  }

  received(byte: number): void {
    this.log.push(byte.toString(16));
    this.#last = byte;
  }

  released(): void {
    this.log.push('released');
  }
}

describe('SPI', () => {
  it.each([0, 1, 2, 3])('hears itself over an outside wire in mode %i, with words of all sizes', (mode) => {
    connectLoop();
    const { clock, spi } = parts;
    for (const size of [4, 7, 8, 12, 16]) {
      start(((mode & 1) << 7) | ((mode >>> 1) << 6) | (size - 1));
      const words = [0xa5c3, 0x0f01, 0xffff, 0].map((word) => word & (2 ** size - 1));
      for (const word of words) poke(spi, data, word);
      clock.pass(4 * (size + 1) * bitTime);
      expect(receive()).toEqual(words);
    }
  });

  it('hears itself in loopback, unseen', () => {
    start(7, 3);
    poke(parts.spi, data, 0x5a);
    expect(parts.clock.untilNext).toBe(9 * bitTime);
    parts.clock.pass(9 * bitTime);
    expect(receive()).toEqual([0x5a]);
  });

  it('reads what its pin has', () => {
    connect();
    start(7);
    poke(parts.spi, data, 0);
    parts.clock.pass(9 * bitTime);
    expect(receive()).toEqual([0]);
    parts.pins.connect().drive(1, 1);
    poke(parts.spi, data, 0);
    parts.clock.pass(9 * bitTime);
    expect(receive()).toEqual([0xff]);
  });

  it('takes a gap between words where data is taken at the first edge, and none where at the second', () => {
    const { clock, spi } = parts;
    for (const [format, total] of [
      [7, 18 * bitTime],
      [7 | 0x80, 16 * bitTime],
    ] as const) {
      start(format);
      poke(spi, data, 1);
      poke(spi, data, 2);
      clock.pass(total - 1);
      expect(spi.read(status) & 0x10).toBe(0x10);
      clock.pass(1);
      expect(spi.read(status) & 0x10).toBe(0);
    }
  });

  it('shows its clock and chip select', () => {
    connect();
    const { clock, pins, spi } = parts;
    start(7 | 0x40);
    const clockEdges: number[] = [];
    const selects: string[] = [];
    pins
      .onInputChange((changed) => {
        if (changed & (1 << wires.clock)) clockEdges.push(clock.nanoseconds);
        if (changed & (1 << wires.chipSelect))
          selects.push(`${(pins.inputs >>> 1) & 1} at ${clock.nanoseconds}`);
      })
      .watch((1 << wires.clock) | (1 << wires.chipSelect));
    expect((pins.inputs >>> wires.clock) & 1).toBe(1);
    poke(spi, data, 0x80);
    clock.pass(1e5);
    expect(clockEdges).toEqual(Array.from({ length: 16 }, (_, index) => (index + 1) * 200));
    expect(selects).toEqual(['0 at 0', '1 at 3400']);
  });

  it('fills its FIFOs, and tells of a word too many', () => {
    start(7, 3);
    const { clock, interrupts, spi } = parts;
    poke(spi, 0x14, 1);
    expect(spi.read(status)).toBe(3);
    for (let word = 0; word < 10; word++) poke(spi, data, word);
    expect(spi.read(status)).toBe(0x10);
    clock.pass(9 * 9 * bitTime);
    expect(spi.read(0x18)).toBe(0b1101);
    expect([...interrupts.asserted]).toEqual([interruptLine.spi0]);
    poke(spi, 0x20, 1);
    expect(interrupts.asserted.size).toBe(0);
    expect(receive()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('interrupts at half full FIFOs, and after silence', () => {
    start(7, 3);
    const { clock, spi } = parts;
    for (let word = 0; word < 6; word++) poke(spi, data, word);
    expect(spi.read(0x18)).toBe(0);
    clock.pass(9 * bitTime);
    expect(spi.read(0x18)).toBe(0b1000);
    clock.pass(3 * 9 * bitTime);
    expect(spi.read(0x18)).toBe(0b1100);
    clock.pass(2 * 9 * bitTime + 31 * bitTime);
    expect(spi.read(0x18)).toBe(0b1100);
    clock.pass(2 * bitTime);
    expect(spi.read(0x18)).toBe(0b1110);
    receive();
    expect(spi.read(0x18)).toBe(0b1000);
  });

  it('asks for transfers', () => {
    start(7, 3);
    const { clock, requests, spi } = parts;
    poke(spi, 0x24, 3);
    expect([...requests.wanted]).toEqual([transferRequest.spi0Transmit]);
    for (let word = 0; word < 9; word++) poke(spi, data, word);
    expect(requests.wanted.size).toBe(0);
    clock.pass(9 * bitTime);
    expect(requests.wanted).toContain(transferRequest.spi0Receive);
    expect(requests.wanted).toContain(transferRequest.spi0Transmit);
  });

  it.each([0, 1, 2, 3] as const)('talks to a device in mode %i', (mode) => {
    connect();
    const { clock, pins, spi } = parts;
    start(7 | ((mode & 1) << 7) | ((mode >>> 1) << 6));
    const device = new Complement();
    // Chip select on a pin of its own, as MicroPython's programs have it.
    pins.select(9, functionSelect.sio);
    pins.drive(functionSelect.sio, 1 << 9, 1 << 9);
    connectSpiDevice(pins, { clock: 2, input: 3, output: 0, chipSelect: 9, mode }, device);
    pins.drive(functionSelect.sio, 0, 1 << 9);
    for (const byte of [0x12, 0xff, 0x80]) poke(spi, data, byte);
    clock.pass(27 * bitTime);
    pins.drive(functionSelect.sio, 1 << 9, 1 << 9);
    expect(receive()).toEqual([0xff, 0xed, 0x00]);
    expect(device.log).toEqual(['selected', '12', 'ff', '80', 'released']);
  });

  it.each([0, 1, 2, 3] as const)('leaves each bit to its own edge at a device in mode %i', (mode) => {
    const { pins } = parts;
    for (const gpio of [2, 3, 9]) pins.select(gpio, functionSelect.sio);
    const rest = mode >= 2 ? 1 : 0;
    const move = (clock: number, input: number, chipSelect = 0): void =>
      pins.drive(functionSelect.sio, (clock << 2) | (input << 3) | (chipSelect << 9), 0x20c);
    const device = new Complement();
    move(rest, 0, 1);
    connectSpiDevice(pins, { clock: 2, input: 3, output: 0, chipSelect: 9, mode }, device);
    move(rest, 0);
    let answer = 0;
    for (let bit = 7; bit >= 0; bit--) {
      const level = (0xb1 >>> bit) & 1;
      if (mode & 1) move(1 - rest, 1 - level);
      move(mode & 1 ? 1 - rest : rest, level);
      answer = (answer << 1) | (pins.levels & 1);
      move(mode & 1 ? rest : 1 - rest, level);
      move(mode & 1 ? rest : 1 - rest, 1 - level);
      if (!(mode & 1)) move(rest, 1 - level);
    }
    expect(device.log).toEqual(['selected', 'b1']);
    expect(answer).toBe(0xff);
  });

  it('reports what it does not do', () => {
    start(7 | 0x10, 4);
    expect([...parts.notEmulated.features]).toEqual(['SPI formats of TI and Microwire', 'SPI slave mode']);
  });

  it('comes back from a snapshot in the middle of a word', () => {
    connectLoop();
    start(7);
    poke(parts.spi, data, 0x9c);
    poke(parts.spi, data, 0x63);
    parts.clock.pass(3.3 * bitTime);
    const state = structuredClone([parts.pins.save(), parts.spi.save()]);
    parts = createParts();
    connectLoop();
    parts.pins.restore(state[0]);
    parts.spi.restore(state[1]);
    parts.clock.pass(18 * bitTime);
    expect(receive()).toEqual([0x9c, 0x63]);
  });
});
