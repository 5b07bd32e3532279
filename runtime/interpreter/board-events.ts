/** What waits to happen to a program: handlers to be called now, alarms due later. */

import type { Alarm } from './peripheral.ts';

/** Handlers that may wait; more are dropped, as a Pico drops what does not fit its queue. */
const longestQueue = 256;

interface PendingAlarm {
  readonly due: number;
  readonly action: () => void;
}

/** The interpreter's own agenda, on its thread. */
export class BoardEvents {
  readonly #handlers: number[] = [];
  readonly #arguments: number[] = [];
  readonly #heldBack: (() => void)[] = [];
  #held = false;
  readonly #alarms = new Set<PendingAlarm>();
  #nextDue = Infinity;
  #argument = 0;
  #turn = 0;

  constructor(
    readonly now: () => number,
    /** Told whenever the time of the next alarm changes. */
    readonly nextDueChanged: (due: number) => void,
  ) {}

  /** True while a handler waits. */
  get waiting(): boolean {
    return this.#handlers.length > 0;
  }

  /** When the next alarm goes off; `Infinity` when there is none. */
  get nextDue(): number {
    return this.#nextDue;
  }

  /** Holds back what is posted from now on, as a chip with its interrupts off; false lets it all through. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) for (const post of this.#heldBack.splice(0)) post();
  }

  /** Queues a call of a handler. */
  post(handler: number, argument = 0): void {
    if (this.#held) {
      if (this.#heldBack.length < longestQueue) this.#heldBack.push(() => this.post(handler, argument));
      return;
    }
    if (this.#handlers.length >= longestQueue) return;
    this.#handlers.push(handler);
    this.#arguments.push(argument);
  }

  /** Handlers are about to be run: those that wait now. What they bring about waits for the next turn. */
  beginTurn(): void {
    this.#turn = this.#handlers.length;
  }

  /** Takes the next handler of this turn, or -1; its argument is `argument` until the next call. */
  next(): number {
    const handler = this.#turn > 0 ? this.#handlers.shift() : undefined;
    if (handler === undefined) return -1;
    this.#turn--;
    this.#argument = this.#arguments.shift() ?? 0;
    return handler;
  }

  get argument(): number {
    return this.#argument;
  }

  /** Calls `action` when the time has come. */
  at(due: number, action: () => void): Alarm {
    const alarm = { due, action };
    this.#alarms.add(alarm);
    if (due < this.#nextDue) this.#setNextDue(due);
    return {
      cancel: () => {
        if (this.#alarms.delete(alarm) && due === this.#nextDue) this.#findNextDue();
      },
    };
  }

  /** Sets off the alarms that are due, earliest first. */
  setOffAlarms(): void {
    const now = this.now();
    if (now < this.#nextDue) return;
    const due = [...this.#alarms].filter((alarm) => alarm.due <= now).sort((a, b) => a.due - b.due);
    for (const alarm of due) {
      if (this.#alarms.delete(alarm)) alarm.action();
    }
    this.#findNextDue();
  }

  /** Forgets everything, after a reset. */
  clear(): void {
    this.#handlers.length = 0;
    this.#arguments.length = 0;
    this.#heldBack.length = 0;
    this.#held = false;
    this.#alarms.clear();
    this.#setNextDue(Infinity);
  }

  #findNextDue(): void {
    let next = Infinity;
    for (const alarm of this.#alarms) next = Math.min(next, alarm.due);
    this.#setNextDue(next);
  }

  #setNextDue(due: number): void {
    this.#nextDue = due;
    this.nextDueChanged(due);
  }
}
