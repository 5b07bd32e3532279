/**
 * The four state machines of a PIO block with what they share (RP2040 datasheet, 3.2): instruction memory, IRQ flags, pins.
 * All of it can be copied, so that a block may run ahead on a copy and see when something happens.
 */

import type { Saved, State } from '../saved.ts';
import { InputHistory } from './input-history.ts';
import type { SavedMachine } from './machine-state.ts';
import { type MachineSurroundings, parkedFor } from './machine-surroundings.ts';
import { type Repeating, Repetition } from './repetition.ts';
import { StateMachine } from './state-machine.ts';

/** State machines of a block. */
export const machineCount = 4;
/** From so many cycles on it is worth while to look whether the machines do the same again and again. */
const longWay = 2000;

/** Bits of FDEBUG, for machine 0. */
export const debugBit = {
  receiveStalled: 1,
  receiveUnder: 0x100,
  transmitOver: 0x10000,
  transmitStalled: 0x1000000,
} as const;

/** What all pins would read if the block drove these. */
export type InputsIf = (levels: number, enables: number) => number;

export class PioMachines implements MachineSurroundings, Repeating<PioMachines>, Saved {
  readonly machines: readonly StateMachine[];
  readonly history = new InputHistory();
  flags = 0;
  #flagsBefore = 0;
  flagsChangedAt = -1;
  levels = 0;
  enables = 0;
  /** FDEBUG. */
  debug = 0;
  woken = false;
  changed = false;
  /** The cycle of the last `step`. */
  cycle = 0;
  readonly #repetition = new Repetition<PioMachines>();
  /** When each machine is due, while they run, and when the first but one is. */
  readonly #due = new Float64Array(machineCount);
  #others = Infinity;

  constructor(
    readonly memory: Uint16Array,
    readonly inputsIf: InputsIf,
  ) {
    this.machines = Array.from({ length: machineCount }, (_, number) => new StateMachine(number, this));
  }

  /** True while any machine has something to do by itself. */
  get going(): boolean {
    return this.first.due !== Infinity;
  }

  /** The machine that is the next to do something, if any is. */
  get first(): StateMachine {
    return this.machines[this.#findFirst()]!;
  }

  /** True where all stands exactly as it does in a copy, but so many cycles later. */
  isLike(other: PioMachines, cyclesLater: number): boolean {
    return (
      this.flags === other.flags &&
      this.levels === other.levels &&
      this.enables === other.enables &&
      this.debug === other.debug &&
      this.history.isLike(other.history) &&
      this.#flagsAreSeen &&
      other.#flagsAreSeen &&
      this.machines.every((machine, index) => machine.isLike(other.machines[index]!, cyclesLater))
    );
  }

  /** Makes all that happens by itself happen so many cycles later. */
  postpone(cycles: number): void {
    for (const machine of this.machines) machine.postpone(cycles);
    this.flagsChangedAt += cycles;
  }

  /** Carries out everything that happens up to and in a cycle. */
  run(until: number): void {
    if (until - this.first.due > longWay) this.#repetition.skip(this, until);
    const { machines } = this;
    let number = this.#findFirst();
    while (this.#due[number]! <= until) {
      const machine = machines[number]!;
      const limit = this.#others <= until ? this.#others - 1 : until;
      this.woken = false;
      do machine.step();
      while (machine.due <= limit && !this.woken);
      if (this.woken) number = this.#findFirst();
      else {
        this.#due[number] = machine.due;
        number = this.#choose();
      }
    }
  }

  /** Carries out one instruction, the next of all, no later than `until`. False where there is none. */
  step(until: number): boolean {
    const machine = this.first;
    if (!machine.going || machine.next > until) return false;
    this.cycle = machine.next;
    machine.step();
    return true;
  }

  /** The pins read otherwise from a cycle on. */
  inputsChanged(cycle: number, inputs: number): void {
    if (inputs === this.history.latest) return;
    this.history.change(cycle, inputs);
    for (const machine of this.machines) machine.wake(parkedFor.pins, cycle + 1);
  }

  // ------------------------------------------------------------------ for the machines

  inputsAt(cycle: number): number {
    return this.history.seenAt(cycle);
  }

  get nextInputChange(): number {
    return this.history.nextChange;
  }

  driveLevels(pins: number, levels: number, cycle: number): void {
    const after = (this.levels & ~pins) | (levels & pins);
    if (after === this.levels) return;
    this.levels = after;
    this.#driven(cycle);
  }

  driveEnables(pins: number, enables: number, cycle: number): void {
    const after = (this.enables & ~pins) | (enables & pins);
    if (after === this.enables) return;
    this.enables = after;
    this.#driven(cycle);
  }

  flagsAt(cycle: number): number {
    return cycle > this.flagsChangedAt ? this.flags : this.#flagsBefore;
  }

  raiseFlag(bits: number, cycle: number): void {
    this.#setFlags(this.flags | bits, cycle);
  }

  lowerFlag(bits: number, cycle: number): void {
    this.#setFlags(this.flags & ~bits, cycle);
  }

  note(what: 'transmitStalled' | 'receiveStalled', machine: number): void {
    this.debug |= debugBit[what] << machine;
  }

  // ------------------------------------------------------------------ inside

  get #flagsAreSeen(): boolean {
    return this.flagsChangedAt < this.first.due;
  }

  /** Asks all machines when they are due, and answers the number of the first. */
  #findFirst(): number {
    for (let number = 0; number < machineCount; number++) this.#due[number] = this.machines[number]!.due;
    return this.#choose();
  }

  /** Machines that are due in the same cycle take turns by number: the highest has the last word on a pin (3.5.6.1). */
  #choose(): number {
    const due = this.#due;
    let first = 0;
    let earliest = due[0]!;
    let others = Infinity;
    for (let number = 1; number < machineCount; number++) {
      const when = due[number]!;
      if (when < earliest) {
        others = earliest;
        earliest = when;
        first = number;
      } else if (when < others) others = when;
    }
    this.#others = others;
    return first;
  }

  #driven(cycle: number): void {
    this.changed = true;
    this.inputsChanged(cycle, this.inputsIf(this.levels, this.enables));
  }

  #setFlags(flags: number, cycle: number): void {
    if (flags === this.flags) return;
    if (cycle !== this.flagsChangedAt) this.#flagsBefore = this.flags;
    this.flagsChangedAt = cycle;
    this.flags = flags;
    this.changed = true;
    for (const machine of this.machines) machine.wake(parkedFor.flags, cycle + 1);
  }

  createCopy(): PioMachines {
    const copy = new PioMachines(this.memory, this.inputsIf);
    copy.copyFrom(this);
    return copy;
  }

  copyFrom(other: PioMachines): void {
    this.machines.forEach((machine, index) => {
      machine.copyFrom(other.machines[index]!);
    });
    this.history.copyFrom(other.history);
    this.flags = other.flags;
    this.#flagsBefore = other.#flagsBefore;
    this.flagsChangedAt = other.flagsChangedAt;
    this.levels = other.levels;
    this.enables = other.enables;
    this.debug = other.debug;
  }

  save(): State {
    // A change that all have seen is history, and when it was depends on what was skipped since.
    const [before, changedAt] = this.#flagsAreSeen
      ? [this.flags, -1]
      : [this.#flagsBefore, this.flagsChangedAt];
    const state: SavedMachines = {
      machines: this.machines.map((machine) => machine.save()),
      history: this.history.save(),
      numbers: [this.flags, before, changedAt, this.levels, this.enables, this.debug],
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedMachines;
    this.machines.forEach((machine, index) => {
      machine.restore(saved.machines[index]!);
    });
    this.history.restore(saved.history);
    [
      this.flags = 0,
      this.#flagsBefore = 0,
      this.flagsChangedAt = -1,
      this.levels = 0,
      this.enables = 0,
      this.debug = 0,
    ] = saved.numbers;
  }
}

interface SavedMachines {
  readonly machines: SavedMachine[];
  readonly history: number[];
  readonly numbers: number[];
}
