/** The memories that cores run from, and what was decoded of them. */

import { flashBase, flashLength } from '../../hardware/flash-memory.ts';
import type { CoreMemory, NativeRoutine } from './core.ts';

/** Where each memory lies in the one buffer, in bytes. Between them are gaps, so that running off an end is noticed. */
export const memoryLayout = {
  rom: 0x4000,
  romSize: 0x4000,
  sram: 0x10000,
  sramSize: 0x42000,
  flash: 0x100000,
  flashSize: flashLength,
  size: 0x300040,
} as const;

/** First address of the SRAM on the chip's bus. */
export const sramBase = 0x20000000;

/**
 * All memory that a core reaches directly, in one buffer, and beside it one decoded instruction for every halfword
 * (RP2040 datasheet, 2.6). Both cores share it: what one has decoded the other need not decode again.
 *
 * A halfword is decoded when it is first executed and stays so until somebody writes there. Stores of a core look
 * after that themselves, inside the run function; everybody else calls `changed`.
 */
export class ChipMemory implements CoreMemory {
  readonly buffer = new ArrayBuffer(memoryLayout.size);
  readonly rom = new Uint8Array(this.buffer, memoryLayout.rom, memoryLayout.romSize);
  readonly sram = new Uint8Array(this.buffer, memoryLayout.sram, memoryLayout.sramSize);
  readonly flash = new Uint8Array(this.buffer, memoryLayout.flash, memoryLayout.flashSize);

  /** The whole buffer in the three widths of an access. */
  readonly words = new Int32Array(this.buffer);
  readonly halfwords = new Uint16Array(this.buffer);
  readonly bytes = new Uint8Array(this.buffer);

  /** A decoded instruction for every halfword of the buffer; 0 is one not decoded yet. */
  readonly decoded = new Int32Array(memoryLayout.size >> 1);
  /** Nothing is decoded in the SRAM from this offset on, so that most stores need not look further. */
  decodedEnd = 0;

  readonly #nativeRoutines: NativeRoutine[] = [];
  readonly #nativeAt = new Map<number, number>();

  constructor() {
    this.flash.fill(0xff);
  }

  /** Has a routine carried out here whenever a core gets to `address` in the ROM. */
  defineNative(address: number, routine: NativeRoutine): void {
    this.#nativeAt.set((memoryLayout.rom + address) >> 1, this.#nativeRoutines.length);
    this.#nativeRoutines.push(routine);
    this.changed(address, 2);
  }

  /** Number of the native routine at a place in `decoded`, or -1. */
  nativeAt(slot: number): number {
    return this.#nativeAt.get(slot) ?? -1;
  }

  /** The routine that `nativeAt` has numbered. */
  nativeRoutine(number: number): NativeRoutine {
    return this.#nativeRoutines[number]!;
  }

  changed(address: number, length: number): void {
    const start = hostOffset(address);
    if (start < 0) return;
    // The instruction before may be one of two halfwords that reaches into what changed.
    this.decoded.fill(0, (start >> 1) - 1, (start + length + 1) >> 1);
  }

  /** Forgets everything that was decoded, after all of the memory changed. */
  allChanged(): void {
    this.decoded.fill(0);
    this.decodedEnd = 0;
  }
}

/** Where a byte of these memories is in the buffer, or -1 where the address is in none of them. */
export function hostOffset(address: number): number {
  address >>>= 0;
  const inSram = address - sramBase;
  if (inSram >= 0 && inSram < memoryLayout.sramSize) return memoryLayout.sram + inSram;
  // The four windows onto the flash differ only in what the cache does (2.6.3).
  if (address >>> 26 === flashBase >>> 26)
    return memoryLayout.flash + (address & (memoryLayout.flashSize - 1));
  return address < memoryLayout.romSize ? memoryLayout.rom + address : -1;
}
