/** One of the chip's processor cores: an ARM Cortex-M0+ (RP2040 datasheet, 2.4). */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { EventClock } from '../clock/event-clock.ts';
import { hostOffset, type ChipMemory } from './chip-memory.ts';
import { BusFault, type Core, type CoreBus } from './core.ts';
import { exception, ExceptionController } from './exception-controller.ts';
import {
  enterException,
  entryCycles,
  mayReturn,
  restoreFrame,
  returnCycles,
  type ExceptionContext,
} from './exception-entry.ts';
import { assembleRun, type Stride } from './instructions/assemble.ts';
import { decodeAt } from './instructions/decode.ts';
import type { ExecutionState } from './instructions/execution-state.ts';
import { MemoryPort, type CoreRegisters } from './memory-port.ts';
import { PrivatePeripherals, sleepControl } from './private-peripherals.ts';
import { SystemTick } from './system-tick.ts';

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

/** A place in a gap between the memories: the program counter while it is at an address where no code can be. */
const nowhere = 0x40;

export class CortexM0Plus implements Core, ExecutionState, ExceptionContext {
  readonly number: 0 | 1;
  readonly registers = new Int32Array(16);
  readonly exceptions = new ExceptionController();
  readonly privatePeripherals: PrivatePeripherals;

  slot = nowhere;
  base = 0;
  left = 0;
  negative = 0;
  zero = 1;
  carry = 0;
  overflow = 0;
  attention = 0;
  faulted = false;
  masked = false;
  privileged = true;
  thumb = true;
  currentException = 0;
  onProcessStack = false;

  readonly #parts: CoreParts;
  readonly #memory: ChipMemory;
  readonly #tick: SystemTick;
  readonly #port: MemoryPort;
  #execute: (() => void) | undefined;
  #executeOne: (() => void) | undefined;
  #horizon = 0;
  #idle: Idle = idle.held;
  /** CONTROL.nPRIV. */
  #unprivilegedThread = false;
  /** The stack pointer that is not in R13. */
  #otherStack = 0;
  #eventRegister = false;
  /** A start that was asked for while an instruction was being carried out. */
  #pendingStart: { readonly pc: number; readonly stack: number; readonly vectors: number } | undefined;
  #pendingHold = false;
  #executing = false;

  constructor(parts: CoreParts) {
    this.number = parts.number;
    this.#parts = parts;
    this.#memory = parts.memory;
    this.#tick = new SystemTick({
      clock: parts.clock,
      cycles: () => this.cycles,
      elapsed: () => this.exceptions.request(exception.systemTick),
    });
    parts.clock.onRateChange(() => this.#tick.rateChanged());
    this.privatePeripherals = new PrivatePeripherals({
      exceptions: this.exceptions,
      tick: this.#tick,
      notEmulated: parts.notEmulated,
      current: () => this.currentException,
      restart: parts.restart,
    });
    const { memory, bus, singleCycle } = parts;
    this.#port = new MemoryPort({ memory, bus, singleCycle, privatePeripherals: this.privatePeripherals });
    this.exceptions.onPending = () => this.#becamePending();
  }

  get pc(): number {
    return ((this.slot << 1) + this.base) >>> 0;
  }

  set pc(address: number) {
    this.enter(address | 1);
  }

  get cycles(): number {
    return this.#horizon - this.left;
  }

  get sleeping(): boolean {
    return this.#idle !== idle.no;
  }

  get lockedUp(): boolean {
    return this.#idle === idle.lockedUp;
  }

  /** Sleeps, and allows the chip to stop its clocks meanwhile (SCR.SLEEPDEEP; datasheet, 2.11.5). */
  get sleepingDeeply(): boolean {
    return this.sleeping && (this.privatePeripherals.sleepControl & sleepControl.deep) !== 0;
  }

  get vectorTable(): number {
    return this.privatePeripherals.vectorTable;
  }

  get flags(): number {
    return (
      (this.negative < 0 ? 1 << 31 : 0) |
      (this.zero === 0 ? 1 << 30 : 0) |
      (this.carry !== 0 ? 1 << 29 : 0) |
      (this.overflow < 0 ? 1 << 28 : 0)
    );
  }

  set flags(value: number) {
    this.negative = value & (1 << 31);
    this.zero = value & (1 << 30) ? 0 : 1;
    this.carry = (value >>> 29) & 1;
    this.overflow = value & (1 << 28) ? -1 : 0;
  }

  run(horizon: number): void {
    this.#execute ??= assembleRun(this, this.#memory, 'horizon');
    this.#runTo(horizon, this.#execute);
  }

  /** Carries out one instruction, or takes the exception that is due and carries out its handler's first. */
  step(): void {
    this.#executeOne ??= assembleRun(this, this.#memory, 'instruction' satisfies Stride);
    this.#horizon = this.cycles + longestRun;
    this.left = longestRun;
    if (this.attention !== 0) this.#attend();
    if (this.#idle === idle.no) this.#executeOne();
    if (this.attention !== 0) this.#attend();
    this.#horizon = this.cycles;
    this.left = 0;
  }

  shorten(horizon: number): void {
    if (horizon >= this.#horizon) return;
    this.left -= this.#horizon - horizon;
    this.#horizon = horizon;
  }

  skipTo(cycle: number): void {
    if (cycle <= this.cycles) return;
    this.#horizon = cycle;
    this.left = 0;
  }

  setInterrupt(line: number, asserted: boolean): void {
    this.exceptions.setLine(line, asserted);
  }

  signalEvent(): void {
    this.#eventRegister = true;
    if (this.#idle === idle.event) {
      this.#eventRegister = false;
      this.#wake();
    }
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

  read32(address: number): number {
    return this.#port.read32(address);
  }

  read16(address: number): number {
    return this.#port.read16(address);
  }

  read8(address: number): number {
    return this.#port.read8(address);
  }

  write32(address: number, value: number): void {
    this.#port.write32(address, value);
  }

  write16(address: number, value: number): void {
    this.#port.write16(address, value);
  }

  write8(address: number, value: number): void {
    this.#port.write8(address, value);
  }

  // What the run function calls.

  decode(slot: number): void {
    decodeAt(this.#memory, slot);
  }

  fault(): void {
    this.faulted = true;
    this.attention = 1;
  }

  tryRead32(address: number): number {
    if (this.left <= 0) this.#parts.overdue();
    try {
      return this.#port.read32(address);
    } catch (error) {
      return this.#faultOf(error);
    }
  }

  tryRead16(address: number): number {
    if (this.left <= 0) this.#parts.overdue();
    try {
      return this.#port.read16(address);
    } catch (error) {
      return this.#faultOf(error);
    }
  }

  tryRead8(address: number): number {
    if (this.left <= 0) this.#parts.overdue();
    try {
      return this.#port.read8(address);
    } catch (error) {
      return this.#faultOf(error);
    }
  }

  tryWrite32(address: number, value: number): void {
    if (this.left <= 0) this.#parts.overdue();
    try {
      this.#port.write32(address, value);
    } catch (error) {
      this.#faultOf(error);
    }
    // Whatever was written to a core's own registers may have made an exception urgent.
    if (address >>> 28 === 0xe) this.attention = 1;
  }

  tryWrite16(address: number, value: number): void {
    if (this.left <= 0) this.#parts.overdue();
    try {
      this.#port.write16(address, value);
    } catch (error) {
      this.#faultOf(error);
    }
  }

  tryWrite8(address: number, value: number): void {
    if (this.left <= 0) this.#parts.overdue();
    try {
      this.#port.write8(address, value);
    } catch (error) {
      this.#faultOf(error);
    }
  }

  pushSlowly(word: number): void {
    const stack = (this.registers[13]! - ((word >>> 8) & 15) * 4) | 0;
    this.#storeList(stack, word >>> 16);
    if (!this.faulted) this.registers[13] = stack;
  }

  popSlowly(word: number): number {
    const values = this.#loadList(this.registers[13]!, word >>> 16);
    if (this.faulted) return 0;
    this.registers[13]! += values.length * 4;
    return values.at(-1)!;
  }

  loadMultipleSlowly(word: number): void {
    const pointer = (word >>> 8) & 15;
    const values = this.#loadList(this.registers[pointer]!, word >>> 16);
    if (!this.faulted && (word >>> 12) & 1) this.registers[pointer]! += values.length * 4;
  }

  storeMultipleSlowly(word: number): void {
    const pointer = (word >>> 8) & 15;
    const end = this.#storeList(this.registers[pointer]!, word >>> 16);
    if (!this.faulted) this.registers[pointer] = end;
  }

  loadDistantLiteral(word: number, here: number): void {
    const value = this.tryRead32(((here & ~3) + 4 + (word >>> 16) * 4) >>> 0);
    if (!this.faulted) this.registers[(word >>> 8) & 15] = value;
  }

  jumpElsewhere(target: number): void {
    if (target >>> 28 === 15 && this.currentException !== 0) this.#returnFromException(target);
    else this.enter(target);
  }

  readSpecial(number: number): number {
    switch (number) {
      case 0:
      case 2:
        return this.flags;
      case 1:
      case 3:
        return this.flags | this.currentException;
      case 5:
      case 7:
        return this.currentException;
      case 8:
        return this.privileged ? this.#stack(false) : 0;
      case 9:
        return this.privileged ? this.#stack(true) : 0;
      case 16:
        return this.privileged && this.masked ? 1 : 0;
      case 20:
        return (this.onProcessStack ? 2 : 0) | (this.#unprivilegedThread ? 1 : 0);
      default:
        return 0;
    }
  }

  writeSpecial(number: number, value: number): void {
    if (number < 4) {
      this.flags = value;
      return;
    }
    if (!this.privileged) return;
    switch (number) {
      case 8:
        return this.#setStack(false, value & ~3);
      case 9:
        return this.#setStack(true, value & ~3);
      case 16:
        this.masked = (value & 1) !== 0;
        this.attention = 1;
        return;
      case 20:
        this.#unprivilegedThread = (value & 1) !== 0;
        if (this.currentException === 0) this.useProcessStack((value & 2) !== 0);
        return this.#weighPrivilege();
    }
  }

  callSupervisor(): void {
    // With a priority that does not let it through at once it is a fault (B1.5.5).
    if (this.exceptions.priorityOf(exception.supervisorCall) >= this.exceptions.priority(this.masked)) {
      this.fault();
      return;
    }
    this.exceptions.request(exception.supervisorCall);
    this.attention = 1;
  }

  waitForInterrupt(): void {
    this.attention = 1;
    if (!this.#wouldInterrupt(false)) this.#idle = idle.interrupt;
  }

  waitForEvent(): void {
    this.attention = 1;
    if (this.#eventRegister) this.#eventRegister = false;
    else if (!this.#wouldInterrupt(this.masked)) this.#idle = idle.event;
  }

  sendEvent(): void {
    this.#eventRegister = true;
    this.#parts.eventSent();
  }

  callNative(number: number): number {
    let result;
    try {
      result = this.#memory.nativeRoutine(number)(this);
    } catch (error) {
      return this.#faultOf(error) + 1;
    }
    this.left -= typeof result === 'number' ? result : result.cycles;
    // What it brought about is attended to where it returns to, or before it is called again.
    if (this.attention !== 0) this.shorten(this.cycles);
    return typeof result === 'number' ? 0 : 1;
  }

  useProcessStack(process: boolean): void {
    if (this.onProcessStack === process) return;
    const stack = this.registers[13]!;
    this.registers[13] = this.#otherStack;
    this.#otherStack = stack;
    this.onProcessStack = process;
  }

  enter(target: number): void {
    this.thumb = (target & 1) !== 0;
    const address = (target & ~1) >>> 0;
    const place = this.thumb ? hostOffset(address) : -1;
    this.slot = place >= 0 ? place >> 1 : nowhere;
    this.base = (address - (this.slot << 1)) | 0;
  }

  save() {
    return {
      registers: this.registers.slice(0, 15),
      pc: this.pc,
      thumb: this.thumb,
      flags: this.flags,
      cycles: this.cycles,
      idle: this.#idle,
      masked: this.masked,
      currentException: this.currentException,
      onProcessStack: this.onProcessStack,
      otherStack: this.#otherStack,
      unprivilegedThread: this.#unprivilegedThread,
      eventRegister: this.#eventRegister,
      exceptions: this.exceptions.save(),
      privatePeripherals: this.privatePeripherals.save(),
    };
  }

  restore(state: ReturnType<CortexM0Plus['save']>): void {
    this.registers.set(state.registers);
    this.enter(state.pc | (state.thumb ? 1 : 0));
    this.flags = state.flags;
    this.#horizon = state.cycles;
    this.left = 0;
    this.#idle = state.idle;
    this.masked = state.masked;
    this.currentException = state.currentException;
    this.onProcessStack = state.onProcessStack;
    this.#otherStack = state.otherStack;
    this.#unprivilegedThread = state.unprivilegedThread;
    this.#eventRegister = state.eventRegister;
    this.#pendingStart = undefined;
    this.#pendingHold = this.faulted = false;
    this.attention = 1;
    this.exceptions.restore(state.exceptions);
    this.privatePeripherals.restore(state.privatePeripherals);
    this.#weighPrivilege();
  }

  #runTo(horizon: number, execute: () => void): void {
    const now = this.cycles;
    this.left = Math.min(horizon - now, longestRun);
    this.#horizon = now + this.left;
    this.#executing = true;
    try {
      while (this.left > 0) {
        if (this.attention !== 0) this.#attend();
        if (this.#idle !== idle.no) return;
        execute();
      }
    } finally {
      this.#executing = false;
    }
  }

  /** Attends at once, or behind the instruction that is being carried out. */
  #attendSoon(): void {
    this.attention = 1;
    if (!this.#executing) this.#attend();
  }

  /** Does what has come up outside of the instructions: a start, a fault, an exception. */
  #attend(): void {
    this.attention = 0;
    if (this.#pendingHold) {
      this.#pendingHold = false;
      this.#idle = idle.held;
    }
    if (this.#pendingStart) this.#begin(this.#pendingStart);
    if (this.#idle !== idle.no) return;
    if (this.faulted) {
      this.faulted = false;
      return this.#takeFault();
    }
    const next = this.exceptions.next(this.masked);
    if (next !== 0) this.#take(next);
  }

  #begin({ pc, stack, vectors }: { pc: number; stack: number; vectors: number }): void {
    this.#pendingStart = undefined;
    this.#idle = idle.no;
    this.faulted = this.masked = this.onProcessStack = this.#unprivilegedThread = this.#eventRegister = false;
    this.currentException = 0;
    this.#otherStack = 0;
    this.flags = 0;
    this.registers.fill(0);
    this.registers[13] = stack & ~3;
    this.registers[14] = -1;
    this.exceptions.reset();
    this.privatePeripherals.reset();
    this.privatePeripherals.vectorTable = vectors >>> 0;
    this.#weighPrivilege();
    this.enter(pc | 1);
  }

  #take(number: number, chainedFrom?: number): void {
    this.left -= entryCycles;
    this.#eventRegister = true;
    try {
      enterException(this, number, chainedFrom);
      this.#weighPrivilege();
    } catch (error) {
      this.#faultOf(error);
      this.faulted = false;
      this.#takeFault();
    }
  }

  #takeFault(): void {
    if (this.exceptions.inFault) {
      this.#idle = idle.lockedUp;
      return;
    }
    this.#take(exception.hardFault);
  }

  #returnFromException(target: number): void {
    this.attention = 1;
    if (!mayReturn(this, target)) {
      this.enter(target);
      this.fault();
      return;
    }
    const ended = this.currentException;
    this.exceptions.end(ended);
    this.#eventRegister = true;
    const chained = this.exceptions.next(this.masked);
    if (chained !== 0) return this.#take(chained, target);
    this.left -= returnCycles;
    try {
      if (!restoreFrame(this, target)) this.fault();
    } catch (error) {
      this.#faultOf(error);
    }
    this.#weighPrivilege();
    if (this.currentException === 0 && this.privatePeripherals.sleepControl & sleepControl.onExit)
      this.waitForInterrupt();
  }

  #faultOf(error: unknown): number {
    if (!(error instanceof BusFault)) throw error;
    this.fault();
    return 0;
  }

  /** Loads R0 to R7 by the bits of a list, and one word more for bit 8. Leaves all as it was when one faults. */
  #loadList(from: number, list: number): number[] {
    const values: number[] = [];
    for (let number = 0; number < 9; number++) {
      if (!(list & (1 << number))) continue;
      values.push(this.tryRead32((from + values.length * 4) >>> 0));
      if (this.faulted) return values;
    }
    this.left -= 1 + values.length;
    let index = 0;
    for (let number = 0; number < 8; number++)
      if (list & (1 << number)) this.registers[number] = values[index++]!;
    return values;
  }

  #storeList(to: number, list: number): number {
    let address = to;
    for (let number = 0; number < 9; number++) {
      if (!(list & (1 << number))) continue;
      this.tryWrite32(address >>> 0, this.registers[number === 8 ? 14 : number]!);
      if (this.faulted) return address;
      address += 4;
    }
    this.left -= 1 + (address - to) / 4;
    return address;
  }

  #stack(process: boolean): number {
    return this.onProcessStack === process ? this.registers[13]! : this.#otherStack;
  }

  #setStack(process: boolean, value: number): void {
    if (this.onProcessStack === process) this.registers[13] = value;
    else this.#otherStack = value;
  }

  #weighPrivilege(): void {
    this.privileged = this.currentException !== 0 || !this.#unprivilegedThread;
    this.#port.privileged = this.privileged;
  }

  #wouldInterrupt(masked: boolean): boolean {
    return this.exceptions.next(masked) !== 0;
  }

  #becamePending(): void {
    if (this.exceptions.wanted !== 0) this.attention = 1;
    if (this.privatePeripherals.sleepControl & sleepControl.eventOnPending) this.signalEvent();
    if (this.#idle === idle.interrupt && this.#wouldInterrupt(false)) this.#wake();
    else if (this.#idle === idle.event && this.#wouldInterrupt(this.masked)) this.#wake();
  }

  #wake(): void {
    if (this.#idle === idle.no) return;
    this.#idle = idle.no;
    this.#parts.woken();
  }
}
