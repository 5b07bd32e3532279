import type { Alarm, Clock } from '../../runtime/emulator/clock/clock.ts';

class ChipAlarm implements Alarm {
  due = 0;
  scheduled = false;
  order = 0;

  constructor(
    readonly ring: () => void,
    private readonly clock: ChipClock,
  ) {}

  schedule(nanoseconds: number): void {
    this.due = this.clock.nanoseconds + nanoseconds;
    this.scheduled = true;
    this.order = this.clock.nextOrder++;
  }

  cancel(): void {
    this.scheduled = false;
  }
}

/** The emulated chip's time, moved by a test. */
export class ChipClock implements Clock {
  nanoseconds = 0;
  nanosecondsPerCycle = 8;
  nextOrder = 0;
  readonly #alarms: ChipAlarm[] = [];

  createAlarm(ring: () => void): Alarm {
    const alarm = new ChipAlarm(ring, this);
    this.#alarms.push(alarm);
    return alarm;
  }

  /** Lets time pass; alarms ring exactly when they are due. */
  pass(nanoseconds: number): void {
    const end = this.nanoseconds + nanoseconds;
    for (;;) {
      const next = this.next();
      if (!next || next.due > end) break;
      this.nanoseconds = Math.max(this.nanoseconds, next.due);
      next.scheduled = false;
      next.ring();
    }
    this.nanoseconds = end;
  }

  /** Nanoseconds until an alarm rings; `Infinity` when none will. */
  get untilNext(): number {
    return (this.next()?.due ?? Infinity) - this.nanoseconds;
  }

  private next(): ChipAlarm | undefined {
    return this.#alarms
      .filter((alarm) => alarm.scheduled)
      .sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}
