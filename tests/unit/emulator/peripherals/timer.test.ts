import { beforeEach, describe, expect, it } from 'vitest';

import { Timer } from '../../../../runtime/emulator/peripherals/timer.ts';
import { Watchdog } from '../../../../runtime/emulator/peripherals/watchdog.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { FixedRates, poke, WatchedInterrupts } from '../../../support/chip-parts.ts';

function createParts() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const interrupts = new WatchedInterrupts();
  const watchdog = new Watchdog({ clock, rates, expired: () => {} });
  const timer = new Timer({ clock, interrupts, watchdog });
  poke(watchdog, 0x2c, 0x200 | 12);
  return { clock, rates, interrupts, watchdog, timer };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
});

const microsecond = 1000;
const raw = { high: 0x24, low: 0x28 };

describe('TIMER', () => {
  it('counts microseconds of the crystal', () => {
    const { clock, timer } = parts;
    expect(timer.read(raw.low)).toBe(0);
    clock.pass(999);
    expect(timer.read(raw.low)).toBe(0);
    clock.pass(1);
    expect(timer.read(raw.low)).toBe(1);
    clock.pass(12_345_678 * microsecond);
    expect(timer.read(raw.low)).toBe(12_345_679);
  });

  it('does not lose time when the reference changes, and stands still without one', () => {
    const { clock, rates, timer, watchdog } = parts;
    clock.pass(100.5 * microsecond);
    rates.change({ reference: 6e6 });
    clock.pass(100 * microsecond);
    expect(timer.read(raw.low)).toBe(150);
    clock.pass(1 * microsecond);
    expect(timer.read(raw.low)).toBe(151);
    poke(watchdog, 0x2c, 12);
    clock.pass(1e9);
    expect(timer.read(raw.low)).toBe(151);
  });

  it('carries into the high word, and latches it when the low one is read', () => {
    const { clock, timer } = parts;
    poke(timer, 0x04, 0xfffffffe);
    poke(timer, 0x00, 7);
    expect(timer.read(raw.high)).toBe(7);
    expect(timer.read(0x0c)).toBe(0xfffffffe);
    clock.pass(3 * microsecond);
    expect(timer.read(0x08)).toBe(7);
    expect(timer.read(raw.high)).toBe(8);
    expect(timer.read(0x0c)).toBe(1);
    expect(timer.read(0x08)).toBe(8);
  });

  it('does not take over the low word before the high one is written', () => {
    const { timer } = parts;
    poke(timer, 0x04, 1234);
    expect(timer.read(raw.low)).toBe(0);
    poke(timer, 0x00, 0);
    expect(timer.read(raw.low)).toBe(1234);
  });

  it('rings each alarm once, at its microsecond', () => {
    const { clock, interrupts, timer } = parts;
    poke(timer, 0x38, 0b1111);
    poke(timer, 0x10, 10);
    poke(timer, 0x1c, 20);
    expect(timer.read(0x20)).toBe(0b1001);
    expect(clock.untilNext).toBe(10 * microsecond);
    clock.pass(9.999 * microsecond);
    expect(interrupts.asserted.size).toBe(0);
    clock.pass(0.001 * microsecond);
    expect([...interrupts.asserted]).toEqual([0]);
    expect(timer.read(0x20)).toBe(0b1000);
    expect(timer.read(0x40)).toBe(1);
    poke(timer, 0x34, 1);
    expect(interrupts.asserted.size).toBe(0);
    clock.pass(10 * microsecond);
    expect([...interrupts.asserted]).toEqual([3]);
    expect(clock.untilNext).toBe(Infinity);
  });

  it('disarms alarms', () => {
    const { clock, timer } = parts;
    poke(timer, 0x14, 10);
    poke(timer, 0x20, 0b10);
    expect(timer.read(0x20)).toBe(0);
    clock.pass(1e6);
    expect(timer.read(0x34)).toBe(0);
  });

  it('waits a whole round for a target that has passed', () => {
    const { clock, timer } = parts;
    clock.pass(100 * microsecond);
    poke(timer, 0x10, 99);
    expect(clock.untilNext).toBe((0x100000000 - 1) * microsecond);
  });

  it('interrupts only when enabled, or when forced', () => {
    const { clock, interrupts, timer } = parts;
    poke(timer, 0x18, 5);
    clock.pass(6 * microsecond);
    expect(timer.read(0x34)).toBe(0b100);
    expect(interrupts.asserted.size).toBe(0);
    poke(timer, 0x3c, 0b10);
    expect([...interrupts.asserted]).toEqual([1]);
    poke(timer, 0x3c, 0);
    poke(timer, 0x38, 0b100);
    expect([...interrupts.asserted]).toEqual([2]);
  });

  it('pauses, and goes on where it stood', () => {
    const { clock, timer } = parts;
    poke(timer, 0x10, 100);
    clock.pass(40 * microsecond);
    poke(timer, 0x30, 1);
    clock.pass(1e9);
    expect(timer.read(raw.low)).toBe(40);
    poke(timer, 0x30, 0);
    expect(clock.untilNext).toBe(60 * microsecond);
  });

  it('moves its alarms with the pace', () => {
    const { clock, rates, timer } = parts;
    poke(timer, 0x10, 100);
    clock.pass(50 * microsecond);
    rates.change({ reference: 24e6 });
    expect(clock.untilNext).toBe(25 * microsecond);
  });

  it('rings at the right tick when a tick is no whole number of nanoseconds', () => {
    const { clock, rates, timer, watchdog } = parts;
    poke(watchdog, 0x2c, 0x200 | 7);
    rates.change({ reference: 6.5e6 });
    for (let target = 1; target < 2000; target += 7) {
      poke(timer, 0x10, target);
      clock.pass(clock.untilNext);
      expect(timer.read(raw.low)).toBe(target);
      expect(timer.read(0x20)).toBe(0);
    }
  });

  it('is right after a week, too', () => {
    const { clock, rates, timer, watchdog } = parts;
    poke(watchdog, 0x2c, 0x200 | 7);
    rates.change({ reference: 6.5e6 });
    clock.pass(7 * 86_400 * 1e9 + 333.3);
    for (let step = 1; step < 500; step++) {
      const target = (timer.read(raw.low) + step) >>> 0;
      poke(timer, 0x10, target);
      clock.pass(clock.untilNext);
      expect(timer.read(0x20)).toBe(0);
      expect(timer.read(raw.low)).toBe(target);
      clock.pass(123.4567);
    }
  });

  it('goes back to its first state', () => {
    const { clock, interrupts, timer } = parts;
    poke(timer, 0x38, 1);
    poke(timer, 0x10, 1);
    clock.pass(5 * microsecond);
    poke(timer, 0x10, 50);
    timer.reset();
    expect(interrupts.asserted.size).toBe(0);
    expect(clock.untilNext).toBe(Infinity);
    expect(timer.read(raw.low)).toBe(0);
  });

  it('comes back from a snapshot with what is left until its alarms', () => {
    const { clock, timer, watchdog } = parts;
    poke(timer, 0x38, 0b10);
    poke(timer, 0x14, 1000);
    clock.pass(600.25 * microsecond);
    const state = structuredClone([watchdog.save(), timer.save()]);
    const other = createParts();
    other.clock.pass(77 * microsecond);
    other.watchdog.restore(state[0]);
    other.timer.restore(state[1]);
    expect(other.timer.read(raw.low)).toBe(600);
    expect(other.clock.untilNext).toBeCloseTo(399.75 * microsecond, 3);
    other.clock.pass(400 * microsecond);
    expect([...other.interrupts.asserted]).toEqual([1]);
  });
});
