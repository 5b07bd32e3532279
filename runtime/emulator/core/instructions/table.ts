/** All instructions of the core, and the numbers that they have in decoded words. */

import { branches } from './branches.ts';
import { dataProcessing } from './data-processing.ts';
import { memoryAccess } from './memory-access.ts';
import { system } from './system.ts';

/** What each instruction does, as source text in the language of `source.ts`. */
export const instructions = { ...dataProcessing, ...memoryAccess, ...branches, ...system } as const;

/** Name of an instruction: `addImmediate`. */
export type InstructionName = keyof typeof instructions;

/** Number of each instruction in bits 0 to 7 of a decoded word. 0 stands for "not decoded yet". */
export const instructionNumber = Object.fromEntries(
  Object.keys(instructions).map((name, index) => [name, index + 1]),
) as Readonly<Record<InstructionName, number>>;
