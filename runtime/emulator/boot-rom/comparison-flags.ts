/** Results of the ROM's comparisons of floats. */

import type { Core } from '../core/core.ts';

const flag = { negative: 1 << 31, zero: 1 << 30, carry: 1 << 29 } as const;

/** Puts -1, 0 or 1 into R0, and into the flags as comparing it with 0 does: so `blt`, `beq` and the like can follow. */
export function answerComparison(core: Core, order: number): void {
  core.registers[0] = order;
  core.flags = flag.carry | (order < 0 ? flag.negative : 0) | (order === 0 ? flag.zero : 0);
}
