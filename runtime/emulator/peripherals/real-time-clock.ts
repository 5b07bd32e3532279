/** RTC: date and time while the chip has power, with one alarm (RP2040 datasheet, 4.8). */

import { type InterruptLines, interruptLine } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import { advance, type CalendarTime } from './calendar.ts';
import { InterruptRegisters } from './interrupt-registers.ts';
import { TickCounter } from './tick-counter.ts';

const register = {
  divider: 0x00,
  setup0: 0x04,
  setup1: 0x08,
  control: 0x0c,
  alarm0: 0x10,
  alarm1: 0x14,
  date: 0x18,
  time: 0x1c,
  interrupts: 0x20,
} as const;

const control = { enable: 1 << 0, active: 1 << 1, load: 1 << 4, noLeapYear: 1 << 8 } as const;
const dateBits = 0xffff1f;
const timeBits = 0x71f3f3f;
const match = { enable: 1 << 28, active: 1 << 29, year: 1 << 26, month: 1 << 25, day: 1 << 24 } as const;
const matchTime = { weekday: 0x80000000, hour: 1 << 30, minute: 1 << 29, second: 1 << 28 } as const;

interface RealTimeClockParts {
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  /** The alarm came true: it ends dormancy (4.8.5.5). */
  readonly wake?: () => void;
}

/** The real-time clock. */
export class RealTimeClock implements Peripheral {
  readonly name = 'RTC';
  readonly #rates: ClockRates;
  readonly #interrupts: InterruptLines;
  readonly #wake: () => void;
  readonly #seconds: TickCounter;
  /** Rings every second while a match is waited for. */
  readonly #nextSecond: Alarm;
  readonly #registers = new InterruptRegisters(register.interrupts, 1);
  #nanosecondsPerSecond = Infinity;
  #divider = 0;
  #setup0 = 0;
  #setup1 = 0;
  #control = 0;
  #alarm0 = 0;
  #alarm1 = 0;
  #latchedDate = 0;
  #now: CalendarTime = { year: 0, month: 0, day: 0, weekday: 0, hour: 0, minute: 0, second: 0 };

  constructor({ clock, rates, interrupts, wake = () => {} }: RealTimeClockParts) {
    this.#rates = rates;
    this.#interrupts = interrupts;
    this.#wake = wake;
    const pace = (): number => this.#nanosecondsPerSecond;
    this.#seconds = new TickCounter(clock, {
      get nanosecondsPerTick() {
        return pace();
      },
    });
    this.#nextSecond = clock.createAlarm(() => this.#settle());
    rates.onChange(() => this.#setPace());
  }

  read(offset: number): number {
    if (offset === register.time) this.#latchedDate = this.peek(register.date);
    return offset === register.date ? this.#latchedDate : this.peek(offset);
  }

  peek(offset: number): number {
    switch (offset) {
      case register.divider:
        return this.#divider;
      case register.setup0:
        return this.#setup0;
      case register.setup1:
        return this.#setup1;
      case register.control:
        return this.#control | (this.#control & control.enable ? control.active : 0);
      case register.alarm0:
        return this.#alarm0 | (this.#alarm0 & match.enable ? match.active : 0);
      case register.alarm1:
        return this.#alarm1;
      case register.date:
        this.#settle();
        return (this.#now.year << 12) | (this.#now.month << 8) | this.#now.day;
      case register.time:
        this.#settle();
        return (
          (this.#now.weekday << 24) | (this.#now.hour << 16) | (this.#now.minute << 8) | this.#now.second
        );
      default:
        return this.#registers.read(offset);
    }
  }

  write(offset: number, value: number): void {
    this.#settle();
    switch (offset) {
      case register.divider:
        this.#divider = value & 0xffff;
        break;
      case register.setup0:
        this.#setup0 = value & dateBits;
        break;
      case register.setup1:
        this.#setup1 = value & timeBits;
        break;
      case register.control:
        this.#control = value & (control.enable | control.noLeapYear);
        if (value & control.load) this.#load();
        break;
      case register.alarm0:
        this.#alarm0 = value & (dateBits | match.enable | match.year | match.month | match.day);
        break;
      case register.alarm1:
        this.#alarm1 = (value & 0xf71f3f3f) >>> 0;
        break;
      default:
        this.#registers.write(offset, value);
    }
    this.#setPace();
    this.#compare();
  }

  reset(): void {
    this.#divider = this.#setup0 = this.#setup1 = this.#control = this.#alarm0 = this.#alarm1 = 0;
    this.#latchedDate = 0;
    this.#registers.reset();
    this.#load();
    this.#setPace();
    this.#compare();
  }

  save(): State {
    this.#settle();
    return {
      registers: [this.#divider, this.#setup0, this.#setup1, this.#control, this.#alarm0, this.#alarm1],
      latchedDate: this.#latchedDate,
      interrupts: this.#registers.save(),
      now: { ...this.#now },
      second: this.#seconds.save(),
    };
  }

  /** To be called after CLOCKS was restored. */
  restore(state: State): void {
    const saved = state as {
      registers: [number, number, number, number, number, number];
      latchedDate: number;
      interrupts: ReturnType<InterruptRegisters['save']>;
      now: CalendarTime;
      second: ReturnType<TickCounter['save']>;
    };
    [this.#divider, this.#setup0, this.#setup1, this.#control, this.#alarm0, this.#alarm1] = saved.registers;
    this.#latchedDate = saved.latchedDate;
    this.#registers.restore(saved.interrupts);
    this.#now = { ...saved.now };
    this.#setPace();
    this.#seconds.restore(saved.second);
    this.#schedule();
    this.#interrupt();
  }

  #load(): void {
    this.#now = {
      year: (this.#setup0 >>> 12) & 0xfff,
      month: (this.#setup0 >>> 8) & 0xf,
      day: this.#setup0 & 0x1f,
      weekday: (this.#setup1 >>> 24) & 7,
      hour: (this.#setup1 >>> 16) & 0x1f,
      minute: (this.#setup1 >>> 8) & 0x3f,
      second: this.#setup1 & 0x3f,
    };
    this.#seconds.set(0);
  }

  /** Counts the seconds that went by since anybody looked. */
  #settle(): void {
    const seconds = this.#seconds.ticks;
    if (seconds > 0) {
      advance(this.#now, seconds, (this.#control & control.noLeapYear) !== 0);
      this.#seconds.subtract(seconds);
    }
    this.#compare();
    this.#schedule();
  }

  #setPace(): void {
    const runs = (this.#control & control.enable) !== 0 && this.#rates.rtc > 0;
    const pace = runs ? ((this.#divider + 1) * 1e9) / this.#rates.rtc : Infinity;
    if (pace !== this.#nanosecondsPerSecond) {
      this.#settle();
      this.#seconds.settle();
      this.#nanosecondsPerSecond = pace;
    }
    this.#schedule();
  }

  #schedule(): void {
    const left = this.#alarm0 & match.enable ? this.#seconds.until(1) : Infinity;
    if (left === Infinity) this.#nextSecond.cancel();
    else this.#nextSecond.schedule(Math.max(1, left));
  }

  /** The interrupt stands for as long as the fields match, a second at least (4.8.5.3). */
  #compare(): void {
    const before = this.#registers.raw;
    this.#registers.raw = this.#matches() ? 1 : 0;
    if (this.#registers.raw && !before) this.#wake();
    this.#interrupt();
  }

  #matches(): boolean {
    const [date, time, now] = [this.#alarm0, this.#alarm1, this.#now];
    if (!(date & match.enable) || this.#nanosecondsPerSecond === Infinity) return false;
    if (date & match.year && now.year !== ((date >>> 12) & 0xfff)) return false;
    if (date & match.month && now.month !== ((date >>> 8) & 0xf)) return false;
    if (date & match.day && now.day !== (date & 0x1f)) return false;
    if (time & matchTime.weekday && now.weekday !== ((time >>> 24) & 7)) return false;
    if (time & matchTime.hour && now.hour !== ((time >>> 16) & 0x1f)) return false;
    if (time & matchTime.minute && now.minute !== ((time >>> 8) & 0x3f)) return false;
    if (time & matchTime.second && now.second !== (time & 0x3f)) return false;
    const dateFields = date & (match.year | match.month | match.day);
    return dateFields !== 0 || time >>> 28 !== 0;
  }

  #interrupt(): void {
    this.#interrupts.set(interruptLine.rtc, this.#registers.status !== 0);
  }
}
