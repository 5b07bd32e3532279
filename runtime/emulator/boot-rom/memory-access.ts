/** Memory as the boot ROM's routines reach it: whole ranges at once where a core's memories are, else the bus. */

import { flashBase } from '../../hardware/flash-memory.ts';
import { sramBase } from '../core/chip-memory.ts';
import type { CoreBus, CoreMemory } from '../core/core.ts';

/** Reads and writes anywhere a program can. Throws `BusFault` where the bus does. */
export class MemoryAccess {
  readonly #memory: CoreMemory;
  /** All memories of the cores: ranges in them are places in here. */
  readonly #bytes: Uint8Array;

  constructor(
    memory: CoreMemory,
    readonly bus: CoreBus,
  ) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  /** The byte at an address. */
  readByte(address: number): number {
    const place = this.#find(address, 1);
    return place < 0 ? this.bus.read8(address >>> 0) : this.#bytes[place]!;
  }

  /** The halfword at an even address. */
  readHalfword(address: number): number {
    return this.readByte(address) | (this.readByte(address + 1) << 8);
  }

  /**
   * Copies `length` bytes; ranges that overlap are copied as if through a buffer. Elsewhere than in memories, in
   * accesses as wide as the ROM's: a register takes a byte for more than a byte.
   */
  copy(target: number, source: number, length: number): void {
    if (length <= 0) return;
    const from = this.#find(source, length);
    const to = this.#findWritable(target, length);
    if (from >= 0 && to >= 0) {
      this.#bytes.copyWithin(to, from, from + length);
      this.#memory.changed(target >>> 0, length);
      return;
    }
    const together = ((target ^ source) & 3) === 0;
    for (let offset = 0; offset < length;) {
      const size = together ? widestAccess(target + offset, length - offset) : 1;
      this.#writeUnit(target + offset, this.#readUnit(source + offset, size), size);
      offset += size;
    }
  }

  /** Writes the same byte `length` times. */
  fill(target: number, value: number, length: number): void {
    if (length <= 0) return;
    const to = this.#findWritable(target, length);
    if (to >= 0) {
      this.#bytes.fill(value, to, to + length);
      this.#memory.changed(target >>> 0, length);
      return;
    }
    const word = Math.imul(value & 0xff, 0x01010101);
    for (let offset = 0; offset < length;) {
      const size = widestAccess(target + offset, length - offset);
      this.#writeUnit(target + offset, word, size);
      offset += size;
    }
  }

  /** `length` bytes from `address` on, as a copy. */
  read(address: number, length: number): Uint8Array {
    const place = this.#find(address, length);
    if (place >= 0) return this.#bytes.slice(place, place + length);
    return Uint8Array.from({ length }, (_, index) => this.readByte(address + index));
  }

  /** Writes bytes that come from outside. */
  write(target: number, bytes: Uint8Array): void {
    const to = this.#findWritable(target, bytes.length);
    if (to < 0) {
      for (const [index, byte] of bytes.entries()) this.#writeUnit(target + index, byte, 1);
      return;
    }
    this.#bytes.set(bytes, to);
    this.#memory.changed(target >>> 0, bytes.length);
  }

  #readUnit(address: number, size: 1 | 2 | 4): number {
    address >>>= 0;
    if (size === 4) return this.bus.read32(address);
    return size === 2 ? this.bus.read16(address) : this.bus.read8(address);
  }

  #writeUnit(address: number, value: number, size: 1 | 2 | 4): void {
    address >>>= 0;
    if (size === 4) this.bus.write32(address, value >>> 0);
    else if (size === 2) this.bus.write16(address, value & 0xffff);
    else this.bus.write8(address, value & 0xff);
  }

  /** Where a range is, or -1 if it is not wholly inside one memory. */
  #find(address: number, length: number): number {
    const { rom, flash } = this.#memory;
    const inSram = this.#findWritable(address, length);
    if (inSram >= 0) return inSram;
    const inFlash = placeIn(flash, (address >>> 0) - flashBase, length);
    return inFlash >= 0 ? inFlash : placeIn(rom, address >>> 0, length);
  }

  #findWritable(address: number, length: number): number {
    return placeIn(this.#memory.sram, (address >>> 0) - sramBase, length);
  }
}

function placeIn(memory: Uint8Array, start: number, length: number): number {
  return start >= 0 && start + length <= memory.length ? memory.byteOffset + start : -1;
}

/** The widest access that an address is aligned to and that does not go beyond what is left. */
function widestAccess(address: number, left: number): 1 | 2 | 4 {
  if (address & 1 || left < 2) return 1;
  return address & 2 || left < 4 ? 2 : 4;
}
