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

  /** Copies `length` bytes; ranges that overlap are copied as if through a buffer. */
  copy(target: number, source: number, length: number): void {
    if (length <= 0) return;
    const from = this.find(source, length);
    const to = this.findWritable(target, length);
    if (from !== null && to !== null) {
      to.set(from);
      this.memory.changed(target >>> 0, length);
      return;
    }
    for (let index = 0; index < length; index++)
      this.writeByte(target + index, this.readByte(source + index));
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
    for (let index = 0; index < length; index++) this.writeByte(target + index, value);
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
      for (const [index, byte] of bytes.entries()) this.writeByte(target + index, byte);
      return;
    }
    to.set(bytes);
    this.memory.changed(target >>> 0, bytes.length);
  }

  private writeByte(address: number, value: number): void {
    const to = this.findWritable(address, 1);
    if (to === null) {
      this.bus.write8(address >>> 0, value & 0xff);
      return;
    }
    to[0] = value;
    this.memory.changed(address >>> 0, 1);
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
