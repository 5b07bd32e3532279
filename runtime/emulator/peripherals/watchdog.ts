/** WATCHDOG: resets a chip whose program hangs, and makes the ticks of the timer (RP2040 datasheet, 4.7). */

import type { Peripheral } from '../bus/peripheral.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import { TickCounter, type TickSource } from './tick-counter.ts';

const register = {
  control: 0x00,
  load: 0x04,
  reason: 0x08,
  firstScratch: 0x0c,
  lastScratch: 0x28,
  tick: 0x2c,
} as const;

const control = { pauses: 7 << 24, enable: 1 << 30, trigger: 0x80000000 } as const;
const tick = { cycles: 0x1ff, enable: 1 << 9, running: 1 << 10 } as const;
const largest = 0xffffff;
/** RP2040-E1: the counter goes down by two with every tick. */
const stepsPerTick = 2;

/** Values of REASON. */
const watchdogReason = { none: 0, timer: 1, forced: 2 } as const;

interface WatchdogParts {
  readonly clock: Clock;
  readonly rates: ClockRates;
  /** Resets what WDSEL of PSM and of RESETS names. Called from an alarm, never from within a register access. */
  readonly expired: () => void;
}

/**
 * The watchdog. Its scratch registers and REASON outlive the reset that it causes. The bits that pause it for a
 * debugger are kept and have no effect.
 */
export class Watchdog implements Peripheral, TickSource {
  readonly name = 'WATCHDOG';
  readonly #rates: ClockRates;
  readonly #ticks: TickCounter;
  readonly #expiry: Alarm;
  readonly #paceListeners: { before: () => void; after: () => void }[] = [];
  #pauses = control.pauses;
  #enabled = false;
  #triggered = false;
  /** What the counter held when the tick counter stood at 0. */
  #loaded = 0;
  #tick: number = tick.enable;
  #nanosecondsPerTick = Infinity;
  #reason: number = watchdogReason.none;
  #scratch = new Uint32Array(8);

  constructor({ clock, rates, expired }: WatchdogParts) {
    this.#rates = rates;
    this.#ticks = new TickCounter(clock, this);
    this.#expiry = clock.createAlarm(() => this.#expire(expired));
    rates.onChange(() => this.#setPace());
  }

  /** Length of a tick: 1000 while firmware has set TICK up for the crystal. */
  get nanosecondsPerTick(): number {
    return this.#nanosecondsPerTick;
  }

  /** Calls `before` and `after` around every change of `nanosecondsPerTick`. */
  onPace(listener: { before: () => void; after: () => void }): void {
    this.#paceListeners.push(listener);
  }

  read(offset: number): number {
    if (offset >= register.firstScratch && offset <= register.lastScratch)
      return this.#scratch[(offset - register.firstScratch) >>> 2]!;
    switch (offset) {
      case register.control:
        return this.#pauses | (this.#enabled ? control.enable : 0) | this.#count();
      case register.reason:
        return this.#reason;
      case register.tick:
        return this.#tick | (this.#nanosecondsPerTick < Infinity ? tick.running : 0);
      default:
        return 0;
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number, bits: number): void {
    if (offset >= register.firstScratch && offset <= register.lastScratch) {
      this.#scratch[(offset - register.firstScratch) >>> 2] = value;
      return;
    }
    switch (offset) {
      case register.control:
        this.#keepCount();
        this.#pauses = value & control.pauses;
        this.#enabled = (value & control.enable) !== 0;
        this.#triggered ||= (bits & value & control.trigger) !== 0;
        this.#schedule();
        break;
      case register.load:
        this.#load(value & largest);
        this.#schedule();
        break;
      case register.tick:
        this.#tick = value & (tick.cycles | tick.enable);
        this.#setPace();
        break;
    }
  }

  /** As after power on: scratch registers and REASON included. */
  reset(): void {
    this.#scratch.fill(0);
    this.#reason = watchdogReason.none;
    this.#restart();
  }

  save(): State {
    return {
      pauses: this.#pauses,
      enabled: this.#enabled,
      triggered: this.#triggered,
      loaded: this.#loaded,
      ticks: this.#ticks.save(),
      tick: this.#tick,
      reason: this.#reason,
      scratch: this.#scratch.slice(),
    };
  }

  /** To be called after CLOCKS was restored. */
  restore(state: State): void {
    const saved = state as {
      pauses: number;
      enabled: boolean;
      triggered: boolean;
      loaded: number;
      ticks: ReturnType<TickCounter['save']>;
      tick: number;
      reason: number;
      scratch: Uint32Array;
    };
    this.#pauses = saved.pauses;
    this.#enabled = saved.enabled;
    this.#triggered = saved.triggered;
    this.#tick = saved.tick;
    this.#reason = saved.reason;
    this.#scratch = saved.scratch.slice();
    this.#setPace();
    this.#loaded = saved.loaded;
    this.#ticks.restore(saved.ticks);
    this.#schedule();
  }

  #count(): number {
    return this.#enabled ? Math.max(0, this.#loaded - stepsPerTick * this.#ticks.ticks) : this.#loaded;
  }

  /** ENABLE is about to change: the counter stands still while it is off. */
  #keepCount(): void {
    this.#load(this.#count());
  }

  #load(count: number): void {
    this.#loaded = count;
    this.#ticks.set(0);
  }

  #schedule(): void {
    if (this.#triggered) return this.#expiry.schedule(0);
    const left = this.#enabled ? this.#ticks.until(Math.ceil(this.#loaded / stepsPerTick)) : Infinity;
    if (left === Infinity) this.#expiry.cancel();
    else this.#expiry.schedule(left);
  }

  #expire(expired: () => void): void {
    this.#reason = this.#triggered ? watchdogReason.forced : watchdogReason.timer;
    this.#restart();
    expired();
  }

  #restart(): void {
    this.#pauses = control.pauses;
    this.#enabled = this.#triggered = false;
    this.#load(0);
    this.#tick = tick.enable;
    this.#setPace();
  }

  #setPace(): void {
    const cycles = this.#tick & tick.cycles;
    const runs = (this.#tick & tick.enable) !== 0 && cycles > 0 && this.#rates.reference > 0;
    const pace = runs ? (cycles * 1e9) / this.#rates.reference : Infinity;
    if (pace !== this.#nanosecondsPerTick) {
      for (const listener of this.#paceListeners) listener.before();
      this.#ticks.settle();
      this.#nanosecondsPerTick = pace;
      for (const listener of this.#paceListeners) listener.after();
    }
    this.#schedule();
  }
}
