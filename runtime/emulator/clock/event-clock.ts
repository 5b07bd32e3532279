/** The chip's clock: counts with the cycles of whichever core is running, and rings alarms in their order. */

import type { Alarm, Clock } from './clock.ts';

/** What tells how far time has come: a core, or both. */
export interface CycleCounter {
  readonly cycles: number;
}

/**
 * Moments are told in whole 1024ths of a nanosecond. For hours, sums and differences of such numbers are exact, so
 * that an alarm put back with the time that was left to it rings in the cycle in which it would have.
 */
const momentsPerNanosecond = 1024;
/** Nanoseconds that rounding may add to a moment, after hours that of the numbers themselves. */
const rounding = 0.008;

function toMoment(nanoseconds: number): number {
  return Math.round(nanoseconds * momentsPerNanosecond) / momentsPerNanosecond;
}

class EventAlarm implements Alarm {
  scheduled = false;
  due = 0;

  constructor(
    readonly ring: () => void,
    readonly clock: EventClock,
  ) {}

  schedule(nanoseconds: number): void {
    this.clock.enqueue(this, this.clock.nanoseconds + Math.max(0, nanoseconds));
  }

  cancel(): void {
    this.clock.dequeue(this);
  }
}

/**
 * A clock whose time is a number of cycles. It never goes back, not even when a core asks that lags a little
 * behind the other.
 */
export class EventClock implements Clock {
  /** Called when an alarm is due earlier than any before, with the cycle: nobody may run past it. */
  onEarlier: (cycle: number) => void = () => {};
  #counter: CycleCounter = { cycles: 0 };
  #nanosecondsPerCycle: number;
  #stopped = false;
  /** A moment known in both measures, since when the frequency has been what it is. */
  #knownCycle = 0;
  #knownNanoseconds = 0;
  /** The latest moment that anybody was told. */
  #latest = 0;
  /** While an alarm rings: when it was due. */
  #ringing = -1;
  /** Scheduled alarms, the next one last. */
  readonly #queue: EventAlarm[] = [];
  readonly #rateListeners: (() => void)[] = [];

  /** @param frequency - of the system clock, in hertz */
  constructor(frequency = 125_000_000) {
    this.#nanosecondsPerCycle = 1e9 / frequency;
  }

  get nanoseconds(): number {
    if (this.#ringing >= 0) return this.#ringing;
    const cycles = this.#stopped ? 0 : this.#counter.cycles - this.#knownCycle;
    const now = toMoment(this.#knownNanoseconds + cycles * this.#nanosecondsPerCycle);
    if (now > this.#latest) this.#latest = now;
    return this.#latest;
  }

  get nanosecondsPerCycle(): number {
    return this.#nanosecondsPerCycle;
  }

  /** Cycle at or after which nothing may run before `ringUntil`: when the next alarm is due. Infinity without one. */
  get nextCycle(): number {
    const next = this.#queue.at(-1);
    return next ? this.cycleAt(next.due) : Infinity;
  }

  /** Counts with these cycles from now on. */
  follow(counter: CycleCounter): void {
    this.#counter = counter;
  }

  /** First cycle that is not before a moment, should the frequency stay as it is. */
  cycleAt(nanoseconds: number): number {
    // A moment that was worked out from a whole number of cycles is that cycle.
    const cycles = (nanoseconds - this.#knownNanoseconds - rounding) / this.#nanosecondsPerCycle;
    return this.#knownCycle + Math.ceil(cycles);
  }

  /** True while the system clock stands still: no core runs, and time passes by `pass` only. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Changes the frequency of the system clock, in hertz, from now on. With 0 it stands still. */
  setFrequency(frequency: number): void {
    const stopped = frequency <= 0;
    const nanosecondsPerCycle = stopped ? this.#nanosecondsPerCycle : 1e9 / frequency;
    if (stopped === this.#stopped && nanosecondsPerCycle === this.#nanosecondsPerCycle) return;
    const now = this.nanoseconds;
    // While an alarm rings the cycles may be a little ahead of it.
    this.#knownCycle = this.#counter.cycles;
    this.#knownNanoseconds = Math.max(now, this.#latest);
    this.#nanosecondsPerCycle = nanosecondsPerCycle;
    this.#stopped = stopped;
    for (const changed of this.#rateListeners) changed();
    this.onEarlier(stopped ? this.#knownCycle : this.nextCycle);
  }

  /** While the system clock stands still: goes to the next alarm and rings it, but no further than a moment. */
  pass(nanoseconds: number): void {
    const moment = Math.min(toMoment(nanoseconds), this.#queue.at(-1)?.due ?? Infinity);
    if (moment > this.#knownNanoseconds) this.#knownNanoseconds = moment;
    this.ringUntil(this.#knownCycle);
  }

  /** Calls `changed` after the frequency of the system clock changed. */
  onRateChange(changed: () => void): void {
    this.#rateListeners.push(changed);
  }

  createAlarm(ring: () => void): Alarm {
    return new EventAlarm(ring, this);
  }

  /** Rings all alarms that are due at a cycle or before. */
  ringUntil(cycle: number): void {
    const queue = this.#queue;
    for (let next = queue.at(-1); next && this.cycleAt(next.due) <= cycle; next = queue.at(-1)) {
      queue.pop();
      next.scheduled = false;
      this.#ringing = next.due;
      if (next.due > this.#latest) this.#latest = next.due;
      try {
        next.ring();
      } finally {
        this.#ringing = -1;
      }
    }
  }

  /** Puts an alarm into the queue; for alarms. */
  enqueue(alarm: EventAlarm, due: number): void {
    this.dequeue(alarm);
    const queue = this.#queue;
    alarm.due = due = toMoment(due);
    alarm.scheduled = true;
    let place = queue.length;
    while (place > 0 && queue[place - 1]!.due <= due) place--;
    queue.splice(place, 0, alarm);
    if (place === queue.length - 1) this.onEarlier(this.cycleAt(due));
  }

  /** Takes an alarm out of the queue; for alarms. */
  dequeue(alarm: EventAlarm): void {
    if (!alarm.scheduled) return;
    alarm.scheduled = false;
    this.#queue.splice(this.#queue.indexOf(alarm), 1);
  }

  /** The time, for a snapshot. Alarms are saved by whoever made them. */
  save() {
    const { nanoseconds, nanosecondsPerCycle, stopped } = this;
    return {
      nanoseconds,
      nanosecondsPerCycle,
      stopped,
      knownNanoseconds: this.#knownNanoseconds,
      cyclesSince: this.#counter.cycles - this.#knownCycle,
    };
  }

  /**
   * Puts the time back, after the cycles that it counts. All alarms are cancelled: their owners schedule them anew,
   * and who listens to `onRateChange` is called as well.
   */
  restore(state: ReturnType<EventClock['save']>): void {
    for (const alarm of this.#queue.splice(0)) alarm.scheduled = false;
    this.#knownCycle = this.#counter.cycles - state.cyclesSince;
    this.#knownNanoseconds = state.knownNanoseconds;
    this.#latest = state.nanoseconds;
    this.#nanosecondsPerCycle = state.nanosecondsPerCycle;
    this.#stopped = state.stopped;
    for (const changed of this.#rateListeners) changed();
  }
}
