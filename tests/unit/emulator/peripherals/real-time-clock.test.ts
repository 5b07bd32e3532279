import { beforeEach, describe, expect, it } from 'vitest';

import { interruptLine } from '../../../../runtime/emulator/bus/interrupts.ts';
import { RealTimeClock } from '../../../../runtime/emulator/peripherals/real-time-clock.ts';
import { ChipClock } from '../../../support/chip-clock.ts';
import { clearBits, FixedRates, poke, setBits, WatchedInterrupts } from '../../../support/chip-parts.ts';

function createParts() {
  const clock = new ChipClock();
  const rates = new FixedRates();
  const interrupts = new WatchedInterrupts();
  const woken: number[] = [];
  const rtc = new RealTimeClock({ clock, rates, interrupts, wake: () => woken.push(clock.nanoseconds) });
  poke(rtc, 0x00, 46_874);
  return { clock, rates, interrupts, woken, rtc };
}

let parts: ReturnType<typeof createParts>;

beforeEach(() => {
  parts = createParts();
});

const second = 1e9;
const day = 86_400 * second;

function set(
  year: number,
  month: number,
  dayOfMonth: number,
  weekday: number,
  time: readonly [number, number, number],
) {
  const { rtc } = parts;
  poke(rtc, 0x04, (year << 12) | (month << 8) | dayOfMonth);
  poke(rtc, 0x08, (weekday << 24) | (time[0] << 16) | (time[1] << 8) | time[2]);
  poke(rtc, 0x0c, 0x10);
  setBits(rtc, 0x0c, 1);
}

function read(): string {
  const time = parts.rtc.read(0x1c);
  const date = parts.rtc.read(0x18);
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    `${date >>> 12}-${two((date >>> 8) & 0xf)}-${two(date & 0x1f)} ${(time >>> 24) & 7} ` +
    `${two((time >>> 16) & 0x1f)}:${two((time >>> 8) & 0x3f)}:${two(time & 0x3f)}`
  );
}

describe('RTC', () => {
  it('counts seconds of its clock', () => {
    const { clock, rtc } = parts;
    set(2024, 2, 28, 3, [23, 59, 58]);
    expect(rtc.read(0x0c)).toBe(3);
    expect(read()).toBe('2024-02-28 3 23:59:58');
    clock.pass(1.999 * second);
    expect(read()).toBe('2024-02-28 3 23:59:59');
    clock.pass(0.001 * second);
    expect(read()).toBe('2024-02-29 4 00:00:00');
    clock.pass(day);
    expect(read()).toBe('2024-03-01 5 00:00:00');
  });

  it('knows leap years, and a program that says otherwise', () => {
    const { clock, rtc } = parts;
    for (const [year, force, next] of [
      [2023, 0, '2023-03-01'],
      [2024, 0, '2024-02-29'],
      [2100, 0, '2100-02-29'],
      [2100, 0x100, '2100-03-01'],
    ] as const) {
      set(year, 2, 28, 0, [12, 0, 0]);
      poke(rtc, 0x0c, force | 1);
      clock.pass(day);
      expect(read().slice(0, 10)).toBe(next);
    }
  });

  it('goes through a whole year, day by day', () => {
    const { clock } = parts;
    set(2025, 1, 1, 3, [0, 0, 0]);
    for (let index = 0; index < 365; index++) {
      const expected = new Date(Date.UTC(2025, 0, 1 + index));
      expect(read()).toBe(`${expected.toISOString().slice(0, 10)} ${expected.getUTCDay()} 00:00:00`);
      clock.pass(day);
    }
    expect(read()).toBe('2026-01-01 4 00:00:00');
  });

  it('catches up after a long time at once', () => {
    set(2000, 1, 1, 6, [0, 0, 0]);
    parts.clock.pass(36_525 * day);
    expect(read()).toBe('2100-01-01 5 00:00:00');
  });

  it('stands still while it is off', () => {
    const { clock, rtc } = parts;
    set(2025, 1, 1, 3, [0, 0, 0]);
    clock.pass(2.5 * second);
    poke(rtc, 0x0c, 0);
    expect(rtc.read(0x0c)).toBe(0);
    clock.pass(100 * second);
    expect(read()).toBe('2025-01-01 3 00:00:02');
  });

  it('keeps time when its clock changes', () => {
    const { clock, rates } = parts;
    set(2025, 1, 1, 3, [0, 0, 0]);
    clock.pass(1.5 * second);
    rates.change({ rtc: 93_750 });
    clock.pass(0.25 * second);
    expect(read()).toMatch(/00:00:02$/);
    clock.pass(1 * second);
    expect(read()).toMatch(/00:00:04$/);
  });

  it('interrupts for the second in which the chosen fields match', () => {
    const { clock, interrupts, rtc, woken } = parts;
    set(2025, 12, 31, 3, [23, 59, 50]);
    poke(rtc, 0x24, 1);
    poke(rtc, 0x10, ((1 << 12) << 0) & 0);
    poke(rtc, 0x14, (1 << 29) | (1 << 28) | 5);
    setBits(rtc, 0x10, 1 << 28);
    expect(rtc.read(0x10)).toBe((1 << 28) | (1 << 29));
    clock.pass(14.999 * second);
    expect(interrupts.asserted.size).toBe(0);
    clock.pass(0.001 * second);
    expect(woken).toEqual([15 * second]);
    expect([...interrupts.asserted]).toEqual([interruptLine.rtc]);
    expect(rtc.read(0x2c)).toBe(1);
    clock.pass(1 * second);
    expect(interrupts.asserted.size).toBe(0);
    clock.pass(3599 * second);
    expect(interrupts.asserted.size).toBe(1);
    clearBits(rtc, 0x10, 1 << 28);
    expect(interrupts.asserted.size).toBe(0);
    expect(clock.untilNext).toBe(Infinity);
  });

  it('waits for a second that comes after months', () => {
    const { clock, interrupts, rtc } = parts;
    set(2025, 1, 1, 3, [0, 0, 0]);
    clock.pass(100 * day + 0.1234567 * second);
    poke(rtc, 0x24, 1);
    poke(rtc, 0x14, (1 << 28) | 30);
    poke(rtc, 0x10, 1 << 28);
    for (let rest = 0; rest < 31; rest++) clock.pass(second);
    expect(interrupts.asserted.size).toBe(0);
    expect(read()).toMatch(/:31$/);
    clock.pass(59 * second);
    expect(interrupts.asserted.size).toBe(1);
  });

  it('latches the date with the time', () => {
    const { clock, rtc } = parts;
    set(2025, 12, 31, 3, [23, 59, 59]);
    expect(rtc.read(0x1c)).toBe((3 << 24) | (23 << 16) | (59 << 8) | 59);
    clock.pass(2 * second);
    expect(rtc.read(0x18)).toBe((2025 << 12) | (12 << 8) | 31);
  });

  it('comes back from a snapshot', () => {
    set(2025, 12, 31, 3, [23, 59, 59]);
    parts.clock.pass(0.75 * second);
    const state = structuredClone(parts.rtc.save());
    parts = createParts();
    parts.rtc.restore(state);
    parts.clock.pass(0.24 * second);
    expect(read()).toBe('2025-12-31 3 23:59:59');
    parts.clock.pass(0.01 * second);
    expect(read()).toBe('2026-01-01 4 00:00:00');
  });
});
