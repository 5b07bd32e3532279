// The clock by itself: alarms in their order, time that never goes back, frequencies.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { EventClock } from '../../../../runtime/emulator/clock/event-clock.ts';

const counter = { cycles: 0 };
let clock: EventClock;

beforeEach(() => {
  counter.cycles = 0;
  clock = new EventClock();
  clock.follow(counter);
});

/** Lets the counter reach a cycle, stopping for each alarm as a core would. */
function runTo(cycle: number): void {
  while (clock.nextCycle <= cycle) {
    counter.cycles = Math.max(counter.cycles, clock.nextCycle);
    clock.ringUntil(counter.cycles);
  }
  counter.cycles = cycle;
}

test('alarms ring in the order of their moments, and of being scheduled', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1 }), (delays) => {
      const start = clock.nanoseconds;
      const rung: [index: number, at: number][] = [];
      delays.forEach((delay, index) =>
        clock.createAlarm(() => rung.push([index, clock.nanoseconds])).schedule(delay),
      );
      runTo(counter.cycles + 10);
      const wanted = delays
        .map((delay, index): [number, number] => [index, start + delay])
        .sort(([first, a], [second, b]) => a - b || first - second);
      expect(rung).toEqual(wanted);
    }),
  );
});

test('an alarm that is scheduled again moves, and one that is cancelled is silent', () => {
  const rung: string[] = [];
  const moved = clock.createAlarm(() => rung.push('moved'));
  const silent = clock.createAlarm(() => rung.push('silent'));
  moved.schedule(8);
  silent.schedule(16);
  moved.schedule(80);
  silent.cancel();
  expect([moved.scheduled, moved.due, silent.scheduled]).toEqual([true, 80, false]);
  runTo(9);
  expect(rung).toEqual([]);
  runTo(10);
  expect(rung).toEqual(['moved']);
  expect(moved.scheduled).toBe(false);
});

test('says when an alarm is earlier than all others, and only then', () => {
  const earlier: number[] = [];
  clock.onEarlier = (cycle) => earlier.push(cycle);
  clock.createAlarm(() => undefined).schedule(800);
  clock.createAlarm(() => undefined).schedule(1600);
  clock.createAlarm(() => undefined).schedule(401);
  expect(earlier).toEqual([100, 51]);
});

test('never goes back, not for a core that lags behind', () => {
  counter.cycles = 100;
  expect(clock.nanoseconds).toBe(800);
  clock.follow({ cycles: 40 });
  expect(clock.nanoseconds).toBe(800);
});

describe('frequencies', () => {
  test('change what a cycle takes, not what time it is nor when alarms ring', () => {
    const rung: number[] = [];
    clock.createAlarm(() => rung.push(clock.nanoseconds)).schedule(10_000);
    counter.cycles = 500;
    clock.setFrequency(250_000_000);
    expect([clock.nanoseconds, clock.nanosecondsPerCycle]).toEqual([4000, 4]);
    expect(clock.nextCycle).toBe(2000);
    runTo(2001);
    expect(rung).toEqual([10_000]);
    expect(clock.nanoseconds).toBe(10_004);
  });

  test('that are no whole number of nanoseconds lead to no alarm before its moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e6, max: 3e8 }), fc.nat(1e9), (frequency, delay) => {
        const fresh = new EventClock(frequency);
        const cycles = { cycles: 0 };
        fresh.follow(cycles);
        fresh.createAlarm(() => undefined).schedule(delay);
        cycles.cycles = fresh.nextCycle;
        expect(fresh.nanoseconds).toBeGreaterThan(delay - 0.01);
        expect(fresh.nanoseconds).toBeLessThan(delay + fresh.nanosecondsPerCycle + 0.01);
        fresh.ringUntil(cycles.cycles);
        expect(fresh.nextCycle).toBe(Infinity);
      }),
    );
  });

  test('keep alarms to the beginnings of cycles for hours, restored ones too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10e6, max: 300e6 }),
        fc.nat(1e12),
        fc.nat(1e6),
        fc.nat(1e9),
        (frequency, before, ahead, later) => {
          clock = new EventClock();
          clock.follow(counter);
          counter.cycles = 12_345;
          clock.setFrequency(frequency);
          counter.cycles += before;
          const alarm = clock.createAlarm(() => undefined);
          alarm.schedule((ahead + later) * clock.nanosecondsPerCycle);
          expect(clock.nextCycle).toBe(counter.cycles + ahead + later);
          counter.cycles += ahead;
          const left = alarm.due - clock.nanoseconds;
          clock.restore(clock.save());
          alarm.schedule(left);
          expect(clock.nextCycle).toBe(counter.cycles + later);
        },
      ),
    );
  });
});
