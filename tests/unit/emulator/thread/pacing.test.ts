import { describe, expect, test } from 'vitest';
import { Pacing, type Moment } from '../../../../runtime/emulator/thread/pacing.ts';
import { SpeedMeter } from '../../../../runtime/emulator/thread/speed-meter.ts';

const second = 1000;
const nanoseconds = 1_000_000;

/** A thread on a computer that takes `cost` of real time for each simulated one, with a clock of its own. */
class PacedThread {
  real = 500;
  simulated = 0;
  sleeping = false;
  waiting = false;
  /** Times that the thread woke up, and how long it had rested before it did. */
  wakes = 0;
  rested = 0;
  worked = 0;
  readonly pacing: Pacing;
  readonly speed = new SpeedMeter();

  constructor(
    pace: 'real' | 'fast',
    public cost = 0.3,
  ) {
    this.pacing = new Pacing(pace);
    this.pacing.start(this.moment);
    this.speed.start(this.moment);
  }

  get moment(): Moment {
    const { real, simulated, sleeping, waiting } = this;
    return { real, simulated, sleeping, waiting };
  }

  /** Milliseconds by which simulated time is late. */
  get late(): number {
    return this.real - 500 - this.simulated / nanoseconds;
  }

  runFor(milliseconds: number, after = (): void => undefined): void {
    const end = this.real + milliseconds;
    while (this.real < end) {
      const due = this.pacing.due(this.moment);
      this.simulated += due;
      const work = (due / nanoseconds) * (this.sleeping ? 0.001 : this.cost);
      this.real += work + 0.001;
      this.worked += work;
      this.speed.note(this.moment);
      after();
      const rest = this.pacing.rest(this.moment);
      if (rest === 0) continue;
      this.wakes++;
      this.rested = rest;
      this.real += rest;
    }
  }
}

describe('simulated time', () => {
  test('is never ahead of real time, and late by little', () => {
    const thread = new PacedThread('real');
    thread.runFor(10 * second, () => {
      expect(thread.late).toBeGreaterThanOrEqual(-0.001);
      expect(thread.late).toBeLessThan(5);
    });
    expect(thread.speed.speed).toBeCloseTo(1, 2);
  });

  test('has its speed measured from the start of the Pico, not from that of its thread', () => {
    const thread = new PacedThread('real');
    thread.runFor(1.1 * second);
    expect(thread.speed.speed).toBeCloseTo(1, 2);
  });

  test('has not drifted after an hour of work and sleep', () => {
    const thread = new PacedThread('real');
    for (let minute = 0; minute < 60; minute++) {
      thread.sleeping = minute % 2 === 0;
      thread.runFor(60 * second);
    }
    thread.sleeping = false;
    thread.runFor(10);
    expect(thread.real).toBeGreaterThan(3_600_000);
    expect(Math.abs(thread.late)).toBeLessThan(2);
  });

  test('costs next to nothing while the Pico sleeps', () => {
    const thread = new PacedThread('real');
    thread.sleeping = true;
    thread.runFor(10 * second);
    expect(thread.wakes).toBeLessThan(10 * 50);
    expect(thread.worked).toBeLessThan(0.01 * 10 * second);
    expect(thread.late).toBeLessThan(40);
    expect(thread.speed.speed).toBeNull();
  });

  test('is looked after more often again once somebody did something', () => {
    const thread = new PacedThread('real');
    thread.sleeping = true;
    thread.runFor(second);
    expect(thread.rested).toBeGreaterThan(20);
    thread.pacing.stir();
    thread.runFor(0.5);
    expect(thread.rested).toBeLessThanOrEqual(2);
  });

  test('does not race to catch up after the computer slept', () => {
    const thread = new PacedThread('real');
    thread.runFor(second);
    const before = thread.simulated;
    thread.real += 3600 * second;
    thread.runFor(second);
    expect((thread.simulated - before) / nanoseconds).toBeLessThan(1.01 * second);
    expect((thread.simulated - before) / nanoseconds).toBeGreaterThan(0.98 * second);
  });

  test('goes as it can on a computer that is too slow', () => {
    const thread = new PacedThread('real', 2);
    thread.runFor(10 * second);
    expect(thread.speed.speed).toBeCloseTo(0.5, 1);
    // What it is behind by then is not made up for.
    thread.cost = 0.1;
    const before = thread.simulated;
    thread.runFor(second);
    expect((thread.simulated - before) / nanoseconds).toBeLessThan(1.26 * second);
  });

  test('goes as fast as it can where that is wanted, sleeping or not', () => {
    const thread = new PacedThread('fast', 0.5);
    thread.runFor(second);
    expect(thread.simulated / nanoseconds).toBeGreaterThan(1.9 * second);
    thread.sleeping = true;
    const before = thread.simulated;
    thread.runFor(second);
    expect((thread.simulated - before) / nanoseconds).toBeGreaterThan(100 * second);
  });

  test('does not go fast where nothing will happen', () => {
    const thread = new PacedThread('fast');
    thread.runFor(second);
    thread.sleeping = thread.waiting = true;
    const before = thread.simulated;
    thread.wakes = 0;
    thread.runFor(10 * second);
    expect((thread.simulated - before) / nanoseconds).toBeLessThan(10.1 * second);
    expect(thread.wakes).toBeLessThan(500);
  });
});
