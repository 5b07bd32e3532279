/** A block that runs in long strides, leaves out rounds and looks ahead does what one does that is watched all the time. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { IoBank0 } from '../../../../runtime/emulator/pins/io-bank0.ts';
import { Pins } from '../../../../runtime/emulator/pins/pins.ts';
import { Pio } from '../../../../runtime/emulator/pio/pio.ts';
import { functionSelect } from '../../../../runtime/hardware/function-select.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { FixedRates, WatchedInterrupts, WatchedRequests } from '../../../support/chip-parts.ts';
import { irq, jmp, set } from '../../../support/pio-words.ts';

const control = 0;
const memory = 0x48;
const firstMachine = 0xc8;
const machineSize = 0x18;
const interruptEnable = 0x12c;

interface Machine {
  readonly divider: number;
  readonly execution: number;
  readonly shift: number;
  readonly pins: number;
  readonly start: number;
}

interface Block {
  readonly program: readonly number[];
  readonly machines: readonly Machine[];
  readonly words: readonly number[];
}

function makePio({ program, machines, words }: Block) {
  const clock = new ChipClock();
  const interrupts = new WatchedInterrupts();
  const pins = new Pins();
  const io = new IoBank0({ pins, interrupts });
  const requests = new WatchedRequests();
  const pio = new Pio({ number: 0, clock, rates: new FixedRates(), interrupts, requests, pins });
  const write = (offset: number, value: number) => {
    pio.write(offset, value >>> 0, value >>> 0);
  };
  for (let gpio = 0; gpio < 8; gpio++) io.write(gpio * 8 + 4, functionSelect.pio0, functionSelect.pio0);
  program.forEach((word, index) => {
    write(memory + index * 4, word);
  });
  machines.forEach(({ divider, execution, shift, pins, start }, number) => {
    const base = firstMachine + number * machineSize;
    write(base, divider);
    write(base + 4, execution);
    write(base + 8, shift);
    write(base + 20, pins);
    write(base + 16, jmp(start));
  });
  words.forEach((word, index) => {
    write(0x10 + (index % 4) * 4, word);
  });
  const readAll = () => ({
    block: [control, 4, 8, 12, 0x30, 0x3c, 0x40, 0x128].map((offset) => pio.read(offset)),
    machines: machines.map((_, number) =>
      [4, 12, 16].map((register) => pio.read(firstMachine + number * machineSize + register)),
    ),
    pins: pins.inputs,
  });
  return { clock, interrupts, pins, pio, write, readAll };
}

const machine = fc.record({
  divider: fc.oneof(
    fc.constant(0x10000),
    fc.integer({ min: 0x100, max: 0x5ff }).map((parts) => parts << 8),
  ),
  execution: fc.integer({ min: 0, max: 0x7fff }).map((bits) => (bits << 16) | (15 << 12)),
  shift: fc.integer().map((bits) => bits & 0x3fff0000),
  pins: fc.integer().map((bits) => bits & 0x7fff9ce7),
  start: fc.integer({ min: 0, max: 15 }),
});
const block = fc.record({
  program: fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 16, maxLength: 16 }),
  machines: fc.array(machine, { minLength: 4, maxLength: 4 }),
  words: fc.array(fc.integer(), { maxLength: 16 }),
});
const cycles = 12_000;

it('stands in the same place however it got there', () => {
  fc.assert(
    fc.property(block, fc.integer({ min: 1, max: 500 }), (setting, stride) => {
      const [leaping, stepping, interrupting] = [makePio(setting), makePio(setting), makePio(setting)];
      interrupting.write(interruptEnable, 0xfff);
      for (const { write } of [leaping, stepping, interrupting]) write(control, 0xf);
      leaping.clock.cycles(cycles);
      interrupting.clock.cycles(cycles);
      for (let cycle = 0; cycle < cycles; cycle += stride) {
        stepping.clock.cycles(Math.min(stride, cycles - cycle));
        stepping.pio.settle();
      }
      const reached = stepping.readAll();
      expect(leaping.readAll()).toEqual(reached);
      expect(interrupting.readAll()).toEqual(reached);
    }),
    { numRuns: 40 },
  );
});

it('goes on from a snapshot as if there had been none', () => {
  fc.assert(
    fc.property(block, fc.integer({ min: 1, max: 999 }), (setting, moment) => {
      const first = makePio(setting);
      first.write(control, 0xf);
      first.clock.cycles(moment);
      const second = makePio(setting);
      second.clock.cycles(moment);
      second.pins.restore(first.pins.save());
      second.pio.restore(first.pio.save());
      first.clock.cycles(500);
      second.clock.cycles(500);
      expect(second.readAll()).toEqual(first.readAll());
    }),
    { numRuns: 40 },
  );
});

it('takes no longer for hours of a square wave than for the first round of it', () => {
  const { clock, readAll, write, pio } = makePio({
    program: [set('pins', 1), set('pins', 0), jmp(0)],
    machines: [{ divider: 0x10000, execution: 0x1f000, shift: 0, pins: 1 << 26, start: 0 }],
    words: [],
  });
  write(control, 1);
  // Past all alarms, which would make it catch up a millisecond at a time.
  clock.nanoseconds += 3 * 8 * 1e12;
  pio.settle();
  const [before] = readAll().machines;
  clock.nanoseconds += 3 * 8 * 1e12 + 8;
  const [after] = readAll().machines;
  expect([before?.[1], after?.[1]]).toEqual([0, 1]);
});

it('interrupts in the very cycle in which a flag is raised', () => {
  const { clock, interrupts, write } = makePio({
    program: [set('x', 31, 31), jmp(1, 'xDown'), irq(0), jmp(3)],
    machines: [{ divider: 0x10000, execution: 0x1f000, shift: 0, pins: 0, start: 0 }],
    words: [],
  });
  write(interruptEnable, 0x100);
  write(control, 1);
  let waited = 0;
  while (!interrupts.asserted.has(interruptLine.pio0Line0) && waited < 1000) {
    clock.cycles(1);
    waited++;
  }
  expect(waited).toBe(32 + 32 + 1);
});
