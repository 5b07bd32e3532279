/** One of the chip's processor cores: an ARM Cortex-M0+ (RP2040 datasheet, 2.4). */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { EventClock } from '../clock/event-clock.ts';
import { BusAccess } from './bus-access.ts';
import type { ChipMemory } from './chip-memory.ts';
import type { Core, CoreBus } from './core.ts';
import { exception, ExceptionController } from './exception-controller.ts';
import { ExceptionHandling } from './exception-handling.ts';
import { ExecutionState } from './execution-state.ts';
import { assembleRun, type RunParts } from './instructions/assemble.ts';
import { MemoryPort, type CoreRegisters } from './memory-port.ts';
import { PrivatePeripherals, sleepControl } from './private-peripherals.ts';
import { SystemTick } from './system-tick.ts';

/** What a core needs around it. */
export interface CoreParts {
  readonly number: 0 | 1;
  readonly memory: ChipMemory;
  readonly bus: CoreBus;
  /** SIO: registers that a core reaches in one cycle, and only cores reach. */
  readonly singleCycle: CoreRegisters;
  readonly clock: EventClock;
  readonly notEmulated: NotEmulated;
  /** A program asked for a reset of the chip (AIRCR.SYSRESETREQ). */
  readonly restart: () => void;
  /** SEV: the other core gets an event. */
  readonly eventSent: () => void;
  /** The core no longer sleeps. */
  readonly woken: () => void;
  /** A bus access begins although the horizon has been passed: what was due until now has to happen first. */
  readonly overdue: () => void;
}

/** Why a core does not execute. */
const idle = { no: 0, interrupt: 1, event: 2, held: 3, lockedUp: 4 } as const;
type Idle = (typeof idle)[keyof typeof idle];

/** Counting down in 32 bits is quicker; the horizon may be further away. */
const longestRun = 0x3fffffff;

interface Start {
  readonly pc: number;
  readonly stack: number;
  readonly vectors: number;
}

/** A core that executes decoded instructions. It is held until it is started. */
export class CortexM0Plus implements Core {
  readonly number: 0 | 1;
  readonly state = new ExecutionState();
  readonly exceptions = new ExceptionController();
  /** What its instructions reach. */
  readonly bus: MemoryPort;
  readonly #parts: CoreParts;
  readonly #private: PrivatePeripherals;
  readonly #access: BusAccess;
  readonly #handling: ExceptionHandling;
  readonly #runParts: RunParts;
  #execute: (() => void) | undefined;
  #executeOne: (() => void) | undefined;
  #idle: Idle = idle.held;
  #eventRegister = false;
  /** An instruction is being carried out: what comes up now has to wait for its end. */
  #executing = false;
  #pendingStart: Start | undefined;
  #pendingHold = false;

  constructor(parts: CoreParts) {
    const { number, memory, bus, singleCycle, clock, notEmulated, restart, overdue } = parts;
    const { state, exceptions } = this;
    this.number = number;
    this.#parts = parts;
    const tick = new SystemTick({
      clock,
      cycles: () => state.cycles,
      elapsed: () => exceptions.request(exception.systemTick),
    });
    clock.onRateChange(() => tick.rateChanged());
    const current = () => state.exception;
    this.#private = new PrivatePeripherals({ exceptions, tick, notEmulated, current, restart });
    this.bus = new MemoryPort({ memory, bus, state, singleCycle, privatePeripherals: this.#private });
    this.#access = new BusAccess(state, this.bus, overdue);
    this.#handling = new ExceptionHandling({
      state,
      exceptions,
      bus: this.bus,
      access: this.#access,
      vectorTable: () => this.#private.vectorTable,
      happened: () => (this.#eventRegister = true),
      handled: () => this.#handled(),
      lockedUp: () => (this.#idle = idle.lockedUp),
    });
    this.#runParts = { core: this, state, access: this.#access, exceptions, memory };
    exceptions.onPending = () => this.#becamePending();
  }

  get registers(): Int32Array {
    return this.state.registers;
  }

  get pc(): number {
    return this.state.pc;
  }

  set pc(address: number) {
    this.state.enter(address | 1);
  }

  get flags(): number {
    return this.state.flags;
  }

  set flags(bits: number) {
    this.state.flags = bits;
  }

  get cycles(): number {
    return this.state.cycles;
  }

  get sleeping(): boolean {
    return this.#idle !== idle.no;
  }

  get lockedUp(): boolean {
    return this.#idle === idle.lockedUp;
  }

  get faultAddress(): number {
    return this.#handling.faultAddress;
  }

  get faultCycles(): number {
    const handling = this.#idle !== idle.held && this.exceptions.isActive(exception.hardFault);
    return handling ? this.cycles - this.#handling.faultCycle : 0;
  }

  /** Sleeps, and allows the chip to stop its clocks meanwhile (SCR.SLEEPDEEP; datasheet, 2.11.5). */
  get sleepingDeeply(): boolean {
    return this.sleeping && (this.#private.sleepControl & sleepControl.deep) !== 0;
  }

  run(horizon: number): void {
    this.#execute ??= assembleRun(this.#runParts, 'horizon');
    const { state } = this;
    const now = state.cycles;
    state.left = Math.min(horizon - now, longestRun);
    state.horizon = now + state.left;
    this.#executing = true;
    try {
      while (state.left > 0) {
        if (state.attention !== 0) this.#attend();
        if (this.#idle !== idle.no) return;
        this.#execute();
      }
    } finally {
      this.#executing = false;
    }
  }

  /** Takes the exception that is due, then carries out one instruction. For tests and debuggers. */
  step(): void {
    this.#executeOne ??= assembleRun(this.#runParts, 'instruction');
    const { state } = this;
    state.horizon = state.cycles + longestRun;
    state.left = longestRun;
    this.#executing = true;
    if (state.attention !== 0) this.#attend();
    if (this.#idle === idle.no) this.#executeOne();
    if (state.faulted) this.#attend();
    this.#executing = false;
    state.horizon = state.cycles;
    state.left = 0;
  }

  shorten(horizon: number): void {
    this.state.shorten(horizon);
  }

  skipTo(cycle: number): void {
    if (cycle <= this.cycles) return;
    this.state.horizon = cycle;
    this.state.left = 0;
  }

  setInterrupt(line: number, asserted: boolean): void {
    this.exceptions.setLine(line, asserted);
  }

  signalEvent(): void {
    if (this.#idle === idle.event) this.#wake();
    else this.#eventRegister = true;
  }

  start(pc: number, stack: number, vectors: number): void {
    this.#pendingStart = { pc, stack, vectors };
    this.#wake();
    this.#attendSoon();
  }

  hold(): void {
    this.#pendingHold = true;
    this.#pendingStart = undefined;
    this.#attendSoon();
  }

  save() {
    return {
      state: this.state.save(),
      idle: this.#idle,
      faultAddress: this.faultAddress,
      faultCycle: this.#handling.faultCycle,
      eventRegister: this.#eventRegister,
      exceptions: this.exceptions.save(),
      privatePeripherals: this.#private.save(),
    };
  }

  restore(saved: ReturnType<CortexM0Plus['save']>): void {
    this.state.restore(saved.state);
    this.#idle = saved.idle;
    this.#handling.faultAddress = saved.faultAddress;
    this.#handling.faultCycle = saved.faultCycle;
    this.#eventRegister = saved.eventRegister;
    this.#pendingStart = undefined;
    this.#pendingHold = false;
    this.exceptions.restore(saved.exceptions);
    this.#private.restore(saved.privatePeripherals);
  }

  /** A jump to what is no plain address of code; for the run function. */
  jumpElsewhere(target: number): void {
    if (target >>> 28 === 15 && this.state.exception !== 0) this.#handling.returnFrom(target);
    else this.state.enter(target);
  }

  /** SVC; for the run function. */
  callSupervisor(): void {
    this.#handling.callSupervisor();
  }

  /** WFI; for the run function. */
  waitForInterrupt(): void {
    this.state.attention = 1;
    // What is masked wakes it as well, so that programs can sleep and then look before handlers do.
    if (this.exceptions.next(false) === 0) this.#idle = idle.interrupt;
  }

  /** WFE; for the run function. */
  waitForEvent(): void {
    this.state.attention = 1;
    if (this.#eventRegister) this.#eventRegister = false;
    else if (this.exceptions.next(this.state.masked) === 0) this.#idle = idle.event;
  }

  /** SEV; for the run function. */
  sendEvent(): void {
    this.#eventRegister = true;
    this.#parts.eventSent();
  }

  /** Carries out a native routine; for the run function. Answers 0 when it is done and returns to LR. */
  callNative(number: number): number {
    const { state } = this;
    let result;
    try {
      result = this.#parts.memory.nativeRoutine(number)(this);
    } catch (error) {
      this.#access.noteFault(error);
      return 1;
    }
    state.left -= typeof result === 'number' ? result : result.cycles;
    // What it brought about is attended to where it returns to, or before it is called again.
    if (state.attention !== 0) state.shorten(state.cycles);
    return typeof result === 'number' ? 0 : 1;
  }

  /** Attends at once, or behind the instruction that is being carried out. */
  #attendSoon(): void {
    this.state.attention = 1;
    if (!this.#executing) this.#attend();
  }

  /** Does what has come up outside of the instructions: a start, a fault, an exception. */
  #attend(): void {
    const { state } = this;
    state.attention = 0;
    if (this.#pendingHold) {
      this.#pendingHold = false;
      this.#idle = idle.held;
    }
    if (this.#pendingStart) this.#begin(this.#pendingStart);
    if (this.#idle !== idle.no) return;
    this.#handling.attend();
  }

  #begin({ pc, stack, vectors }: Start): void {
    this.#pendingStart = undefined;
    this.#idle = idle.no;
    this.#eventRegister = false;
    this.state.reset();
    this.exceptions.reset();
    this.#private.reset();
    this.#private.vectorTable = vectors >>> 0;
    this.state.registers[13] = stack & ~3;
    this.state.enter(pc | 1);
  }

  /** The program would go on, but may have said that it has nothing to do outside of handlers (SCR.SLEEPONEXIT). */
  #handled(): void {
    if (this.#private.sleepControl & sleepControl.onExit) this.waitForInterrupt();
  }

  #becamePending(): void {
    const { exceptions, state } = this;
    if (exceptions.wanted !== 0) state.attention = 1;
    if (this.#private.sleepControl & sleepControl.eventOnPending) this.signalEvent();
    const asleep =
      (this.#idle === idle.interrupt && exceptions.next(false) === 0) ||
      (this.#idle === idle.event && exceptions.next(state.masked) === 0);
    if (!asleep && (this.#idle === idle.interrupt || this.#idle === idle.event)) this.#wake();
  }

  #wake(): void {
    if (this.#idle === idle.no) return;
    this.#idle = idle.no;
    this.#parts.woken();
  }
}
