/**
 * The chip's bus (RP2040 datasheet, 2.1 and 2.2): which peripheral or memory an address belongs to.
 *
 * What each core has for itself, SIO at 0xd0000000 and its private peripherals at 0xe0000000, is not here: the DMA
 * cannot reach it either.
 */

import { sramBase } from '../core/chip-memory.ts';
import { BusFault, type CoreBus, type CoreMemory } from '../core/core.ts';
import type { BusMemory } from './bus-memory.ts';
import type { Peripheral } from './peripheral.ts';
import type { BusMaster } from './transfer-requests.ts';

/** The same memory once more, each bank of 64 KB in one piece (2.6.2). */
const unstripedBase = 0x21000000;
const unstripedSize = 0x40000;
const flashWindows = 0x04000000;

/** Bits 12 and 13 of an address say what becomes of the register's bits (2.1.2). */
const alias = { plain: 0, flip: 1, set: 2, clear: 3 } as const;

/** Connects addresses to what is behind them. */
export class SystemBus implements CoreBus, BusMaster {
  readonly #memory: CoreMemory;
  readonly #sram: DataView;
  readonly #flash: DataView;
  readonly #rom: DataView;
  /** 16 KB each from 0x40000000, 64 KB each from 0x50000000, and the XIP block's registers. */
  readonly #peripherals = new Array<Peripheral | undefined>(slotCount).fill(undefined);
  readonly #memories: { base: number; view: DataView; memory: BusMemory }[] = [];

  constructor(memory: CoreMemory) {
    this.#memory = memory;
    this.#sram = viewOf(memory.sram);
    this.#flash = viewOf(memory.flash);
    this.#rom = viewOf(memory.rom);
  }

  /** Puts a peripheral at the base address that the datasheet gives it. */
  attach(base: number, peripheral: Peripheral): void {
    this.#peripherals[slotOf(base)] = peripheral;
  }

  /** Puts a memory at a base address. */
  attachMemory(base: number, memory: BusMemory): void {
    this.#memories.push({ base, view: viewOf(memory.bytes), memory });
  }

  read(address: number, size: 1 | 2 | 4): number {
    if (size === 4) return this.read32(address);
    return size === 2 ? this.read16(address) : this.read8(address);
  }

  write(address: number, value: number, size: 1 | 2 | 4): void {
    if (size === 4) this.write32(address, value);
    else if (size === 2) this.write16(address, value);
    else this.write8(address, value);
  }

  read32(address: number): number {
    address >>>= 0;
    const peripheral = this.#peripherals[slotOf(address)];
    if (peripheral) return peripheral.read(address & 0xffc) >>> 0;
    const place = this.#place(address, 4);
    return place.view.getUint32(place.offset, true);
  }

  read16(address: number): number {
    address >>>= 0;
    if (this.#peripherals[slotOf(address)])
      return (this.read32(address & ~3) >>> ((address & 2) * 8)) & 0xffff;
    const place = this.#place(address, 2);
    return place.view.getUint16(place.offset, true);
  }

  read8(address: number): number {
    address >>>= 0;
    if (this.#peripherals[slotOf(address)]) return (this.read32(address & ~3) >>> ((address & 3) * 8)) & 0xff;
    const place = this.#place(address, 1);
    return place.view.getUint8(place.offset);
  }

  write32(address: number, value: number): void {
    address >>>= 0;
    value >>>= 0;
    const peripheral = this.#peripherals[slotOf(address)];
    if (peripheral) return writeRegister(peripheral, address, value);
    const place = this.#place(address, 4);
    if (place.readOnly) return;
    place.view.setUint32(place.offset, value, true);
    this.#tell(place, 4);
  }

  /** Registers take narrow writes on all lanes at once (2.1.4). */
  write16(address: number, value: number): void {
    address >>>= 0;
    value &= 0xffff;
    const peripheral = this.#peripherals[slotOf(address)];
    if (peripheral) return writeRegister(peripheral, address, (value | (value << 16)) >>> 0);
    const place = this.#place(address, 2);
    if (place.readOnly) return;
    place.view.setUint16(place.offset, value, true);
    this.#tell(place, 2);
  }

  write8(address: number, value: number): void {
    address >>>= 0;
    value &= 0xff;
    const peripheral = this.#peripherals[slotOf(address)];
    if (peripheral) return writeRegister(peripheral, address, Math.imul(value, 0x01010101) >>> 0);
    const place = this.#place(address, 1);
    if (place.readOnly) return;
    place.view.setUint8(place.offset, value);
    this.#tell(place, 1);
  }

  #tell(place: Place, size: 1 | 2 | 4): void {
    if (place.memory) place.memory.written?.(place.offset, size);
    else this.#memory.changed(sramBase + place.offset, size);
  }

  #place(address: number, size: 1 | 2 | 4): Place {
    const inSram = address - sramBase;
    if (inSram >= 0 && inSram + size <= this.#sram.byteLength) return { view: this.#sram, offset: inSram };
    const unstriped = address - unstripedBase;
    if (unstriped >= 0 && unstriped < unstripedSize)
      return { view: this.#sram, offset: stripedOffset(unstriped) };
    if (address >>> 24 >= 0x10 && address >>> 24 < 0x14)
      return { view: this.#flash, offset: (address % flashWindows) % this.#flash.byteLength, readOnly: true };
    if (address + size <= this.#rom.byteLength) return { view: this.#rom, offset: address, readOnly: true };
    for (const { base, view, memory } of this.#memories) {
      const offset = address - base;
      if (offset >= 0 && offset + size <= view.byteLength) return { view, offset, memory };
    }
    throw new BusFault(address);
  }
}

interface Place {
  readonly view: DataView;
  readonly offset: number;
  readonly readOnly?: boolean;
  readonly memory?: BusMemory;
}

/** Four banks take turns word by word in the striped view. */
function stripedOffset(unstriped: number): number {
  const bank = unstriped >>> 16;
  const within = unstriped & 0xffff;
  return ((within >>> 2) * 4 + bank) * 4 + (within & 3);
}

function writeRegister(peripheral: Peripheral, address: number, bits: number): void {
  const offset = address & 0xffc;
  const kind = (address >>> 12) & 3;
  if (kind === alias.plain) return peripheral.write(offset, bits, bits);
  const before = peripheral.peek ? peripheral.peek(offset) : peripheral.read(offset);
  const value = kind === alias.set ? before | bits : kind === alias.clear ? before & ~bits : before ^ bits;
  peripheral.write(offset, value >>> 0, bits);
}

const slotCount = 323;
const noSlot = slotCount - 1;

/** A small number for each place where a peripheral can be. */
function slotOf(address: number): number {
  switch (address >>> 24) {
    case 0x40:
      return address >>> 20 === 0x400 ? (address >>> 14) & 0x3f : noSlot;
    case 0x50:
      return 64 + ((address >>> 16) & 0xff);
    case 0x14:
      return 320;
    case 0x18:
      return 321;
    default:
      return noSlot;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
