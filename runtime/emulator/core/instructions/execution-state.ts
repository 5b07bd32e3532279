/** What the run function asks of its core, for everything that it does not do itself. */

import type { ExceptionController } from '../exception-controller.ts';

/** State of a core as the run function finds and leaves it, and the slow ways of doing things. */
export interface ExecutionState {
  readonly number: 0 | 1;
  /** R0 to R14; R13 is the stack pointer in use. */
  readonly registers: Int32Array;
  readonly exceptions: ExceptionController;

  /** The program counter, as an index into `ChipMemory.decoded`. */
  slot: number;
  /** What to add to twice of `slot` for an address. */
  base: number;
  /** Cycles left until the horizon. Right while the run function is left or has called something here. */
  left: number;
  /** The flags, as in `source.ts`. */
  negative: number;
  zero: number;
  carry: number;
  overflow: number;

  /** Not 0: the run function is to be left, because there is something to attend to. */
  attention: number;
  /** The instruction at `slot` could not be carried out. */
  faulted: boolean;
  /** PRIMASK: only faults and NMI get through. */
  masked: boolean;
  /** False in Thread mode with CONTROL.nPRIV. */
  privileged: boolean;

  decode(slot: number): void;
  /** Notes that the instruction cannot be carried out: a HardFault follows. */
  fault(): void;
  /** Accesses outside SRAM and flash, or misaligned ones. They may fault: see `faulted`. */
  tryRead32(address: number): number;
  tryRead16(address: number): number;
  tryRead8(address: number): number;
  tryWrite32(address: number, value: number): void;
  tryWrite16(address: number, value: number): void;
  tryWrite8(address: number, value: number): void;
  /** The instructions on lists of registers, where they are not well inside of a memory. */
  pushSlowly(word: number): void;
  /** Answers what it popped for PC. */
  popSlowly(word: number): number;
  loadMultipleSlowly(word: number): void;
  storeMultipleSlowly(word: number): void;
  loadDistantLiteral(word: number, here: number): void;
  /** Jumps to what is no plain address of code: an exception's return, ARM code, no memory. */
  jumpElsewhere(target: number): void;
  readSpecial(number: number): number;
  writeSpecial(number: number, value: number): void;
  callSupervisor(): void;
  waitForInterrupt(): void;
  waitForEvent(): void;
  sendEvent(): void;
  /** Calls a native routine; 0 when it is done and returns to LR. */
  callNative(number: number): number;
}
