/** Memory as the boot ROM's routines reach it: whole ranges at once where a core's memories are, else the bus. */

import type { CoreBus, CoreMemory } from '../core/core.ts';
import { flashBase, sramBase } from './addresses.ts';

/** Reads and writes anywhere a program can. Throws `BusFault` where the bus does. */
export class MemoryAccess {
  constructor(
    private readonly memory: CoreMemory,
    readonly bus: CoreBus,
  ) {}

  /** The byte at an address. */
  readByte(address: number): number {
    const view = this.find(address, 1);
    return view === null ? this.bus.read8(address >>> 0) : view[0]!;
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
    const from = this.find(source, length);
    const to = this.findWritable(target, length);
    if (from !== null && to !== null) {
      to.set(from);
      this.memory.changed(target >>> 0, length);
      return;
    }
    const together = ((target ^ source) & 3) === 0;
    for (const [offset, size] of accesses(target, length, together ? 4 : 1))
      this.writeUnit(target + offset, this.readUnit(source + offset, size), size);
  }

  /** Writes the same byte `length` times. */
  fill(target: number, value: number, length: number): void {
    if (length <= 0) return;
    const to = this.findWritable(target, length);
    if (to !== null) {
      to.fill(value);
      this.memory.changed(target >>> 0, length);
      return;
    }
    const word = Math.imul(value & 0xff, 0x01010101);
    for (const [offset, size] of accesses(target, length, 4)) this.writeUnit(target + offset, word, size);
  }

  /** `length` bytes from `address` on, as a copy. */
  read(address: number, length: number): Uint8Array {
    const view = this.find(address, length);
    if (view !== null) return view.slice();
    return Uint8Array.from({ length }, (_, index) => this.readByte(address + index));
  }

  /** Writes bytes that come from outside. */
  write(target: number, bytes: Uint8Array): void {
    const to = this.findWritable(target, bytes.length);
    if (to === null) {
      for (const [index, byte] of bytes.entries()) this.writeUnit(target + index, byte, 1);
      return;
    }
    to.set(bytes);
    this.memory.changed(target >>> 0, bytes.length);
  }

  private readUnit(address: number, size: 1 | 2 | 4): number {
    address >>>= 0;
    if (size === 4) return this.bus.read32(address);
    return size === 2 ? this.bus.read16(address) : this.bus.read8(address);
  }

  private writeUnit(address: number, value: number, size: 1 | 2 | 4): void {
    address >>>= 0;
    if (size === 4) this.bus.write32(address, value >>> 0);
    else if (size === 2) this.bus.write16(address, value & 0xffff);
    else this.bus.write8(address, value & 0xff);
  }

  /** The range as a part of one memory, or `null` if it is not wholly inside one. */
  private find(address: number, length: number): Uint8Array | null {
    const { rom, flash } = this.memory;
    return (
      this.findWritable(address, length) ??
      part(flash, (address >>> 0) - flashBase, length) ??
      part(rom, address >>> 0, length)
    );
  }

  private findWritable(address: number, length: number): Uint8Array | null {
    return part(this.memory.sram, (address >>> 0) - sramBase, length);
  }
}

function part(bytes: Uint8Array, start: number, length: number): Uint8Array | null {
  return start >= 0 && start + length <= bytes.length ? bytes.subarray(start, start + length) : null;
}

/** Accesses that cover a range, each at an address aligned to its size. */
function* accesses(
  address: number,
  length: number,
  widest: 1 | 4,
): Generator<readonly [offset: number, size: 1 | 2 | 4]> {
  for (let offset = 0; offset < length;) {
    const at = address + offset;
    const left = length - offset;
    const size = widest === 1 || at & 1 || left < 2 ? 1 : at & 2 || left < 4 ? 2 : 4;
    yield [offset, size];
    offset += size;
  }
}
