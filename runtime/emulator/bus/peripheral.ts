/** The Peripheral seam of the emulated chip: registers behind addresses. */

import type { Saved } from '../saved.ts';

/**
 * A block of registers on the chip's bus (RP2040 datasheet, 2.2). The bus has already sorted out what is the
 * same for all of them: alignment, narrow accesses, and the aliases that set, clear or flip bits (2.1.2).
 */
export interface Peripheral extends Saved {
  /** Name in the datasheet, for messages: `UART0`. */
  readonly name: string;
  /** Reads the register at `offset` (a multiple of 4, 0 to 0xffc), with the side effects that reading has. */
  read(offset: number): number;
  /**
   * Writes the register at `offset`.
   *
   * @param value - what the register would hold if it were plain storage: for the aliases, its present value with
   *   the bits set, cleared or flipped.
   * @param bits - the bits that travelled on the bus. Registers where writing a one does something (clears an
   *   interrupt, starts a channel, pushes into a FIFO) look at these and not at `value`.
   */
  write(offset: number, value: number, bits: number): void;
  /** What `read` would answer, without side effects. The aliases use it; absent where reading has none. */
  peek?(offset: number): number;
  /** Back to the state after power on, as its bit in RESETS does it (2.14). */
  reset(): void;
}
