/** TIMER: 64 bits of microseconds and four alarms (RP2040 datasheet, 4.6). */

import { type InterruptLines, interruptLine } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import { InterruptRegisters } from './interrupt-registers.ts';
import { TickCounter } from './tick-counter.ts';
import type { Watchdog } from './watchdog.ts';

const register = {
  writeHigh: 0x00,
  writeLow: 0x04,
  readHigh: 0x08,
  readLow: 0x0c,
  firstAlarm: 0x10,
  lastAlarm: 0x1c,
  armed: 0x20,
  rawHigh: 0x24,
  rawLow: 0x28,
  debugPause: 0x2c,
  pause: 0x30,
  interrupts: 0x34,
} as const;

const alarmCount = 4;
const allAlarms = 0xf;
const wordSize = 0x100000000;

interface TimerParts {
  readonly clock: Clock;
  readonly interrupts: InterruptLines;
  /** Makes the ticks that the timer counts. */
  readonly watchdog: Pick<Watchdog, 'nanosecondsPerTick' | 'onPace'>;
}

/** The timer. DBGPAUSE is kept and has no effect: there is no debugger. */
export class Timer implements Peripheral {
  readonly name = 'TIMER';
  readonly #interrupts: InterruptLines;
  readonly #counter: TickCounter;
  readonly #alarms: Alarm[] = [];
  readonly #registers = new InterruptRegisters(register.interrupts, allAlarms);
  /** The time at which the counter stood at 0, in two words. */
  #baseHigh = 0;
  #baseLow = 0;
  #writtenLow = 0;
  #latchedHigh = 0;
  #targets = new Uint32Array(alarmCount);
  #armed = 0;
  #debugPause = 7;
  #paused = false;

  constructor({ clock, interrupts, watchdog }: TimerParts) {
    this.#interrupts = interrupts;
    const isPaused = (): boolean => this.#paused;
    this.#counter = new TickCounter(clock, {
      get nanosecondsPerTick() {
        return isPaused() ? Infinity : watchdog.nanosecondsPerTick;
      },
    });
    for (let index = 0; index < alarmCount; index++)
      this.#alarms.push(clock.createAlarm(() => this.#ring(index)));
    watchdog.onPace({ before: () => this.#counter.settle(), after: () => this.#scheduleAll() });
  }

  read(offset: number): number {
    if (offset !== register.readLow) return this.peek(offset);
    this.#latchedHigh = this.#high();
    return this.#low();
  }

  peek(offset: number): number {
    if (offset >= register.firstAlarm && offset <= register.lastAlarm)
      return this.#targets[(offset - register.firstAlarm) >>> 2]!;
    switch (offset) {
      case register.rawLow:
      case register.readLow:
        return this.#low();
      case register.rawHigh:
        return this.#high();
      case register.readHigh:
        return this.#latchedHigh;
      case register.armed:
        return this.#armed;
      case register.debugPause:
        return this.#debugPause;
      case register.pause:
        return this.#paused ? 1 : 0;
      default:
        return this.#registers.read(offset);
    }
  }

  write(offset: number, value: number, bits: number): void {
    if (offset >= register.firstAlarm && offset <= register.lastAlarm) {
      const index = (offset - register.firstAlarm) >>> 2;
      this.#targets[index] = value;
      this.#armed |= 1 << index;
      this.#schedule(index);
      return;
    }
    switch (offset) {
      case register.writeLow:
        this.#writtenLow = value >>> 0;
        break;
      case register.writeHigh:
        this.#setTime(value >>> 0, this.#writtenLow);
        break;
      case register.armed:
        this.#armed &= ~bits;
        this.#scheduleAll();
        break;
      case register.debugPause:
        this.#debugPause = (value & 6) | 1;
        break;
      case register.pause:
        this.#counter.settle();
        this.#paused = (value & 1) !== 0;
        this.#scheduleAll();
        break;
      case register.interrupts:
        this.#registers.raw &= ~bits;
        break;
      default:
        this.#registers.write(offset, value);
    }
    this.#interrupt();
  }

  reset(): void {
    this.#paused = false;
    this.#debugPause = 7;
    this.#writtenLow = this.#latchedHigh = this.#armed = 0;
    this.#targets.fill(0);
    this.#registers.reset();
    this.#setTime(0, 0);
    this.#interrupt();
  }

  save(): State {
    return {
      base: [this.#baseHigh, this.#baseLow],
      counter: this.#counter.save(),
      latches: [this.#writtenLow, this.#latchedHigh],
      targets: this.#targets.slice(),
      armed: this.#armed,
      debugPause: this.#debugPause,
      paused: this.#paused,
      interrupts: this.#registers.save(),
    };
  }

  /** To be called after the watchdog, whose ticks it counts, was restored. */
  restore(state: State): void {
    const saved = state as {
      base: [number, number];
      counter: ReturnType<TickCounter['save']>;
      latches: [number, number];
      targets: Uint32Array;
      armed: number;
      debugPause: number;
      paused: boolean;
      interrupts: ReturnType<InterruptRegisters['save']>;
    };
    [this.#baseHigh, this.#baseLow] = saved.base;
    [this.#writtenLow, this.#latchedHigh] = saved.latches;
    this.#targets = saved.targets.slice();
    this.#armed = saved.armed;
    this.#debugPause = saved.debugPause;
    this.#paused = saved.paused;
    this.#registers.restore(saved.interrupts);
    this.#counter.restore(saved.counter);
    this.#scheduleAll();
    this.#interrupt();
  }

  #low(): number {
    return (this.#baseLow + this.#counter.ticks) >>> 0;
  }

  #high(): number {
    return (this.#baseHigh + Math.floor((this.#baseLow + this.#counter.ticks) / wordSize)) >>> 0;
  }

  #setTime(high: number, low: number): void {
    this.#baseHigh = high;
    this.#baseLow = low;
    this.#counter.set(0);
    this.#scheduleAll();
  }

  #scheduleAll(): void {
    for (let index = 0; index < alarmCount; index++) this.#schedule(index);
  }

  /** An alarm compares the low word only; a target that just passed is a whole round away (4.6.3). */
  #schedule(index: number): void {
    const alarm = this.#alarms[index]!;
    if (!(this.#armed & (1 << index))) return alarm.cancel();
    const ticks = (this.#targets[index]! - this.#low()) >>> 0;
    const left = this.#counter.until(this.#counter.ticks + ticks);
    if (left === Infinity) alarm.cancel();
    else alarm.schedule(left);
  }

  #ring(index: number): void {
    this.#armed &= ~(1 << index);
    this.#registers.raw |= 1 << index;
    this.#interrupt();
  }

  #interrupt(): void {
    const status = this.#registers.status;
    for (let index = 0; index < alarmCount; index++)
      this.#interrupts.set(interruptLine.timer0 + index, (status & (1 << index)) !== 0);
  }
}
