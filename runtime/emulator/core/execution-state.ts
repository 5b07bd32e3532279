/** The registers of a core and what its run function needs beside them. */

import type { Saved } from '../saved.ts';
import { hostOffset } from './chip-memory.ts';

/** A place in a gap between the memories: the program counter while it is at an address where no code can be. */
const nowhere = 0x40;

/**
 * What a core's program sees of it, laid out for the run function, which holds much of it in variables of its own and
 * gives it back before anybody else can look.
 */
export class ExecutionState implements Saved {
  /** R0 to R14; R13 is the stack pointer in use. */
  readonly registers = new Int32Array(16);

  /** The program counter, as an index into `ChipMemory.decoded`. */
  slot = nowhere;
  /** What to add to twice of `slot` for an address. */
  base = 0;
  /** Cycles left until `horizon`. */
  left = 0;
  /** Cycle since power on until which the core may run. */
  horizon = 0;
  /** The flags: N is the sign of `negative`, Z is `zero === 0`, C is `carry`, V is the sign of `overflow`. */
  negative = 0;
  zero = 1;
  carry = 0;
  overflow = 0;

  /** Not 0: the run function is to be left, because there is something to attend to. */
  attention = 0;
  /** The instruction at `slot` could not be carried out. */
  faulted = false;
  /** PRIMASK: only faults and NMI get through. */
  masked = false;
  /** EPSR.T: false after a jump to ARM code, which this core cannot run. */
  thumb = true;
  /** IPSR: the exception being handled, 0 in Thread mode. */
  exception = 0;
  /** CONTROL.SPSEL: R13 is the process stack pointer. */
  onProcessStack = false;
  /** The stack pointer that is not in R13. */
  otherStack = 0;
  /** CONTROL.nPRIV: programs in Thread mode may not touch what belongs to the system. */
  unprivilegedThread = false;

  /** Address of the next instruction. */
  get pc(): number {
    return ((this.slot << 1) + this.base) >>> 0;
  }

  get cycles(): number {
    return this.horizon - this.left;
  }

  get privileged(): boolean {
    return this.exception !== 0 || !this.unprivilegedThread;
  }

  /** N, Z, C and V in bits 31 to 28. */
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

  /** Goes to an address, whose bit 0 becomes `thumb`. Where no code can be, the next instruction faults. */
  enter(target: number): void {
    this.thumb = (target & 1) !== 0;
    const address = (target & ~1) >>> 0;
    const place = this.thumb ? hostOffset(address) : -1;
    this.slot = place >= 0 ? place >> 1 : nowhere;
    this.base = (address - (this.slot << 1)) | 0;
  }

  /** Notes that the instruction cannot be carried out: a HardFault follows. */
  fault(): void {
    this.faulted = true;
    this.attention = 1;
  }

  /** Makes one of the two stack pointers R13. */
  useProcessStack(process: boolean): void {
    if (this.onProcessStack === process) return;
    const stack = this.registers[13]!;
    this.registers[13] = this.otherStack;
    this.otherStack = stack;
    this.onProcessStack = process;
  }

  /** Makes `run` end no later than at this cycle. */
  shorten(horizon: number): void {
    if (horizon >= this.horizon) return;
    this.left -= this.horizon - horizon;
    this.horizon = horizon;
  }

  /** As after a reset: Thread mode, privileged, nothing masked. Arm leaves most registers open; here they are 0. */
  reset(): void {
    this.registers.fill(0);
    this.registers[14] = -1;
    this.flags = 0;
    this.faulted = this.masked = this.onProcessStack = this.unprivilegedThread = false;
    this.exception = this.otherStack = 0;
  }

  save() {
    return {
      registers: this.registers.slice(0, 15),
      pc: this.pc,
      cycles: this.cycles,
      flags: this.flags,
      masked: this.masked,
      thumb: this.thumb,
      exception: this.exception,
      onProcessStack: this.onProcessStack,
      otherStack: this.otherStack,
      unprivilegedThread: this.unprivilegedThread,
    };
  }

  restore(state: ReturnType<ExecutionState['save']>): void {
    this.registers.set(state.registers);
    this.enter(state.pc | (state.thumb ? 1 : 0));
    this.horizon = state.cycles;
    this.left = 0;
    this.flags = state.flags;
    this.masked = state.masked;
    this.exception = state.exception;
    this.onProcessStack = state.onProcessStack;
    this.otherStack = state.otherStack;
    this.unprivilegedThread = state.unprivilegedThread;
    this.faulted = false;
    this.attention = 1;
  }
}
