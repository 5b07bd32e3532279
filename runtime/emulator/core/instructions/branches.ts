/** Branches (ARMv6-M Architecture Reference Manual, A5.2.6 and A6.7; cycles: Cortex-M0+ TRM, 3.3). */

import { b, here, immediate, jump, landed } from './source.ts';
import { memoryLayout, sramBase } from '../chip-memory.ts';

const { sram, sramSize } = memoryLayout;

/** What the flags must say, in the order of the condition field: EQ NE CS CC MI PL VS VC HI LS GE LT GT LE. */
const conditions = {
  branchIfEqual: 'zero===0',
  branchIfNotEqual: 'zero!==0',
  branchIfCarry: 'carry!==0',
  branchIfNoCarry: 'carry===0',
  branchIfNegative: 'negative<0',
  branchIfPositive: 'negative>=0',
  branchIfOverflow: 'overflow<0',
  branchIfNoOverflow: 'overflow>=0',
  branchIfHigher: 'carry!==0&&zero!==0',
  branchIfLowerOrSame: 'carry===0||zero===0',
  branchIfGreaterOrEqual: '(negative^overflow)>=0',
  branchIfLess: '(negative^overflow)<0',
  branchIfGreater: 'zero!==0&&(negative^overflow)>=0',
  branchIfLessOrEqual: 'zero===0||(negative^overflow)<0',
} as const;

/** Names of the conditional branches, in the order of their condition field. */
export const conditionalBranches = Object.keys(conditions) as (keyof typeof conditions)[];

const conditional = Object.fromEntries(
  Object.entries(conditions).map(([name, holds]) => [
    name,
    `if(${holds}){slot+=word>>8;left-=2;${landed}}left--;slot++;continue;`,
  ]),
) as Record<keyof typeof conditions, string>;

const popRegisters = [0, 1, 2, 3, 4, 5, 6, 7]
  .map((number) => `if(y&${1 << number}){R[${number}]=words[index++];left--;}`)
  .join('');

/** The instructions by name: what each does. Distances are halfwords in bits 8 to 31 of the decoded word. */
export const branches = {
  ...conditional,
  branch: `slot+=word>>8;left-=2;${landed}`,
  branchWithLink: `R[14]=${here}+4|1;slot+=word>>8;left-=3;${landed}`,
  branchExchange: `target=${b};left-=2;${jump}`,
  branchLinkExchange: `target=${b};R[14]=${here}+2|1;left-=2;${jump}`,
  // Writing to the program counter otherwise never leaves Thumb code.
  addToProgramCounter: `target=${here}+4+${b}|1;left-=2;${jump}`,
  moveToProgramCounter: `target=${b}|1;left-=2;${jump}`,
  popProgramCounter:
    `offset=R[13]-${sramBase}|0;if((offset>>>0)<=${sramSize - 36}&&(offset&3)===0){y=${immediate};index=(offset+${sram})>>2;${popRegisters}` +
    `target=words[index++];R[13]=(index<<2)+${sramBase - sram}|0;left-=4}` +
    `else{state.left=left;state.slot=slot;state.base=base;target=access.pop(word);if(state.faulted)break loop;left=state.left-2}${jump}`,
} as const;
