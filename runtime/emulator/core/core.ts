/**
 * Where core, bus and clock meet. Another core (compiled, or the chip's second one) goes in here without a
 * change to any peripheral.
 */

import { hexadecimalWord } from '../../hexadecimal.ts';
import type { Saved } from '../saved.ts';

/** The memories that a core reaches without asking the bus, all in one buffer, so that a core may index it flat. */
export interface CoreMemory {
  readonly buffer: ArrayBuffer;
  /** 16 KB at address 0. */
  readonly rom: Uint8Array;
  /** 264 KB at 0x20000000, the two small banks included. */
  readonly sram: Uint8Array;
  /** 2 MB at 0x10000000, seen through XIP. */
  readonly flash: Uint8Array;
  /** To be called after anybody but a core changed bytes of these memories: what was decoded there is stale. */
  changed(address: number, length: number): void;
}

/** Everything else behind addresses: peripherals, USB memory, unusual views of flash. Throws `BusFault`. */
export interface CoreBus {
  read32(address: number): number;
  read16(address: number): number;
  read8(address: number): number;
  write32(address: number, value: number): void;
  write16(address: number, value: number): void;
  write8(address: number, value: number): void;
}

/** Nothing is at this address, or it cannot be reached so: the core that asked takes a HardFault. */
export class BusFault extends Error {
  constructor(readonly address: number) {
    super(`Nothing at address ${hexadecimalWord(address)}`);
    this.name = 'BusFault';
  }
}

/**
 * A routine of the boot ROM that is carried out here instead of by instructions. Arguments and results are in
 * `registers`; it returns to the address in LR, unless it answers `again`: then it is called once more, after its
 * cycles have passed (so that a long flash operation takes its time in steps).
 */
export type NativeRoutine = (core: Core) => number | { readonly cycles: number; readonly again: true };

/** One ARMv6-M core. */
export interface Core extends Saved {
  /** 0 or 1, as CPUID in SIO reads. */
  readonly number: 0 | 1;
  /** All addresses as the core's instructions reach them: memories, SIO, its private peripherals, the chip's bus. */
  readonly bus: CoreBus;
  /** R0 to R15; R13 is the stack pointer in use. R15 is only right while the core stands still: use `pc`. */
  readonly registers: Int32Array;
  /** Address of the next instruction. */
  pc: number;
  /** The flags N, Z, C and V in bits 31 to 28. */
  flags: number;
  /** Cycles since power on, exact at any moment, also inside a bus access of this core. */
  readonly cycles: number;
  /** In WFI, WFE, or held: nothing happens until an interrupt or event. */
  readonly sleeping: boolean;
  /** Two faults at once: only a reset helps. */
  readonly lockedUp: boolean;
  /** Address of the instruction that the last HardFault was taken for: where a program that crashed went wrong. */
  readonly faultAddress: number;
  /** Cycles since a HardFault was taken whose handler has not ended; 0 without one. No interrupt comes through. */
  readonly faultCycles: number;
  /** Runs until `cycles` reaches `horizon` (overshooting by one instruction at most), or until the core sleeps. */
  run(horizon: number): void;
  /** Makes a running `run` end no later than this cycle: an alarm was scheduled before its horizon. */
  shorten(horizon: number): void;
  /** While asleep, time passes without it. */
  skipTo(cycle: number): void;
  /** Level of one of the 26 interrupt lines. */
  setInterrupt(line: number, asserted: boolean): void;
  /** The other core's SEV, or an event from outside. */
  signalEvent(): void;
  /** Starts at an address as after a reset. `stack` goes into MSP, `vectors` into VTOR. */
  start(pc: number, stack: number, vectors: number): void;
  /** Holds the core as the power-on state machine does. */
  hold(): void;
}
