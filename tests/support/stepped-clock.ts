/** The emulated chip's clock without a core: time passes as a test says, alarms ring on the way. */

import type { Alarm, Clock } from '../../runtime/emulator/clock/clock.ts';
import type { InterruptLines } from '../../runtime/emulator/bus/interrupts.ts';

interface SteppedAlarm extends Alarm {
  scheduled: boolean;
  due: number;
  order: number;
  ring: () => void;
}

/** A clock to be moved by hand. */
export class SteppedClock implements Clock {
  nanoseconds = 0;
  nanosecondsPerCycle = 8;
  readonly #alarms: SteppedAlarm[] = [];
  #order = 0;
  /** Alarms that rang so far: what a lazy peripheral keeps small. */
  rung = 0;

  createAlarm(ring: () => void): Alarm {
    const alarm: SteppedAlarm = {
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

  /** Lets this much time pass. */
  advance(nanoseconds: number): void {
    const end = this.nanoseconds + nanoseconds;
    for (;;) {
      const next = this.#alarms
        .filter(({ scheduled, due }) => scheduled && due <= end)
        .sort((a, b) => a.due - b.due || a.order - b.order)[0];
      if (!next) break;
      this.nanoseconds = next.due;
      next.scheduled = false;
      this.rung++;
      next.ring();
    }
    this.nanoseconds = end;
  }

  /** Lets cycles of the system clock pass. */
  cycles(count: number): void {
    this.advance(count * this.nanosecondsPerCycle);
  }
}

/** Interrupt lines that only remember how they stand. */
export class RecordedInterrupts implements InterruptLines {
  /** Lines asserted for core 0 and core 1, a bit each. */
  readonly asserted: [number, number] = [0, 0];

  set(line: number, asserted: boolean, core?: 0 | 1): void {
    for (const each of core === undefined ? ([0, 1] as const) : [core]) {
      this.asserted[each] = asserted ? this.asserted[each] | (1 << line) : this.asserted[each] & ~(1 << line);
    }
  }

  /** How a line stands for core 0. */
  isSet(line: number): boolean {
    return ((this.asserted[0] >>> line) & 1) === 1;
  }
}
