/** The flash chip of a Pico: the cells of a W25Q16JV, and the operations that change them in simulated time. */

import type { Alarm, Clock } from '../clock/clock.ts';
import { flashBase, flashLength } from '../../hardware/flash-memory.ts';
import type { CoreMemory } from '../core/core.ts';
import type { FlashStore } from '../flash-store.ts';
import { RandomNumbers } from '../random-numbers.ts';
import type { Saved, State } from '../saved.ts';
import { durationOf, interruptedOutcomeOf, type NorOperation, outcomeOf } from './nor-operation.ts';

/** What a flash chip is made from. */
export interface FlashChipParts {
  /** Its cells are `memory.flash`, where the cores see them. */
  readonly memory: CoreMemory;
  readonly clock: Clock;
  /** Told of every change, as it happens. */
  readonly store: FlashStore;
  /** The chip's serial number, 8 bytes (command 4B): `machine.unique_id()`. */
  readonly uniqueId: Uint8Array;
  /** Decides what a power cut leaves behind. Same seed, same remains. */
  readonly seed: number;
}

interface ChipState {
  readonly operation: NorOperation | null;
  readonly nanosecondsLeft: number;
  readonly status: number;
  readonly random: number;
}

/** What the erase commands erase: a sector, blocks, or the whole chip. */
export const eraseLengths: ReadonlyMap<number, number> = new Map([
  [0x20, 0x1000],
  [0x52, 0x8000],
  [0xd8, 0x10000],
  [0xc7, flashLength],
  [0x60, flashLength],
]);

/** Cells, and at most one operation at a time under way on them. */
export class FlashChip implements Saved {
  readonly #memory: CoreMemory;
  readonly #clock: Clock;
  readonly #store: FlashStore;
  readonly #done: Alarm;
  readonly #random: RandomNumbers;
  #operation: NorOperation | null = null;

  readonly uniqueId: Uint8Array;
  /** Non-volatile bits of the three status registers, the first in the lowest byte. Quad mode is enabled. */
  status = 0x0200;

  constructor({ memory, clock, store, uniqueId, seed }: FlashChipParts) {
    this.#memory = memory;
    this.#clock = clock;
    this.#store = store;
    this.uniqueId = uniqueId;
    this.#random = new RandomNumbers(seed);
    this.#done = clock.createAlarm(() => {
      this.#finish();
    });
    memory.flash.set(store.read());
    memory.changed(flashBase, memory.flash.length);
  }

  /** All cells, as an address on the chip counts them. Not to be written. */
  get cells(): Uint8Array {
    return this.#memory.flash;
  }

  /** An operation is under way: the chip answers nothing but its status. */
  get busy(): boolean {
    return this.#operation !== null;
  }

  /** Until the operation under way is done; 0 without one. */
  get nanosecondsLeft(): number {
    return this.#operation === null ? 0 : Math.max(0, this.#done.due - this.#clock.nanoseconds);
  }

  /** Begins an operation; nothing happens while another is under way. */
  begin(operation: NorOperation): void {
    if (this.#operation !== null) return;
    this.#operation = operation;
    this.#done.schedule(durationOf(operation));
  }

  /** Begins to erase what a command (`eraseLengths`) erases around `offset`. */
  erase(offset: number, command: number): void {
    const length = eraseLengths.get(command);
    if (length === undefined) return;
    const start = offset & ~(length - 1) & (this.cells.length - 1);
    this.begin({ kind: 'erase', offset: start, length });
  }

  /**
   * Begins to program the page of 256 bytes around `offset`: what would go beyond its end begins anew at its start,
   * and of more than a page the last 256 bytes count.
   */
  program(offset: number, bytes: Uint8Array): void {
    const page = new Uint8Array(0x100).fill(0xff);
    for (const [index, byte] of bytes.entries()) page[(offset + index) & 0xff] = byte;
    this.begin({ kind: 'program', offset: offset & ~0xff & (this.cells.length - 1), data: page });
  }

  /** Power goes now: an operation under way leaves its cells somewhere on the way. */
  cutPower(): void {
    const operation = this.#operation;
    if (operation === null) return;
    const progress = 1 - this.nanosecondsLeft / durationOf(operation);
    this.#done.cancel();
    this.#operation = null;
    if (operation.kind === 'status') return;
    const before = this.#cellsOf(operation);
    this.#put(
      operation.offset,
      interruptedOutcomeOf(operation, before, progress, () => this.#random.next()),
    );
  }

  save(): State {
    return {
      operation: structuredClone(this.#operation),
      nanosecondsLeft: this.nanosecondsLeft,
      status: this.status,
      random: this.#random.state,
    } satisfies ChipState;
  }

  /** The cells themselves belong to the memory, which is restored by its owner. */
  restore(state: State): void {
    const { operation, nanosecondsLeft, status, random } = state as ChipState;
    this.#done.cancel();
    this.#operation = structuredClone(operation);
    this.status = status;
    this.#random.state = random;
    if (operation !== null) this.#done.schedule(nanosecondsLeft);
  }

  #finish(): void {
    const operation = this.#operation!;
    this.#operation = null;
    if (operation.kind === 'status') this.status = operation.value;
    else this.#put(operation.offset, outcomeOf(operation, this.#cellsOf(operation)));
  }

  #cellsOf(operation: Exclude<NorOperation, { kind: 'status' }>): Uint8Array {
    const length = operation.kind === 'erase' ? operation.length : operation.data.length;
    return this.cells.slice(operation.offset, operation.offset + length);
  }

  #put(offset: number, bytes: Uint8Array): void {
    this.cells.set(bytes, offset);
    this.#memory.changed(flashBase + offset, bytes.length);
    this.#store.write(offset, bytes);
  }
}
