/** The emulated chip's clock without a core: time passes as a test says, alarms ring on the way. */

import type { Alarm, Clock } from '../../runtime/emulator/clock/clock.ts';

interface ChipAlarm extends Alarm {
  scheduled: boolean;
  due: number;
  order: number;
  readonly ring: () => void;
}

/** The emulated chip's time, moved by a test. */
export class ChipClock implements Clock {
  nanoseconds = 0;
  nanosecondsPerCycle = 8;
  /** Alarms that rang so far: what a peripheral that works only when somebody looks keeps small. */
  rung = 0;
  readonly #alarms: ChipAlarm[] = [];
  #order = 0;

  createAlarm(ring: () => void): Alarm {
    const alarm: ChipAlarm = {
      scheduled: false,
      due: 0,
      order: 0,
      ring,
      schedule: (nanoseconds) => {
        alarm.due = this.nanoseconds + nanoseconds;
        alarm.order = this.#order++;
        alarm.scheduled = true;
      },
      cancel: () => {
        alarm.scheduled = false;
      },
    };
    this.#alarms.push(alarm);
    return alarm;
  }

  /** Lets time pass; alarms ring exactly when they are due. */
  pass(nanoseconds: number): void {
    const end = this.nanoseconds + nanoseconds;
    for (let next = this.#next(); next && next.due <= end; next = this.#next()) {
      this.nanoseconds = Math.max(this.nanoseconds, next.due);
      next.scheduled = false;
      this.rung++;
      next.ring();
    }
    this.nanoseconds = end;
  }

  /** Lets cycles of the system clock pass. */
  cycles(count: number): void {
    this.pass(count * this.nanosecondsPerCycle);
  }

  /** Nanoseconds until an alarm rings; `Infinity` when none will. */
  get untilNext(): number {
    return (this.#next()?.due ?? Infinity) - this.nanoseconds;
  }

  #next(): ChipAlarm | undefined {
    return this.#alarms
      .filter(({ scheduled }) => scheduled)
      .sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}
