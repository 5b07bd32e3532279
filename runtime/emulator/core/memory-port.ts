/** All addresses as one core sees them (RP2040 datasheet, 2.2): memories, bus, and what is its own. */

import { hostOffset, type ChipMemory } from './chip-memory.ts';
import { BusFault, type CoreBus } from './core.ts';

/** A block of registers that only cores reach, each by itself. Addresses are whole. */
export interface CoreRegisters {
  read(address: number): number;
  write(address: number, value: number): void;
}

interface MemoryPortParts {
  readonly memory: ChipMemory;
  readonly bus: CoreBus;
  /** SIO, at 0xd0000000. */
  readonly singleCycle: CoreRegisters;
  /** Who may not touch what belongs to the system. */
  readonly state: { readonly privileged: boolean };
  /** At 0xe0000000. */
  readonly privatePeripherals: CoreRegisters;
}

const singleCycleTop = 0xd;
const privateTop = 0xe;

/** Reads and writes as instructions do. Throws `BusFault` for what does, or is not aligned to its size. */
export class MemoryPort implements CoreBus {
  readonly #memory: ChipMemory;
  readonly #bus: CoreBus;
  readonly #singleCycle: CoreRegisters;
  readonly #private: CoreRegisters;
  readonly #state: { readonly privileged: boolean };

  constructor(parts: MemoryPortParts) {
    this.#memory = parts.memory;
    this.#bus = parts.bus;
    this.#singleCycle = parts.singleCycle;
    this.#private = parts.privatePeripherals;
    this.#state = parts.state;
  }

  read32(address: number): number {
    if (address & 3) throw new BusFault(address);
    const top = address >>> 28;
    if (top === singleCycleTop) return this.#singleCycle.read(address) | 0;
    if (top === privateTop) return this.#privately(address).read(address) | 0;
    const place = hostOffset(address);
    return place >= 0 ? this.#memory.words[place >> 2]! : this.#bus.read32(address) | 0;
  }

  read16(address: number): number {
    if (address & 1) throw new BusFault(address);
    if (address >>> 28 >= singleCycleTop) return (this.#narrow(address) >>> ((address & 2) * 8)) & 0xffff;
    const place = hostOffset(address);
    return place >= 0 ? this.#memory.halfwords[place >> 1]! : this.#bus.read16(address);
  }

  read8(address: number): number {
    if (address >>> 28 >= singleCycleTop) return (this.#narrow(address) >>> ((address & 3) * 8)) & 0xff;
    const place = hostOffset(address);
    return place >= 0 ? this.#memory.bytes[place]! : this.#bus.read8(address);
  }

  write32(address: number, value: number): void {
    if (address & 3) throw new BusFault(address);
    const top = address >>> 28;
    if (top === singleCycleTop) return this.#singleCycle.write(address, value);
    if (top === privateTop) return this.#privately(address).write(address, value);
    const place = writablePlace(address);
    if (place < 0) return this.#bus.write32(address, value);
    this.#memory.words[place >> 2] = value;
    this.#memory.changed(address, 4);
  }

  write16(address: number, value: number): void {
    if (address & 1) throw new BusFault(address);
    // Registers take narrow writes on all lanes at once (2.1.4).
    if (address >>> 28 >= singleCycleTop) return this.write32(address & ~3, (value & 0xffff) * 0x10001);
    const place = writablePlace(address);
    if (place < 0) return this.#bus.write16(address, value & 0xffff);
    this.#memory.halfwords[place >> 1] = value;
    this.#memory.changed(address, 2);
  }

  write8(address: number, value: number): void {
    if (address >>> 28 >= singleCycleTop) return this.write32(address & ~3, (value & 0xff) * 0x01010101);
    const place = writablePlace(address);
    if (place < 0) return this.#bus.write8(address, value & 0xff);
    this.#memory.bytes[place] = value;
    this.#memory.changed(address, 1);
  }

  #narrow(address: number): number {
    return this.read32(address & ~3);
  }

  #privately(address: number): CoreRegisters {
    if (!this.#state.privileged || address >>> 20 !== 0xe00) throw new BusFault(address);
    return this.#private;
  }
}

/** Where a byte of the SRAM is in the buffer, or -1: flash and ROM are not written to like this. */
function writablePlace(address: number): number {
  return address >>> 24 === 0x20 ? hostOffset(address) : -1;
}
