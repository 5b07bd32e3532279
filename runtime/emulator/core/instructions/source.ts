/**
 * Pieces of source text that the instructions are written with.
 *
 * Inside the run function these names are known: `R` (registers), `words`, `halfwords`, `bytes` (the buffer),
 * `decoded`, `state`, `access`, `exceptions`, `core`, and the local variables below. `word` is the decoded instruction: its number in bits 0 to 7,
 * then up to three operands.
 *
 * - `slot` is the program counter as an index into `decoded`, `base` what to add to twice of it for an address.
 * - `left` counts the cycles down to the horizon.
 * - The flags are kept as what they came from: N is the sign of `negative`, Z is `zero === 0`, C is `carry` (0 or
 *   1), V is the sign of `overflow`.
 */

import { memoryLayout } from '../chip-memory.ts';

/** First operand: a register, destination of most. */
export const a = 'R[(word>>8)&15]';
/** Second operand: a register. */
export const b = 'R[(word>>12)&15]';
/** Third operand: a register. */
export const c = 'R[(word>>16)&15]';
/** Third operand: a number of 0 to 65535. */
export const immediate = '(word>>>16)';
/** Address of this instruction. */
export const here = '((slot<<1)+base)';

/** Takes one cycle and goes on behind this instruction of one halfword. */
export const next = 'left-=1;slot++;continue;';

/** Where a jump ends: only here the run function looks whether the horizon is reached. */
export const landed = 'if(left<=0)break loop;continue;';

/** Gives the flags to `state`, for what is not written in this language. */
export const publishFlags =
  'state.negative=negative;state.zero=zero;state.carry=carry;state.overflow=overflow;';
/** Takes the flags back from `state`. */
export const reloadFlags =
  'negative=state.negative;zero=state.zero;carry=state.carry;overflow=state.overflow;';
/** Gives the place and the time to `state`, before anything that may ask or change them. */
export const publishPlace = 'state.left=left;state.slot=slot;state.base=base;';
/** Takes place and time back. */
export const reloadPlace = 'left=state.left;slot=state.slot;base=state.base;';

/**
 * Goes to the address in `target`, whose bit 0 has to be set as in every address of Thumb code. Whatever is
 * no address of code, an exception's return among it, is for `core` to sort out.
 */
export const jump =
  `if((target&0xfc000001)===0x10000001){slot=((target&0x1ffffe)+${memoryLayout.flash})>>1;base=(target&0xffe00000)-${memoryLayout.flash}|0}` +
  `else if((target&1)!==0&&((offset=target-0x20000001|0)>>>0)<${memoryLayout.sramSize}){slot=(offset+${memoryLayout.sram})>>1;base=${0x20000000 - memoryLayout.sram}}` +
  `else if((target&0xffffc001)===1){slot=(target+${memoryLayout.rom})>>1;base=${-memoryLayout.rom}}` +
  `else{${publishPlace}${publishFlags}core.jumpElsewhere(target);${reloadPlace}${reloadFlags}break loop}${landed}`;

/** `result = x + y`, with all flags. */
export const add =
  'result=x+y|0;carry=(result>>>0)<(x>>>0)?1:0;overflow=(x^result)&(y^result);negative=zero=result;';
/** `result = x - y`, with all flags. */
export const subtract =
  'result=x-y|0;carry=(x>>>0)>=(y>>>0)?1:0;overflow=(x^y)&(x^result);negative=zero=result;';
/** The flags N and Z of `result`. */
export const flagsOfResult = 'negative=zero=result;';
