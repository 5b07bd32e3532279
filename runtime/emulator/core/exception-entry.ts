/** Taking exceptions and returning from them (ARMv6-M Architecture Reference Manual, B1.5.6 to B1.5.8). */

import type { CoreBus } from './core.ts';
import type { ExceptionController } from './exception-controller.ts';
import type { ExecutionState } from './execution-state.ts';

/** What entry and return work on. The bus throws `BusFault` where there is no stack, or no vector. */
export interface ExceptionContext {
  readonly state: ExecutionState;
  readonly exceptions: ExceptionController;
  readonly bus: CoreBus;
}

/** Bit 9 of the saved PSR: the stack pointer was moved by four more, to a multiple of eight. */
const realigned = 1 << 9;
const thumbBit = 1 << 24;
const exceptionBits = 0x3f;
/** A frame on the stack is R0 to R3, R12, LR, the return address and PSR. */
const frameRegisters = [0, 1, 2, 3, 12, 14] as const;
const frameSize = 32;

/** EXC_RETURN: to a handler, to Thread mode with the main stack, to Thread mode with the process stack. */
const returnTo = { handler: 0xfffffff1 | 0, main: 0xfffffff9 | 0, process: 0xfffffffd | 0 } as const;

/** Cycles from an interrupt to its handler's first instruction without wait states (Cortex-M0+ TRM, 3.4). */
export const entryCycles = 15;
/** Cycles to take the registers back. Arm gives no figure; this is what moving eight words takes besides the jump. */
export const returnCycles = 10;

/** Saves onto the stack what a handler may change, and leaves in LR how to come back. */
export function saveFrame({ state, bus }: ExceptionContext): void {
  const { registers } = state;
  const stack = registers[13]!;
  const frame = (stack - frameSize) & ~4;
  const status = state.flags | state.exception | (state.thumb ? thumbBit : 0) | (stack & 4 ? realigned : 0);
  const saved = [...frameRegisters.map((number) => registers[number]!), state.pc, status];
  registers[13] = frame;
  registers[14] = returnValue(state);
  saved.forEach((value, index) => bus.write32((frame + index * 4) >>> 0, value));
}

/** Goes to the handler of an exception. Throws `BusFault` where there is no vector. */
export function beginHandler(
  { state, exceptions, bus }: ExceptionContext,
  number: number,
  vectorTable: number,
): void {
  state.useProcessStack(false);
  exceptions.begin(number);
  state.exception = number;
  state.enter(bus.read32((vectorTable + number * 4) >>> 0));
}

/** True where a value jumped to by a handler asks for a return, and to something that can be returned to. */
export function mayReturn({ state, exceptions }: ExceptionContext, target: number): boolean {
  if (!exceptions.isActive(state.exception)) return false;
  if (target === returnTo.handler) return exceptions.nested;
  return (target === returnTo.main || target === returnTo.process) && !exceptions.nested;
}

/** Takes back what `enterException` saved. Answers false where that is no state to go on from. */
export function restoreFrame({ state, bus }: ExceptionContext, target: number): boolean {
  const { registers } = state;
  state.exception = 0;
  state.useProcessStack(target === returnTo.process);
  const frame = registers[13]!;
  const saved = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => bus.read32((frame + index * 4) >>> 0));
  const [address, status] = saved.slice(6) as [number, number];
  frameRegisters.forEach((number, index) => (registers[number] = saved[index]!));
  registers[13] = (frame + frameSize) | (status & realigned ? 4 : 0);
  state.flags = status;
  state.exception = status & exceptionBits;
  state.enter((address & ~1) | (status & thumbBit ? 1 : 0));
  return (target === returnTo.handler) === (state.exception !== 0);
}

function returnValue(state: ExecutionState): number {
  if (state.exception !== 0) return returnTo.handler;
  return state.onProcessStack ? returnTo.process : returnTo.main;
}
