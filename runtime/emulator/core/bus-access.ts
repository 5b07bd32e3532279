/** Loads and stores that the run function does not do itself: those outside of SRAM and flash, and those that fault. */

import { BusFault } from './core.ts';
import type { ExecutionState } from './execution-state.ts';
import type { MemoryPort } from './memory-port.ts';

/** First of the private peripherals. */
const privateTop = 0xe;

/**
 * Accesses of instructions. One that faults notes it in the state and answers 0; nothing else has changed then, so
 * that the instruction may be carried out once more.
 */
export class BusAccess {
  readonly #state: ExecutionState;
  readonly #port: MemoryPort;
  /** Lets happen what was due until now, when an access begins past the horizon. */
  readonly #catchUp: () => void;

  constructor(state: ExecutionState, port: MemoryPort, catchUp: () => void) {
    this.#state = state;
    this.#port = port;
    this.#catchUp = catchUp;
  }

  read32(address: number): number {
    if (this.#state.left <= 0) this.#catchUp();
    try {
      return this.#port.read32(address);
    } catch (error) {
      return this.noteFault(error);
    }
  }

  read16(address: number): number {
    if (this.#state.left <= 0) this.#catchUp();
    try {
      return this.#port.read16(address);
    } catch (error) {
      return this.noteFault(error);
    }
  }

  read8(address: number): number {
    if (this.#state.left <= 0) this.#catchUp();
    try {
      return this.#port.read8(address);
    } catch (error) {
      return this.noteFault(error);
    }
  }

  write32(address: number, value: number): void {
    if (this.#state.left <= 0) this.#catchUp();
    // Whatever is written to a core's own registers may make an exception urgent.
    if (address >>> 28 === privateTop) this.#state.attention = 1;
    try {
      this.#port.write32(address, value);
    } catch (error) {
      this.noteFault(error);
    }
  }

  write16(address: number, value: number): void {
    if (this.#state.left <= 0) this.#catchUp();
    try {
      this.#port.write16(address, value);
    } catch (error) {
      this.noteFault(error);
    }
  }

  write8(address: number, value: number): void {
    if (this.#state.left <= 0) this.#catchUp();
    try {
      this.#port.write8(address, value);
    } catch (error) {
      this.noteFault(error);
    }
  }

  /** PUSH, as decoded. This and the following take whole instructions, where they are not well inside a memory. */
  push(word: number): void {
    const { registers } = this.#state;
    const stack = registers[13]! - ((word >>> 8) & 15) * 4;
    this.#storeList(stack, word >>> 16);
    if (!this.#state.faulted) registers[13] = stack;
  }

  /** POP. Answers what is for PC where that is in the list. */
  pop(word: number): number {
    const { registers } = this.#state;
    const values = this.#loadList(registers[13]!, word >>> 16);
    if (this.#state.faulted) return 0;
    registers[13]! += values.length * 4;
    return values.at(-1)!;
  }

  loadMultiple(word: number): void {
    const { registers } = this.#state;
    const pointer = (word >>> 8) & 15;
    const start = registers[pointer]!;
    const values = this.#loadList(start, word >>> 16);
    if (!this.#state.faulted && (word >>> 12) & 1) registers[pointer] = start + values.length * 4;
  }

  storeMultiple(word: number): void {
    const { registers } = this.#state;
    const pointer = (word >>> 8) & 15;
    const end = this.#storeList(registers[pointer]!, word >>> 16);
    if (!this.#state.faulted) registers[pointer] = end;
  }

  /** LDR from a literal beyond the end of the memory that the instruction is in. */
  loadLiteral(word: number, here: number): void {
    const value = this.read32(((here & ~3) + 4 + (word >>> 16) * 4) >>> 0);
    if (!this.#state.faulted) this.#state.registers[(word >>> 8) & 15] = value;
  }

  /** Notes a fault of the bus, and answers 0. Throws what is none. */
  noteFault(error: unknown): number {
    if (!(error instanceof BusFault)) throw error;
    this.#state.fault();
    return 0;
  }

  /** Loads R0 to R7 by the bits of a list, and one word more for bit 8. */
  #loadList(from: number, list: number): number[] {
    const state = this.#state;
    const values: number[] = [];
    for (let number = 0; number < 9; number++) {
      if (!(list & (1 << number))) continue;
      values.push(this.read32((from + values.length * 4) >>> 0));
      if (state.faulted) return values;
    }
    state.left -= 1 + values.length;
    let index = 0;
    for (let number = 0; number < 8; number++)
      if (list & (1 << number)) state.registers[number] = values[index++]!;
    return values;
  }

  /** Stores R0 to R7 by the bits of a list, and LR for bit 8. Answers the address behind. */
  #storeList(to: number, list: number): number {
    const state = this.#state;
    let address = to;
    for (let number = 0; number < 9; number++) {
      if (!(list & (1 << number))) continue;
      this.write32(address >>> 0, state.registers[number === 8 ? 14 : number]!);
      if (state.faulted) return address;
      address += 4;
    }
    state.left -= 1 + (address - to) / 4;
    return address;
  }
}
