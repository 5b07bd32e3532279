/** The conditions and bits that an I2C controller makes on the two lines (RP2040 datasheet, 4.3.2). */

import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';

/** What a controller can do on the bus, one after the other. */
export type LineAction = 'start' | 'restart' | 'stop' | 'one' | 'zero';

interface Step {
  readonly data?: 'free' | 'low';
  readonly clock?: 'free' | 'low';
  /** The step begins once nobody pulls a line low. */
  readonly bothFree?: true;
  /** The level of data counts at this moment. */
  readonly sample?: true;
  /** How long it lasts at least: as long as the clock is low, or high, in a bit. */
  readonly lasts?: 'low' | 'high';
}

const take: readonly Step[] = [{ clock: 'free' }, { sample: true, lasts: 'high' }, { clock: 'low' }];

const steps: Readonly<Record<LineAction, readonly Step[]>> = {
  start: [{ bothFree: true, lasts: 'low' }, { data: 'low', lasts: 'high' }, { clock: 'low' }],
  restart: [
    { data: 'free', lasts: 'low' },
    { clock: 'free' },
    { lasts: 'low' },
    { data: 'low', lasts: 'high' },
    { clock: 'low' },
  ],
  stop: [{ data: 'low', lasts: 'low' }, { clock: 'free' }, { lasts: 'high' }, { data: 'free' }],
  one: [{ data: 'free', lasts: 'low' }, ...take],
  zero: [{ data: 'low', lasts: 'low' }, ...take],
};

interface I2cLinesParts {
  readonly clock: Clock;
  /** Levels of the lines. */
  readonly levels: () => { readonly clock: boolean; readonly data: boolean };
  /** Which lines to pull low. */
  readonly pull: (data: boolean, clock: boolean) => void;
  /** Nanoseconds for which the clock is low, or high, in a bit. */
  readonly lasting: (level: 'low' | 'high') => number;
  /** The action is over; `data` is the level that was sampled. */
  readonly done: (action: LineAction, data: boolean) => void;
}

/** Carries out one action at a time. A line that somebody else pulls low is waited for. */
export class I2cLines {
  readonly #parts: I2cLinesParts;
  readonly #next: Alarm;
  #action: LineAction | null = null;
  #index = 0;
  #waits = false;
  #sampled = true;
  #pullsData = false;
  #pullsClock = false;

  constructor(parts: I2cLinesParts) {
    this.#parts = parts;
    this.#next = parts.clock.createAlarm(() => {
      this.#index++;
      this.#run();
    });
  }

  begin(action: LineAction): void {
    this.#action = action;
    this.#index = 0;
    this.#run();
  }

  /** Levels changed: what was waited for may be there. */
  changed(): void {
    if (this.#waits) this.#run();
  }

  /** Lets go of both lines at once. */
  release(): void {
    this.#action = null;
    this.#waits = false;
    this.#next.cancel();
    this.#output(false, false);
  }

  /** What it pulls low. */
  get pulls(): { readonly data: boolean; readonly clock: boolean } {
    return { data: this.#pullsData, clock: this.#pullsClock };
  }

  save(): unknown {
    return {
      action: this.#action,
      index: this.#index,
      waits: this.#waits,
      sampled: this.#sampled,
      pulls: [this.#pullsData, this.#pullsClock],
      next: saveAlarm(this.#next, this.#parts.clock),
    };
  }

  restore(state: unknown): void {
    const saved = state as {
      action: LineAction | null;
      index: number;
      waits: boolean;
      sampled: boolean;
      pulls: [boolean, boolean];
      next: number | null;
    };
    this.#action = saved.action;
    this.#index = saved.index;
    this.#waits = saved.waits;
    this.#sampled = saved.sampled;
    [this.#pullsData, this.#pullsClock] = saved.pulls;
    restoreAlarm(this.#next, saved.next);
  }

  #run(): void {
    for (;;) {
      const action = this.#action;
      if (action === null) return;
      const step = steps[action][this.#index];
      if (!step) {
        this.#action = null;
        return this.#parts.done(action, this.#sampled);
      }
      if (!this.#take(step)) return;
      this.#index++;
    }
  }

  /** @returns whether the next step may follow at once. */
  #take(step: Step): boolean {
    const pullsData = step.data === undefined ? this.#pullsData : step.data === 'low';
    const pullsClock = step.clock === undefined ? this.#pullsClock : step.clock === 'low';
    this.#waits = false;
    this.#output(pullsData, pullsClock);
    const levels = this.#parts.levels();
    this.#waits =
      (step.clock === 'free' && !levels.clock) || (step.bothFree === true && !(levels.clock && levels.data));
    if (this.#waits) return false;
    if (step.sample) this.#sampled = levels.data;
    if (step.lasts === undefined) return true;
    this.#next.schedule(this.#parts.lasting(step.lasts));
    return false;
  }

  #output(pullsData: boolean, pullsClock: boolean): void {
    if (pullsData === this.#pullsData && pullsClock === this.#pullsClock) return;
    this.#pullsData = pullsData;
    this.#pullsClock = pullsClock;
    this.#parts.pull(pullsData, pullsClock);
  }
}
