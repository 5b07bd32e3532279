/** MRS and MSR: the registers that instructions reach by number (ARMv6-M Architecture Reference Manual, B4.2 and B5.2). */

import type { ExecutionState } from './execution-state.ts';

/** Numbers below this are combinations of APSR, IPSR and EPSR. */
const firstBeyondStatus = 8;
const register = { mainStack: 8, processStack: 9, mask: 16, control: 20 } as const;
/** In the number of a combination: IPSR is in it; APSR is not. */
const withException = 1;
const withoutFlags = 4;

/** Reads a special register. EPSR reads as 0, and so does what the program may not see. */
export function readSpecial(state: ExecutionState, number: number): number {
  if (number < firstBeyondStatus)
    return (number & withoutFlags ? 0 : state.flags) | (number & withException ? state.exception : 0);
  if (number === register.control) return (state.onProcessStack ? 2 : 0) | (state.unprivilegedThread ? 1 : 0);
  if (!state.privileged) return 0;
  switch (number) {
    case register.mainStack:
      return stackPointer(state, false);
    case register.processStack:
      return stackPointer(state, true);
    case register.mask:
      return state.masked ? 1 : 0;
    default:
      return 0;
  }
}

/** Writes a special register. What the program may not write stays as it is. */
export function writeSpecial(state: ExecutionState, number: number, value: number): void {
  if (number < firstBeyondStatus) {
    if (!(number & withoutFlags)) state.flags = value;
    return;
  }
  if (!state.privileged) return;
  switch (number) {
    case register.mainStack:
      return setStackPointer(state, false, value & ~3);
    case register.processStack:
      return setStackPointer(state, true, value & ~3);
    case register.mask:
      state.masked = (value & 1) !== 0;
      // Something may have waited for just this.
      state.attention = 1;
      return;
    case register.control:
      if (state.exception === 0) state.useProcessStack((value & 2) !== 0);
      state.unprivilegedThread = (value & 1) !== 0;
  }
}

function stackPointer(state: ExecutionState, process: boolean): number {
  return state.onProcessStack === process ? state.registers[13]! : state.otherStack;
}

function setStackPointer(state: ExecutionState, process: boolean, value: number): void {
  if (state.onProcessStack === process) state.registers[13] = value;
  else state.otherStack = value;
}
