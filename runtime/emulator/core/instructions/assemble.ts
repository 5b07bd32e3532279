/**
 * Puts the run function together from the table of instructions.
 *
 * It is generated because it has to be one function: only then do the program counter, the flags and the count of
 * cycles stay in the processor's registers from one instruction to the next, which makes it several times as fast
 * as a function for each instruction. Every core gets its own, with its arrays as constants in it, so that the
 * compiler knows them. In profiles and debuggers it appears as `emulated-core-0.js`.
 */

import type { BusAccess } from '../bus-access.ts';
import type { ChipMemory } from '../chip-memory.ts';
import type { ExceptionController } from '../exception-controller.ts';
import type { ExecutionState } from '../execution-state.ts';
import { readSpecial, writeSpecial } from '../special-registers.ts';
import { decodeAt } from './decode.ts';
import { publishFlags, publishPlace } from './source.ts';
import { instructionNumber, instructions, type InstructionName } from './table.ts';

/** How far one call of the run function goes: until the horizon is reached, or for one instruction. */
export type Stride = 'horizon' | 'instruction';

/** What instructions ask of their core, beyond its state. */
export interface InstructionHost {
  readonly number: 0 | 1;
  jumpElsewhere(target: number): void;
  callSupervisor(): void;
  waitForInterrupt(): void;
  waitForEvent(): void;
  sendEvent(): void;
  callNative(number: number): number;
}

/** What the run function works on. */
export interface RunParts {
  readonly core: InstructionHost;
  readonly state: ExecutionState;
  readonly access: BusAccess;
  readonly exceptions: ExceptionController;
  readonly memory: ChipMemory;
}

/** Makes the function that executes instructions of one core, from where `state` is until something is up. */
export function assembleRun(parts: RunParts, stride: Stride): () => void {
  const { words, halfwords, bytes, decoded } = parts.memory;
  const R = parts.state.registers;
  const known = { ...parts, R, words, halfwords, bytes, decoded, decodeAt, readSpecial, writeSpecial };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above; the text is our own.
  const factory = new Function(...Object.keys(known), source(parts.core.number, stride)) as (
    ...values: unknown[]
  ) => () => void;
  return factory(...Object.values(known));
}

function source(number: 0 | 1, stride: Stride): string {
  const once = stride === 'instruction';
  const cases = Object.entries(instructions)
    .map(([key, text]) => `case ${instructionNumber[key as InstructionName]}:{${text}}// ${key}\n`)
    .join('');
  return `'use strict';
return function run() {
let {slot, base, left, negative, zero, carry, overflow} = state, decodedEnd = memory.decodedEnd;
let word = 0, address = 0, offset = 0, index = 0, result = 0, x = 0, y = 0, target = 0;
${once ? 'let steps = 0;' : ''}
loop: for (;;) {
${once ? 'if (decoded[slot] !== 0 && steps++ > 0) break;' : ''}
word = decoded[slot];
switch (word & 255) {
case 0: decodeAt(memory, slot); decodedEnd = memory.decodedEnd; continue;
${cases}default: state.fault(); break loop;
}
}
${publishPlace}${publishFlags}
};
//# sourceURL=emulated-core-${number}.js`;
}
