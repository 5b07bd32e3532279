/** Taking exceptions and returning from them (ARMv6-M Architecture Reference Manual, B1.5.6 to B1.5.8). */

import type { ExceptionController } from './exception-controller.ts';

/** What entry and return see of a core. */
export interface ExceptionContext {
  readonly registers: Int32Array;
  readonly exceptions: ExceptionController;
  /** Address of the instruction to come back to. */
  readonly pc: number;
  /** N, Z, C and V in bits 31 to 28. */
  flags: number;
  /** IPSR: the exception being handled, 0 in Thread mode. */
  currentException: number;
  /** EPSR.T: false after a jump to ARM code, which this core cannot run. */
  thumb: boolean;
  /** CONTROL.SPSEL: R13 is the process stack pointer. */
  readonly onProcessStack: boolean;
  readonly vectorTable: number;
  /** Makes one of the two stack pointers R13. */
  useProcessStack(process: boolean): void;
  /** Goes to an address, whose bit 0 becomes `thumb`. */
  enter(target: number): void;
  /** Accesses to memory; they throw `BusFault`. */
  read32(address: number): number;
  write32(address: number, value: number): void;
}

/** Bit 9 of the saved PSR: the stack pointer was moved by four more, to a multiple of eight. */
const realigned = 1 << 9;
const thumbBit = 1 << 24;

/** EXC_RETURN: to a handler, to Thread mode with the main stack, to Thread mode with the process stack. */
const returnTo = { handler: 0xfffffff1 | 0, main: 0xfffffff9 | 0, process: 0xfffffffd | 0 } as const;

/** Cycles from an interrupt to its handler's first instruction without wait states (Cortex-M0+ TRM, 3.4). */
export const entryCycles = 15;
/** Cycles to take the registers back. Arm gives no figure; this is what moving eight words takes besides the jump. */
export const returnCycles = 10;

/** Saves what a handler may change onto the stack. Throws `BusFault` where there is no stack. */
function saveFrame(core: ExceptionContext): void {
  const { registers } = core;
  const unaligned = (registers[13]! & 4) !== 0;
  const frame = (registers[13]! - 32) & ~4;
  const status =
    core.flags | core.currentException | (core.thumb ? thumbBit : 0) | (unaligned ? realigned : 0);
  const saved = [0, 1, 2, 3, 12, 14].map((number) => registers[number]!);
  [...saved, core.pc, status].forEach((value, index) => core.write32((frame + index * 4) >>> 0, value));
  registers[13] = frame;
  registers[14] = core.currentException
    ? returnTo.handler
    : core.onProcessStack
      ? returnTo.process
      : returnTo.main;
}

/**
 * Begins the handler of an exception.
 *
 * @param chainedFrom - the EXC_RETURN of a handler that just ended: its frame stays where it is
 */
export function enterException(core: ExceptionContext, number: number, chainedFrom?: number): void {
  if (chainedFrom === undefined) saveFrame(core);
  else core.registers[14] = chainedFrom;
  core.useProcessStack(false);
  core.exceptions.begin(number);
  core.currentException = number;
  core.enter(core.read32((core.vectorTable + number * 4) >>> 0));
}

/** True where a value jumped to by a handler asks for the return to what it interrupted, and may do so. */
export function mayReturn(core: ExceptionContext, target: number): boolean {
  const { exceptions } = core;
  if (!exceptions.isActive(core.currentException)) return false;
  if (target === returnTo.handler) return exceptions.nested;
  return (target === returnTo.main || target === returnTo.process) && !exceptions.nested;
}

/** Takes back what `enterException` saved. Throws `BusFault`; answers false when what it finds cannot be. */
export function restoreFrame(core: ExceptionContext, target: number): boolean {
  const { registers } = core;
  core.currentException = 0;
  core.useProcessStack(target === returnTo.process);
  const frame = registers[13]!;
  const saved = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => core.read32((frame + index * 4) >>> 0));
  const status = saved[7]!;
  [0, 1, 2, 3, 12, 14].forEach((number, index) => (registers[number] = saved[index]!));
  registers[13] = (frame + 32) | (status & realigned ? 4 : 0);
  core.flags = status;
  core.currentException = status & 0x3f;
  core.enter(saved[6]! | (status & thumbBit ? 1 : 0));
  return (target === returnTo.handler) === (core.currentException !== 0);
}
