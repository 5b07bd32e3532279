/** Where a program crashed. */

import type { Core, CoreBus } from './core/core.ts';
import { BusFault } from './core/core.ts';

const stackPointer = 13;
/** The return address in what an exception puts on the stack (ARMv6-M, B1.5.6). */
const returnAddressOffset = 24;

/**
 * Address of the instruction that a core in lockup could not carry out. A fault leads to the fault handler, and only a
 * second one there to lockup, so the first one's address is on the stack, if the stack was any good.
 */
export function crashAddress(core: Core, bus: CoreBus): number {
  try {
    return bus.read32((core.registers[stackPointer] ?? 0) + returnAddressOffset);
  } catch (error) {
    if (error instanceof BusFault) return core.pc;
    throw error;
  }
}
