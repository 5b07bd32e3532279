import { beforeEach, describe, expect, it } from 'vitest';

import { Watchdog } from '../../../../runtime/emulator/peripherals/watchdog.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { clearBits, FixedRates, poke, setBits } from '../../../support/chip-parts.ts';

function createParts() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const expiries: number[] = [];
  const watchdog = new Watchdog({ clock, rates, expired: () => expiries.push(clock.nanoseconds) });
  return { clock, rates, expiries, watchdog };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
  poke(parts.watchdog, 0x2c, 0x200 | 12);
});

const enable = 1 << 30;
const scratch = [0x0c, 0x10, 0x14, 0x18, 0x1c, 0x20, 0x24, 0x28];

describe('WATCHDOG', () => {
  it('makes ticks of the reference clock', () => {
    const { rates, watchdog } = parts;
    expect(watchdog.nanosecondsPerTick).toBe(1000);
    expect(watchdog.read(0x2c)).toBe(0x600 | 12);
    rates.change({ reference: 6e6 });
    expect(watchdog.nanosecondsPerTick).toBe(2000);
    poke(watchdog, 0x2c, 12);
    expect(watchdog.nanosecondsPerTick).toBe(Infinity);
  });

  it('counts down by two with every tick', () => {
    const { clock, watchdog } = parts;
    poke(watchdog, 0x04, 1000);
    setBits(watchdog, 0x00, enable);
    clock.pass(100_000);
    expect(watchdog.read(0x00) & 0xffffff).toBe(800);
  });

  it('fires when nobody feeds it', () => {
    const { clock, expiries, watchdog } = parts;
    poke(watchdog, 0x04, 2000);
    setBits(watchdog, 0x00, enable);
    clock.pass(900_000);
    poke(watchdog, 0x04, 2000);
    clock.pass(999_999);
    expect(expiries).toEqual([]);
    clock.pass(1);
    expect(expiries).toEqual([1_900_000]);
    expect(watchdog.read(0x08)).toBe(1);
    expect(watchdog.read(0x00) & enable).toBe(0);
    clock.pass(1e9);
    expect(expiries).toHaveLength(1);
  });

  it('stands still while it is off', () => {
    const { clock, expiries, watchdog } = parts;
    poke(watchdog, 0x04, 2000);
    setBits(watchdog, 0x00, enable);
    clock.pass(500_000);
    clearBits(watchdog, 0x00, enable);
    clock.pass(1e9);
    expect(watchdog.read(0x00) & 0xffffff).toBe(1000);
    setBits(watchdog, 0x00, enable);
    clock.pass(499_999);
    expect(expiries).toHaveLength(0);
    clock.pass(1);
    expect(expiries).toHaveLength(1);
  });

  it('fires when triggered, after the access', () => {
    const { clock, expiries, watchdog } = parts;
    setBits(watchdog, 0x00, 0x80000000);
    expect(expiries).toHaveLength(0);
    clock.pass(0);
    expect(expiries).toHaveLength(1);
    expect(watchdog.read(0x08)).toBe(2);
  });

  it('keeps scratch registers and reason over its reset, not over power on', () => {
    const { clock, watchdog } = parts;
    scratch.forEach((offset, index) => poke(watchdog, offset, 0xb007c0d0 + index));
    setBits(watchdog, 0x00, 0x80000000);
    clock.pass(0);
    expect(scratch.map((offset) => watchdog.read(offset))).toEqual(
      scratch.map((_, index) => 0xb007c0d0 + index),
    );
    watchdog.reset();
    expect(scratch.map((offset) => watchdog.read(offset))).toEqual(scratch.map(() => 0));
    expect(watchdog.read(0x08)).toBe(0);
  });

  it('comes back from a snapshot', () => {
    const { clock, watchdog } = parts;
    poke(watchdog, 0x04, 2000);
    setBits(watchdog, 0x00, enable);
    poke(watchdog, 0x14, 99);
    clock.pass(300_000);
    const state = structuredClone(watchdog.save());
    const other = createParts();
    other.watchdog.restore(state);
    expect(other.watchdog.read(0x14)).toBe(99);
    expect(other.clock.untilNext).toBe(700_000);
  });
});
