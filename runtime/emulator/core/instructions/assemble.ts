/**
 * Puts the run function together from the table of instructions.
 *
 * It is generated because it has to be one function: only then do the program counter, the flags and the count of
 * cycles stay in the processor's registers from one instruction to the next, which makes it several times as fast
 * as a function for each instruction. Every core gets its own, with its arrays as constants in it, so that the
 * compiler knows them. In profiles and debuggers it appears as `emulated-core-0.js`.
 */

import type { ChipMemory } from '../chip-memory.ts';
import type { ExecutionState } from './execution-state.ts';
import { publishFlags, publishPlace } from './source.ts';
import { instructionNumber, instructions, type InstructionName } from './table.ts';

/** How far one call of the run function goes: until the horizon is reached, or for one instruction. */
export type Stride = 'horizon' | 'instruction';

/** Makes the function that executes instructions of one core, from where `core` is until something is up. */
export function assembleRun(core: ExecutionState, memory: ChipMemory, stride: Stride): () => void {
  const names = ['core', 'exceptions', 'R', 'words', 'halfwords', 'bytes', 'decoded', 'memory'];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above; the text is our own.
  const factory = new Function(...names, source(`emulated-core-${core.number}`, stride)) as (
    ...values: unknown[]
  ) => () => void;
  const { words, halfwords, bytes, decoded } = memory;
  return factory(core, core.exceptions, core.registers, words, halfwords, bytes, decoded, memory);
}

function source(name: string, stride: Stride): string {
  const once = stride === 'instruction';
  const cases = Object.entries(instructions)
    .map(([key, text]) => `case ${instructionNumber[key as InstructionName]}:{${text}}// ${key}\n`)
    .join('');
  return `'use strict';
return function run() {
let {slot, base, left, negative, zero, carry, overflow} = core, decodedEnd = memory.decodedEnd;
let word = 0, address = 0, offset = 0, index = 0, result = 0, x = 0, y = 0, target = 0;
${once ? 'let steps = 0;' : ''}
loop: for (;;) {
${once ? 'if (decoded[slot] !== 0 && steps++ > 0) break;' : ''}
word = decoded[slot];
switch (word & 255) {
case 0: core.decode(slot); decodedEnd = memory.decodedEnd; continue;
${cases}default: core.fault(); break loop;
}
}
${publishPlace}${publishFlags}
};
//# sourceURL=${name}.js`;
}
