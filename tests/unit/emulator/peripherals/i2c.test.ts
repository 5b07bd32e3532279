import { beforeEach, describe, expect, it } from 'vitest';

import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { transferRequest } from '../../../../runtime/emulator/bus/transfer-requests.ts';
import { I2cBus } from '../../../../runtime/emulator/peripherals/i2c/i2c-bus.ts';
import { I2c } from '../../../../runtime/emulator/peripherals/i2c/i2c.ts';
import { SharedFunction } from '../../../../runtime/emulator/peripherals/shared-function.ts';
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
import { I2cByHand } from '../../../support/i2c-by-hand.ts';
import { I2cMemory } from '../../../support/i2c-memory.ts';

const lines = { clock: 5, data: 4 };

function createParts() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const interrupts = new WatchedInterrupts();
  const requests = new WatchedRequests();
  const notEmulated = new WatchedNotEmulated();
  const pins = new Pins();
  const shared = new SharedFunction(pins, functionSelect.i2c);
  const i2c = new I2c({ number: 0, clock, rates, interrupts, requests, notEmulated, pins, shared });
  for (const gpio of [4, 5]) {
    pins.select(gpio, functionSelect.i2c);
    pins.setPad(gpio, { pullUp: true, pullDown: false, inputEnabled: true, outputDisabled: false });
  }
  return { clock, rates, interrupts, requests, notEmulated, pins, i2c };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
});

const data = 0x10;
const raw = 0x34;
const abortSource = 0x80;
const read = 1 << 8;
const stop = 1 << 9;
const restart = 1 << 10;
const is = { empty: 1 << 4, readRequest: 1 << 5, abort: 1 << 6, done: 1 << 7, stop: 1 << 9, start: 1 << 10 };
const millisecond = 1e6;

/** 400 kHz as the SDK sets it up at 125 MHz. */
function start(): void {
  const { i2c } = parts;
  poke(i2c, 0x00, 0x165);
  poke(i2c, 0x1c, 125);
  poke(i2c, 0x20, 187);
  poke(i2c, 0xa0, 11);
  poke(i2c, 0x88, 3);
}

function address(target: number): void {
  poke(parts.i2c, 0x6c, 0);
  poke(parts.i2c, 0x04, target);
  poke(parts.i2c, 0x6c, 1);
}

function attachMemory(at = 0x42): I2cMemory {
  const memory = new I2cMemory(at);
  new I2cBus(parts.pins, lines).attach(memory);
  return memory;
}

describe('an I2C controller', () => {
  beforeEach(() => start());

  it('writes to a device and reads from it', () => {
    const memory = attachMemory();
    const { clock, i2c } = parts;
    address(0x42);
    for (const word of [0x10, 0xab, 0xcd | stop]) poke(i2c, data, word);
    clock.pass(millisecond);
    expect(i2c.read(raw) & (is.stop | is.abort)).toBe(is.stop);
    expect([...memory.bytes.subarray(0x10, 0x13)]).toEqual([0xab, 0xcd, 0]);
    i2c.read(0x60);
    for (const word of [0x10, read | restart, read, read | stop]) poke(i2c, data, word);
    clock.pass(millisecond);
    expect(i2c.read(0x78)).toBe(3);
    expect([i2c.read(data), i2c.read(data), i2c.read(data)]).toEqual([0xab, 0xcd, 0]);
    expect(memory.log).toEqual(['W 10 ab cd', 'W 10', 'R']);
    expect(i2c.read(0x70)).toBe(0b110);
  });

  it('keeps the bus between the two halves of a transfer, switched off meanwhile as the SDK does', () => {
    const memory = attachMemory();
    memory.bytes[7] = 0x99;
    const { clock, i2c } = parts;
    address(0x42);
    poke(i2c, data, 7);
    clock.pass(millisecond);
    expect(i2c.read(raw) & (is.stop | is.empty)).toBe(is.empty);
    expect(i2c.read(0x70) & (1 << 5)).not.toBe(0);
    address(0x42);
    poke(i2c, data, read | restart | stop);
    clock.pass(millisecond);
    expect(i2c.read(data)).toBe(0x99);
    expect(memory.log).toEqual(['W 7', 'R']);
  });

  it('takes the time that its counts say', () => {
    attachMemory();
    const { clock, i2c } = parts;
    address(0x42);
    poke(i2c, data, 1 | stop);
    const rises: number[] = [];
    parts.pins
      .onInputChange(() => {
        if ((parts.pins.inputs >>> lines.clock) & 1) rises.push(clock.nanoseconds);
      })
      .watch(1 << lines.clock);
    clock.pass(millisecond);
    expect(rises).toHaveLength(19);
    const bit = (125 + 11 + 7 + 188) * 8;
    for (let index = 1; index < 19; index++) expect(rises[index]! - rises[index - 1]!).toBe(bit);
  });

  it('tells of a device that is not there', () => {
    const { clock, i2c, interrupts } = parts;
    attachMemory();
    address(0x43);
    poke(i2c, 0x30, is.abort);
    for (const word of [1, 2, 3 | stop]) poke(i2c, data, word);
    clock.pass(millisecond);
    expect(i2c.read(raw) & (is.stop | is.abort | is.empty)).toBe(is.stop | is.abort | is.empty);
    expect(i2c.read(abortSource)).toBe((3 << 23) | 1);
    expect([...interrupts.asserted]).toEqual([interruptLine.i2c0]);
    poke(i2c, data, 4 | stop);
    expect(clock.untilNext).toBe(Infinity);
    expect(i2c.read(0x74)).toBe(0);
    expect([i2c.read(0x54), i2c.read(0x54)]).toEqual([1, 0]);
    expect(i2c.read(abortSource)).toBe(0);
    expect(interrupts.asserted.size).toBe(0);
    address(0x42);
    poke(i2c, data, 4 | stop);
    clock.pass(millisecond);
    expect(i2c.read(raw) & is.abort).toBe(0);
  });

  it('tells of bytes that are refused', () => {
    const memory = attachMemory();
    memory.written = (byte) => byte !== 0xee;
    const { clock, i2c } = parts;
    address(0x42);
    for (const word of [1, 0xee, 3 | stop]) poke(i2c, data, word);
    clock.pass(millisecond);
    expect(i2c.read(abortSource)).toBe((1 << 23) | (1 << 3));
    expect(i2c.read(0x70)).toBe(0b110);
  });

  it('waits while a line is held, and goes on', () => {
    attachMemory();
    const { clock, i2c, pins } = parts;
    const holder = pins.connect();
    holder.drive(0, 1 << lines.clock);
    address(0x42);
    poke(i2c, data, 1 | stop);
    clock.pass(100 * millisecond);
    expect(i2c.read(raw) & is.stop).toBe(0);
    holder.drive(0, 0);
    clock.pass(millisecond);
    expect(i2c.read(raw) & is.stop).toBe(is.stop);
  });

  it('waits while a device stretches a bit', () => {
    const memory = attachMemory();
    const { clock, i2c, pins } = parts;
    address(0x42);
    for (const word of [0x20, 0x96 | stop]) poke(i2c, data, word);
    const holder = pins.connect();
    for (let pause = 0; pause < 20; pause++) {
      clock.pass(3000);
      holder.drive(0, 1 << lines.clock);
      clock.pass(50_000);
      holder.drive(0, 0);
    }
    clock.pass(millisecond);
    expect(memory.log).toEqual(['W 20 96']);
    expect(i2c.read(raw) & (is.stop | is.abort)).toBe(is.stop);
  });

  it('does nothing without pull-ups, and hangs nobody', () => {
    const { clock, i2c, pins } = parts;
    for (const gpio of [4, 5])
      pins.setPad(gpio, { pullUp: false, pullDown: true, inputEnabled: true, outputDisabled: false });
    address(0x42);
    poke(i2c, data, 1 | stop);
    clock.pass(millisecond);
    expect(i2c.read(raw) & (is.stop | is.abort)).toBe(0);
    expect(clock.untilNext).toBe(Infinity);
  });

  it('gives way to another controller', () => {
    const { clock, i2c, pins } = parts;
    address(0x7f);
    poke(i2c, data, 1 | stop);
    clock.pass(6000);
    pins.connect().drive(0, 1 << lines.data);
    clock.pass(millisecond);
    expect(i2c.read(abortSource) & (1 << 12)).not.toBe(0);
    expect(i2c.read(0x70) & 1).toBe(0);
  });

  it('ends a transfer when the program says so', () => {
    attachMemory();
    const { clock, i2c } = parts;
    address(0x42);
    for (const word of [1, 2, 3, 4]) poke(i2c, data, word);
    clock.pass(40_000);
    poke(i2c, 0x6c, 3);
    clock.pass(millisecond);
    expect(i2c.read(abortSource) & 0xffff_ffff & (1 << 16)).not.toBe(0);
    expect(i2c.read(0x70)).toBe(0b110);
    expect(i2c.read(0x6c)).toBe(1);
  });

  it('asks for transfers', () => {
    attachMemory();
    const { clock, i2c, requests } = parts;
    address(0x42);
    expect([...requests.wanted]).toEqual([transferRequest.i2c0Transmit]);
    poke(i2c, data, read | stop);
    poke(i2c, data, read | stop);
    expect(requests.wanted.size).toBe(0);
    clock.pass(millisecond);
    expect([...requests.wanted].sort()).toEqual([transferRequest.i2c0Transmit, transferRequest.i2c0Receive]);
  });

  it('reports addresses of ten bits', () => {
    poke(parts.i2c, 0x00, 0x175);
    expect([...parts.notEmulated.features]).toEqual(['I2C addresses of ten bits']);
  });

  it('comes back from a snapshot in the middle of a byte', () => {
    attachMemory().bytes[0] = 0x3c;
    address(0x42);
    poke(parts.i2c, data, read | stop);
    parts.clock.pass(30_000);
    const { pins, i2c } = parts;
    const state = structuredClone([pins.save(), i2c.save()]);
    parts.clock.pass(millisecond);
    expect(i2c.read(data)).toBe(0x3c);
    parts = createParts();
    parts.pins.connect();
    parts.pins.restore(state[0]);
    parts.i2c.restore(state[1]);
    parts.clock.pass(millisecond);
    expect(parts.i2c.read(raw) & is.stop).toBe(is.stop);
  });
});

describe('an I2C target', () => {
  let controller: I2cByHand;

  beforeEach(() => {
    const { clock, i2c, pins } = parts;
    poke(i2c, 0x00, 0x280);
    poke(i2c, 0x08, 0x17);
    poke(i2c, 0x6c, 1);
    controller = new I2cByHand((nanoseconds) => clock.pass(nanoseconds), pins, lines);
  });

  it('takes what is written to its address', () => {
    const { i2c } = parts;
    controller.start();
    expect(controller.write(0x17 << 1)).toBe(true);
    expect(controller.write(0xa5)).toBe(true);
    expect(controller.write(0x5a)).toBe(true);
    controller.stop();
    expect(i2c.read(raw) & (is.stop | is.start)).toBe(is.stop | is.start);
    expect([i2c.read(data), i2c.read(data)]).toEqual([0xa5 | (1 << 11), 0x5a]);
  });

  it('leaves other addresses alone', () => {
    controller.start();
    expect(controller.write(0x18 << 1)).toBe(false);
    controller.stop();
    expect(parts.i2c.read(raw) & is.stop).toBe(0);
    expect(parts.i2c.read(0x78)).toBe(0);
  });

  it('holds the clock until the program has an answer', () => {
    const { i2c } = parts;
    controller.start();
    expect(controller.write((0x17 << 1) | 1)).toBe(true);
    expect(controller.clockIsFree).toBe(false);
    expect(i2c.read(raw) & is.readRequest).toBe(is.readRequest);
    poke(i2c, data, 0xc3);
    i2c.read(0x50);
    expect(controller.read(false)).toBe(0xc3);
    expect(i2c.read(raw) & (is.done | is.readRequest)).toBe(is.done);
    controller.stop();
    expect(i2c.read(0x70) & (1 << 6)).toBe(0);
  });

  it('answers several bytes, and a general call', () => {
    const { i2c } = parts;
    controller.start();
    controller.write((0x17 << 1) | 1);
    for (const byte of [1, 2, 3]) poke(i2c, data, byte);
    expect([controller.read(true), controller.read(true), controller.read(false)]).toEqual([1, 2, 3]);
    controller.stop();
    controller.start();
    expect(controller.write(0)).toBe(true);
    controller.stop();
    expect(i2c.read(raw) & (1 << 11)).not.toBe(0);
  });
});

describe('devices on the lines', () => {
  it('answer a program that moves the pins itself', () => {
    const memory = attachMemory(0x50);
    const { clock, pins } = parts;
    const controller = new I2cByHand((nanoseconds) => clock.pass(nanoseconds), pins, lines);
    const found: number[] = [];
    for (let device = 8; device < 0x78; device++) {
      controller.start();
      if (controller.write(device << 1)) found.push(device);
      controller.stop();
    }
    expect(found).toEqual([0x50]);
    memory.bytes[3] = 0x77;
    controller.start();
    controller.write(0x50 << 1);
    controller.write(3);
    controller.start();
    controller.write((0x50 << 1) | 1);
    expect([controller.read(true), controller.read(false)]).toEqual([0x77, 0]);
    controller.stop();
  });

  it('pull their lines up', () => {
    const { pins } = parts;
    for (const gpio of [4, 5])
      pins.setPad(gpio, { pullUp: false, pullDown: true, inputEnabled: true, outputDisabled: false });
    expect(pins.inputs & 0x30).toBe(0);
    attachMemory();
    expect(pins.inputs & 0x30).toBe(0x30);
  });
});
