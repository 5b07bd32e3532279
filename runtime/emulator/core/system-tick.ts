/** SysTick, the timer that each core has for itself (ARMv6-M ARM, B3.3; RP2040 datasheet, 2.4.5.1.1). */

import type { Alarm, Clock } from '../clock/clock.ts';
import type { Saved } from '../saved.ts';

const control = { enable: 1, interrupt: 2, processorClock: 4 } as const;
const counted = 1 << 16;
const counterBits = 0xffffff;
/** The external reference is the watchdog's tick, which the SDK sets to a microsecond (datasheet, 4.7.2). */
const nanosecondsPerReference = 1000;

interface SystemTickParts {
  readonly clock: Clock;
  /** Cycles of the core since power on. */
  readonly cycles: () => number;
  /** Called whenever the counter reaches zero and asks for an exception. */
  readonly elapsed: () => void;
}

/** A counter of 24 bits that goes down, worked out from the time that went by. */
export class SystemTick implements Saved {
  readonly #parts: SystemTickParts;
  readonly #alarm: Alarm;
  #control = 0;
  #reload = 0;
  /** While enabled: the tick at which the counter is or was zero. Otherwise its value stands in `#held`. */
  #zeroAt = 0;
  #held = 0;
  /** Zero has been reached since the flag was read last. */
  #flag = false;
  /** Up to this tick the flag takes account of everything. */
  #settledAt = 0;

  constructor(parts: SystemTickParts) {
    this.#parts = parts;
    this.#alarm = parts.clock.createAlarm(() => {
      this.#settle();
      this.#parts.elapsed();
      this.#expect();
    });
  }

  /** SYST_CSR. Reading clears its flag. */
  readControl(): number {
    this.#settle();
    const value = this.#control | (this.#flag ? counted : 0);
    this.#flag = false;
    return value;
  }

  writeControl(value: number): void {
    const current = this.current;
    this.#settle();
    this.#control = value & 7;
    this.#continueFrom(current);
  }

  get reload(): number {
    return this.#reload;
  }

  set reload(value: number) {
    const current = this.current;
    this.#settle();
    this.#reload = value & counterBits;
    this.#continueFrom(current);
  }

  /** SYST_CVR. */
  get current(): number {
    if (!(this.#control & control.enable)) return this.#held;
    const after = this.#now() - this.#zeroAt;
    if (after <= 0) return -after;
    return this.#reload - ((after - 1) % (this.#reload + 1));
  }

  /** Writing, whatever it is, clears counter and flag. */
  clear(): void {
    this.#settle();
    this.#flag = false;
    this.#continueFrom(0);
  }

  /** The system clock has another frequency, or another time, from now on. */
  rateChanged(): void {
    this.#expect();
  }

  reset(): void {
    this.#control = this.#reload = this.#held = 0;
    this.#flag = false;
    this.#alarm.cancel();
  }

  save() {
    return {
      control: this.#control,
      reload: this.#reload,
      zeroAt: this.#zeroAt,
      held: this.#held,
      flag: this.#flag,
      settledAt: this.#settledAt,
    };
  }

  /** Cycles and clock have to be put back as well; then `rateChanged` sets the alarm. */
  restore(state: ReturnType<SystemTick['save']>): void {
    this.#control = state.control;
    this.#reload = state.reload;
    this.#zeroAt = state.zeroAt;
    this.#held = state.held;
    this.#flag = state.flag;
    this.#settledAt = state.settledAt;
  }

  #now(): number {
    return this.#control & control.processorClock
      ? this.#parts.cycles()
      : Math.floor(this.#parts.clock.nanoseconds / nanosecondsPerReference);
  }

  #continueFrom(value: number): void {
    this.#held = value;
    const now = this.#now();
    this.#zeroAt = now + value;
    this.#settledAt = now;
    this.#expect();
  }

  /** True when zero was reached since the flag was read last. */
  #hasCounted(): boolean {
    if (this.#flag || !(this.#control & control.enable)) return this.#flag;
    const now = this.#now();
    if (this.#zeroAt > this.#settledAt) return this.#zeroAt <= now;
    if (this.#reload === 0) return false;
    const period = this.#reload + 1;
    return Math.floor((now - this.#zeroAt) / period) > Math.floor((this.#settledAt - this.#zeroAt) / period);
  }

  #settle(): void {
    this.#flag = this.#hasCounted();
    this.#settledAt = this.#now();
  }

  /** Sets the alarm for the next exception. */
  #expect(): void {
    this.#alarm.cancel();
    const wanted = control.enable | control.interrupt;
    if ((this.#control & wanted) !== wanted) return;
    const current = this.current;
    if (current === 0 && this.#reload === 0) return;
    const ticks = current === 0 ? this.#reload + 1 : current;
    const { clock } = this.#parts;
    if (this.#control & control.processorClock) this.#alarm.schedule(ticks * clock.nanosecondsPerCycle);
    else
      this.#alarm.schedule(ticks * nanosecondsPerReference - (clock.nanoseconds % nanosecondsPerReference));
  }
}
