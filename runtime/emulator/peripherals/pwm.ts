/** The PWM block (RP2040 datasheet, 4.5): eight slices, their pins, interrupts and requests. */

import { functionSelect } from '../../hardware/function-select.ts';
import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import { type DemandedRequests, transferRequest } from '../bus/transfer-requests.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import { CycleCount } from '../clock/cycle-count.ts';
import type { InputWatch } from '../pins/pin-signals.ts';
import { allPins, type LazyDriver, type Pins } from '../pins/pins.ts';
import type { State } from '../saved.ts';
import { InterruptRegisters } from './interrupt-registers.ts';
import { control, countMode, PwmSlice, type SliceState } from './pwm-slice.ts';

const sliceCount = 8;
const sliceSize = 0x14;
const sliceRegister = { control: 0, divider: 4, counter: 8, compare: 12, top: 16 } as const;
const enablesAt = 0xa0;
const interruptsAt = 0xa4;

/** What the block needs around it. */
export interface PwmParts {
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: DemandedRequests;
  readonly pins: Pins;
}

/** How a slice stands, for whoever shows it. */
export interface PwmSetting {
  /** Sixteenths of a cycle for each count, 16 to 4096. */
  readonly divider: number;
  readonly top: number;
  readonly compareA: number;
  readonly compareB: number;
  readonly invertA: boolean;
  readonly invertB: boolean;
  readonly phaseCorrect: boolean;
  readonly enabled: boolean;
}

/**
 * The registers at 0x40050000. The counters run without anybody's work: levels, wraps and counts are worked out when
 * somebody looks, and alarms are set only for interrupts, requests and pins that somebody waits for.
 */
export class Pwm implements Peripheral, LazyDriver {
  readonly name = 'PWM';
  readonly #cycles: CycleCount;
  readonly #interrupts: InterruptLines;
  readonly #requests: DemandedRequests;
  readonly #pins: Pins;
  readonly #inputs: InputWatch;
  readonly #slices = Array.from({ length: sliceCount }, () => new PwmSlice());
  readonly #registers = new InterruptRegisters(interruptsAt, 0xff);
  readonly #alarms: readonly Alarm[];
  #demanded = 0;
  #lagging = false;

  constructor({ clock, rates, interrupts, requests, pins }: PwmParts) {
    this.#cycles = new CycleCount(clock, rates);
    this.#interrupts = interrupts;
    this.#requests = requests;
    this.#pins = pins;
    this.#alarms = this.#slices.map((_, index) =>
      clock.createAlarm(() => {
        this.#settleSlice(index);
        this.#show();
        this.#plan(index);
      }),
    );
    this.#slices.forEach((_, index) => {
      requests.onDemand(transferRequest.pwmWrap + index, (demanded) => {
        this.#settleSlice(index);
        this.#demanded = demanded ? this.#demanded | (1 << index) : this.#demanded & ~(1 << index);
        this.#plan(index);
      });
    });
    this.#inputs = pins.onInputChange((bits) => {
      this.#inputChanged(bits);
    }, functionSelect.pwm);
    this.#inputs.watch(0);
    rates.onChange(() => {
      this.#planAll();
    });
    pins.onWatchedChange(() => {
      this.#planAll();
    });
  }

  settle(): void {
    for (let index = 0; index < sliceCount; index++) this.#settleSlice(index);
    this.#show();
  }

  /** How a slice (0 to 7) stands. */
  setting(index: number): PwmSetting {
    const slice = this.#slices[index]!;
    return {
      divider: slice.divider < 16 ? slice.divider + 4096 : slice.divider,
      top: slice.nextTop,
      compareA: slice.nextCompare & 0xffff,
      compareB: slice.nextCompare >>> 16,
      invertA: (slice.control & control.invertA) !== 0,
      invertB: (slice.control & control.invertB) !== 0,
      phaseCorrect: (slice.control & control.phaseCorrect) !== 0,
      enabled: slice.enabled,
    };
  }

  read(offset: number): number {
    if (offset < enablesAt) return this.#readSlice(Math.floor(offset / sliceSize), offset % sliceSize);
    if (offset === enablesAt)
      return this.#slices.reduce((bits, slice, index) => bits | (slice.enabled ? 1 << index : 0), 0);
    this.settle();
    return this.#registers.read(offset);
  }

  write(offset: number, value: number, bits: number): void {
    if (offset < enablesAt) {
      this.#writeSlice(Math.floor(offset / sliceSize), offset % sliceSize, value);
      return;
    }
    this.settle();
    if (offset === enablesAt) {
      this.#slices.forEach((slice, index) => {
        const enable = (value >>> index) & control.enable;
        this.#control(index, (slice.control & ~control.enable) | enable);
      });
    } else if (offset === interruptsAt) this.#registers.raw &= ~bits;
    else this.#registers.write(offset, value);
    this.#assert();
    this.#planAll();
  }

  reset(): void {
    const cycle = this.#cycles.now;
    for (const slice of this.#slices) slice.reset(cycle);
    this.#registers.reset();
    this.#assert();
    this.#inputs.watch(0);
    this.#show();
    this.#planAll();
  }

  save(): State {
    this.settle();
    const state: SavedPwm = {
      cycles: this.#cycles.save(),
      slices: this.#slices.map((slice) => slice.save()),
      interrupts: this.#registers.save(),
      demanded: this.#demanded,
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedPwm;
    this.#cycles.restore(saved.cycles);
    this.#slices.forEach((slice, index) => {
      slice.restore(saved.slices[index]!);
    });
    this.#registers.restore(saved.interrupts);
    this.#demanded = saved.demanded;
    this.#watchInputs();
    this.#planAll();
  }

  #readSlice(index: number, register: number): number {
    const slice = this.#slices[index]!;
    switch (register) {
      case sliceRegister.control:
        return slice.control;
      case sliceRegister.divider:
        return slice.divider;
      case sliceRegister.counter:
        this.#settleSlice(index);
        return slice.counter;
      case sliceRegister.compare:
        return slice.nextCompare >>> 0;
      default:
        return slice.nextTop;
    }
  }

  #writeSlice(index: number, register: number, value: number): void {
    const slice = this.#slices[index]!;
    this.#settleSlice(index);
    if (register === sliceRegister.control) {
      this.#control(index, value & control.kept);
      if (slice.enabled && value & control.advance) slice.shift(1);
      if (slice.enabled && value & control.retard) slice.shift(-1);
    } else if (register === sliceRegister.divider) slice.divider = value & 0xfff;
    else if (register === sliceRegister.counter) slice.counter = value & 0xffff;
    else if (register === sliceRegister.compare) slice.nextCompare = value >>> 0;
    else slice.nextTop = value & 0xffff;
    if (!slice.enabled) slice.latch();
    this.#settleSlice(index);
    this.#show();
    this.#plan(index);
  }

  #control(index: number, value: number): void {
    const slice = this.#slices[index]!;
    slice.control = value;
    if (!slice.enabled) slice.latch();
    this.#watchInputs();
    slice.gate = this.#levelOfB(index);
    this.#show();
  }

  // ------------------------------------------------------------------ inputs

  /** The B pins of slices that count edges, or while the pin is high. */
  #watchInputs(): void {
    let bits = 0;
    this.#slices.forEach((slice, index) => {
      if (slice.mode !== countMode.free) bits |= pinsOfB(index);
    });
    this.#inputs.watch(bits);
  }

  /** Two pins that are both the slice's B count as one that is high when either is (4.5.2.5). */
  #levelOfB(index: number): boolean {
    return (this.#pins.inputs & pinsOfB(index) & this.#pins.selected(functionSelect.pwm)) !== 0;
  }

  #inputChanged(bits: number): void {
    this.#slices.forEach((slice, index) => {
      if (slice.mode === countMode.free || (bits & pinsOfB(index)) === 0) return;
      const level = this.#levelOfB(index);
      if (level === slice.gate) return;
      this.#settleSlice(index);
      slice.gate = level;
      const counted = level ? countMode.rising : countMode.falling;
      if (slice.enabled && slice.mode === counted) slice.countEdge();
      this.#settleSlice(index);
      this.#show();
      this.#plan(index);
    });
  }

  // ------------------------------------------------------------------ outputs

  /** Brings one slice up to the present, with what its wraps cause. */
  #settleSlice(index: number): void {
    const slice = this.#slices[index]!;
    slice.settle(this.#cycles.now);
    if (slice.wraps === 0) return;
    slice.wraps = 0;
    const bit = 1 << index;
    this.#registers.raw |= bit;
    if ((this.#registers.enabled & bit) !== 0) this.#assert();
    if ((this.#demanded & bit) !== 0) this.#requests.pulse(transferRequest.pwmWrap + index);
  }

  #show(): void {
    let levels = 0;
    let enables = 0;
    for (let index = 0; index < sliceCount; index++) {
      const slice = this.#slices[index]!;
      if (slice.levelA) levels |= pinsOfA(index);
      if (slice.levelB) levels |= pinsOfB(index);
      enables |= pinsOfA(index) | (slice.mode === countMode.free ? pinsOfB(index) : 0);
    }
    this.#pins.drive(functionSelect.pwm, levels, enables);
  }

  #assert(): void {
    this.#interrupts.set(interruptLine.pwmWrap, this.#registers.status !== 0);
  }

  // ------------------------------------------------------------------ alarms

  #planAll(): void {
    for (let index = 0; index < sliceCount; index++) {
      this.#settleSlice(index);
      this.#plan(index);
    }
  }

  /** Sets the slice's alarm for the next thing that somebody waits for. */
  #plan(index: number): void {
    const slice = this.#slices[index]!;
    const alarm = this.#alarms[index]!;
    const selected = this.#pins.selected(functionSelect.pwm);
    let next = Infinity;
    if (slice.running) {
      const bit = 1 << index;
      const waiting = (this.#registers.enabled & ~this.#registers.raw) | this.#demanded;
      if ((waiting & bit) !== 0) next = slice.nextWrap;
      const watched = this.#pins.watched & selected & (pinsOfA(index) | pinsOfB(index));
      if (watched !== 0) next = Math.min(next, slice.nextEdge);
    }
    if (next === Infinity) alarm.cancel();
    else alarm.schedule(this.#cycles.until(next));
    this.#lag(selected);
  }

  /** Somebody who reads a pin has to ask while any counter runs on to one. */
  #lag(selected: number): void {
    const lagging = this.#slices.some(
      (slice, index) => slice.running && (selected & (pinsOfA(index) | pinsOfB(index))) !== 0,
    );
    if (lagging === this.#lagging) return;
    this.#lagging = lagging;
    this.#pins.lag(this, lagging);
  }
}

interface SavedPwm {
  readonly cycles: State;
  readonly slices: SliceState[];
  readonly interrupts: ReturnType<InterruptRegisters['save']>;
  readonly demanded: number;
}

/** GPIO n and n + 16 belong to the same output. */
function pinsOfA(slice: number): number {
  return (0x10001 << (slice * 2)) & allPins;
}

function pinsOfB(slice: number): number {
  return (0x20002 << (slice * 2)) & allPins;
}
