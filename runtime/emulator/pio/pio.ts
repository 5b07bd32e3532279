/**
 * A PIO block on the bus (RP2040 datasheet, 3.7), at 0x50200000 and 0x50300000.
 *
 * Its machines do not run cycle by cycle with the core. They catch up when somebody looks: at a register, or at a pin that
 * the block drives. Only where somebody waits for them (an interrupt, a DMA channel, a pin that is watched) a copy of
 * them runs ahead until something happens that can be seen, an alarm is set for that moment, and the copy takes
 * their place when it rings, unless somebody interfered before.
 */

import { functionSelect } from '../../hardware/function-select.ts';
import type { InterruptLines } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { DemandedRequests } from '../bus/transfer-requests.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import { CycleCount } from '../clock/cycle-count.ts';
import type { LazyDriver, Pins } from '../pins/pins.ts';
import type { State } from '../saved.ts';
import { PioInputs } from './pio-inputs.ts';
import { PioLines } from './pio-lines.ts';
import { PioMachines } from './pio-machines.ts';
import { memorySize, PioRegisters, rawOf } from './pio-registers.ts';

/** Instructions that a copy runs ahead in one go, while nothing happens: doubled each time. */
const shortestRun = 64;
const longestRun = 4096;
/** Cycles after which machines catch up although nobody looks, so that it never takes long at once. */
const longestRest = 125_000;

/** What a block needs around it. */
export interface PioParts {
  readonly number: 0 | 1;
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: DemandedRequests;
  readonly pins: Pins;
}

/** One block: its registers, and its machines in time. */
export class Pio implements Peripheral, LazyDriver {
  readonly name: string;
  readonly #cycles: CycleCount;
  readonly #lines: PioLines;
  readonly #pins: Pins;
  readonly #function: typeof functionSelect.pio0 | typeof functionSelect.pio1;
  readonly #inputs: PioInputs;
  readonly #registers: PioRegisters;
  readonly #alarm: Alarm;
  readonly #memory = new Uint16Array(memorySize);
  #now: PioMachines;
  #ahead: PioMachines;
  /** The copy that ran ahead is what will be, if nobody interferes. */
  #aheadIsTrue = false;
  #run = shortestRun;
  #lagging = false;

  constructor({ number, clock, rates, interrupts, requests, pins }: PioParts) {
    this.name = `PIO${number}`;
    this.#cycles = new CycleCount(clock, rates);
    this.#pins = pins;
    this.#function = number === 0 ? functionSelect.pio0 : functionSelect.pio1;
    this.#inputs = new PioInputs(pins, this.#function, () => {
      this.#catchUp();
      this.#now.inputsChanged(this.#cycles.now, this.#inputs.levels);
      this.#interfered();
    });
    const inputsIf = (levels: number, enables: number): number =>
      this.#inputs.levelsIf(levels, enables, this.#now.history.latest);
    this.#now = new PioMachines(this.#memory, inputsIf);
    this.#ahead = new PioMachines(this.#memory, inputsIf);
    this.#alarm = clock.createAlarm(() => {
      this.#arrive();
    });
    this.#lines = new PioLines({
      ...{ number, interrupts, requests },
      raw: () => {
        this.#catchUp();
        return rawOf(this.#now);
      },
      changed: () => this.#changed(),
    });
    this.#registers = new PioRegisters({
      machines: () => this.#now,
      lines: this.#lines,
      inputs: this.#inputs,
    });
    rates.onChange(() => {
      this.#catchUp();
      this.#interfered();
    });
    pins.onWatchedChange(() => {
      if (!this.#now.going) return;
      this.settle();
      this.#interfered();
    });
  }

  settle(): void {
    this.#catchUp();
    this.#publish();
  }

  read(offset: number): number {
    this.#catchUp();
    const value = this.#registers.read(offset, this.#cycles.now);
    if (PioRegisters.changesByReading(offset)) this.#changed();
    return value >>> 0;
  }

  peek(offset: number): number {
    this.#catchUp();
    return this.#registers.peek(offset) >>> 0;
  }

  write(offset: number, value: number, bits: number): void {
    this.#catchUp();
    this.#registers.write(offset, value, bits, this.#cycles.now);
    this.#changed();
  }

  reset(): void {
    this.#memory.fill(0);
    this.#now = new PioMachines(this.#memory, this.#now.inputsIf);
    this.#lines.reset();
    this.#inputs.look(this.#now);
    this.#changed();
  }

  save(): State {
    this.#catchUp();
    const state: SavedPio = {
      cycles: this.#cycles.save(),
      memory: this.#memory.slice(),
      machines: this.#now.save(),
      lines: this.#lines.save(),
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedPio;
    this.#cycles.restore(saved.cycles);
    this.#memory.set(saved.memory);
    this.#now.restore(saved.machines);
    this.#lines.restore(saved.lines);
    this.#inputs.look(this.#now);
    this.#changed();
  }

  // ------------------------------------------------------------------ time

  #catchUp(): void {
    this.#now.run(this.#cycles.now);
  }

  /** A register did, or may have done, something. */
  #changed(): void {
    this.#publish();
    this.#interfered();
  }

  /** The moment came that was seen ahead. */
  #arrive(): void {
    if (this.#aheadIsTrue) [this.#now, this.#ahead] = [this.#ahead, this.#now];
    else this.#catchUp();
    this.#aheadIsTrue = false;
    this.#publish();
    this.#plan();
  }

  /** Somebody changed something: what was seen ahead will not come. */
  #interfered(): void {
    this.#run = shortestRun;
    this.#plan();
  }

  /** Sets the alarm for the next thing that somebody waits for, or for looking again. */
  #plan(): void {
    this.#alarm.cancel();
    this.#aheadIsTrue = false;
    const selected = this.#pins.selected(this.#function);
    const { going } = this.#now;
    this.#lag(going && selected !== 0);
    const bits = this.#lines.awaited;
    const watched = this.#pins.watched & selected;
    if (!going) return;
    if ((bits | watched) === 0) {
      this.#alarm.schedule(this.#cycles.until(this.#cycles.now + longestRest));
      return;
    }
    const ahead = this.#ahead;
    ahead.copyFrom(this.#now);
    const { levels, enables } = ahead;
    const raw = rawOf(ahead);
    let steps = 0;
    for (; steps < this.#run; steps++) {
      ahead.changed = false;
      if (!ahead.step(Infinity)) break;
      if (!ahead.changed) continue;
      const driven = (ahead.levels ^ levels) | (ahead.enables ^ enables);
      if ((driven & watched) !== 0 || ((rawOf(ahead) ^ raw) & bits) !== 0) break;
    }
    if (steps === this.#run) this.#run = Math.min(this.#run * 2, longestRun);
    else if (!ahead.changed) return;
    // Others that are due in the same cycle take part in what is seen then.
    ahead.run(ahead.cycle);
    this.#aheadIsTrue = true;
    this.#alarm.schedule(this.#cycles.until(ahead.cycle));
  }

  #lag(lagging: boolean): void {
    if (lagging === this.#lagging) return;
    this.#lagging = lagging;
    this.#pins.lag(this, lagging);
  }

  // ------------------------------------------------------------------ what others see

  #publish(): void {
    this.#pins.drive(this.#function, this.#now.levels, this.#now.enables);
    this.#lines.tell(rawOf(this.#now));
  }
}

interface SavedPio {
  readonly cycles: State;
  readonly memory: Uint16Array;
  readonly machines: State;
  readonly lines: number[];
}
