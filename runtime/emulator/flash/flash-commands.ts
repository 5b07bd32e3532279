/** The commands of a W25Q16JV (its datasheet, 8.1), byte by byte as they come over SPI. */

import type { Saved, State } from '../saved.ts';
import { eraseLengths, type FlashChip } from './flash-chip.ts';
import { serialFlashParameters } from './serial-flash-parameters.ts';

const identification = [0xef, 0x40, 0x15];
const manufacturerAndDevice = [0xef, 0x14];
const pageLength = 0x100;
const noData = 0xff;

const command = {
  writeEnable: 0x06,
  writeEnableVolatile: 0x50,
  writeDisable: 0x04,
  powerDown: 0xb9,
  releasePowerDown: 0xab,
  enableReset: 0x66,
  reset: 0x99,
} as const;

/** Status registers by the commands that read them, and those that write them. */
const statusReads: ReadonlyMap<number, number> = new Map([
  [0x05, 0],
  [0x35, 1],
  [0x15, 2],
]);
const statusWrites: ReadonlyMap<number, number> = new Map([
  [0x01, 0],
  [0x31, 1],
  [0x11, 2],
]);
const programs: ReadonlySet<number> = new Set([0x02, 0x32]);

/** Reads of the cells, by how many bytes pass between the address and the first byte. */
const reads: ReadonlyMap<number, number> = new Map([
  [0x03, 0],
  [0x0b, 1],
  [0x3b, 1],
  [0x6b, 1],
  [0xbb, 1],
  [0xeb, 3],
]);

interface CommandState {
  readonly selected: boolean;
  readonly received: Uint8Array;
  readonly writeEnabled: boolean;
  readonly asleep: boolean;
  readonly resetEnabled: boolean;
}

/** What the chip makes of its pins. */
export class FlashCommands implements Saved {
  readonly #chip: FlashChip;
  #selected = false;
  /** What came since the chip was selected; of a long transfer the beginning, the rest is counted. */
  readonly #received = new Uint8Array(4 + pageLength);
  #count = 0;
  #writeEnabled = false;
  #asleep = false;
  #resetEnabled = false;

  constructor(chip: FlashChip) {
    this.#chip = chip;
  }

  /** Chip select goes low: a command follows. */
  select(): void {
    if (this.#selected) return;
    this.#selected = true;
    this.#count = 0;
  }

  /** Eight clocks: takes a byte and gives one. */
  exchange(byte: number): number {
    if (!this.#selected) return noData;
    const index = this.#count++;
    const answer = index === 0 ? noData : this.#answer(this.#received[0]!, index);
    // More than a page to program goes round within it: the last 256 bytes count.
    const place = index < 4 ? index : 4 + ((index - 4) % pageLength);
    this.#received[place] = byte;
    return answer;
  }

  /** Chip select goes high: what changes something is carried out now. */
  deselect(): void {
    if (!this.#selected) return;
    this.#selected = false;
    if (this.#count > 0) this.#carryOut(this.#received[0]!);
  }

  save(): State {
    return {
      selected: this.#selected,
      received: this.#received.slice(0, Math.min(this.#count, this.#received.length)),
      writeEnabled: this.#writeEnabled,
      asleep: this.#asleep,
      resetEnabled: this.#resetEnabled,
    } satisfies CommandState;
  }

  restore(state: State): void {
    const { selected, received, writeEnabled, asleep, resetEnabled } = state as CommandState;
    this.#selected = selected;
    this.#received.set(received);
    this.#count = received.length;
    this.#writeEnabled = writeEnabled;
    this.#asleep = asleep;
    this.#resetEnabled = resetEnabled;
  }

  get #address(): number {
    return (this.#received[1]! << 16) | (this.#received[2]! << 8) | this.#received[3]!;
  }

  #answer(code: number, index: number): number {
    const register = statusReads.get(code);
    if (register !== undefined && !this.#asleep) return this.#status(register);
    if (code === command.releasePowerDown) return index >= 4 ? manufacturerAndDevice[1]! : noData;
    if (this.#asleep || this.#chip.busy) return noData;
    const skipped = reads.get(code);
    if (skipped !== undefined) return this.#cell(index - 4 - skipped);
    switch (code) {
      case 0x9f:
        return identification[index - 1] ?? noData;
      case 0x90:
        return index < 4 ? noData : manufacturerAndDevice[(this.#address + index) & 1]!;
      case 0x4b:
        return index < 5 ? noData : this.#chip.uniqueId[(index - 5) & 7]!;
      case 0x5a:
        return index < 5 ? noData : (serialFlashParameters[(this.#address & 0xff) + index - 5] ?? noData);
      default:
        return noData;
    }
  }

  #cell(offset: number): number {
    const { cells } = this.#chip;
    return offset < 0 ? noData : cells[(this.#address + offset) & (cells.length - 1)]!;
  }

  #status(register: number): number {
    const stored = (this.#chip.status >>> (register * 8)) & 0xff;
    if (register !== 0) return stored;
    return (stored & 0xfc) | (this.#chip.busy ? 1 : 0) | (this.#writing ? 2 : 0);
  }

  /** The write enable latch stands until the operation that it allowed is done. */
  get #writing(): boolean {
    return this.#writeEnabled || this.#chip.busy;
  }

  #carryOut(code: number): void {
    if (this.#asleep) {
      if (code === command.releasePowerDown) this.#asleep = false;
      return;
    }
    if (this.#chip.busy) return;
    const mayReset = this.#resetEnabled;
    this.#resetEnabled = code === command.enableReset;
    switch (code) {
      case command.writeEnable:
      case command.writeEnableVolatile:
        this.#writeEnabled = true;
        return;
      case command.writeDisable:
        this.#writeEnabled = false;
        return;
      case command.powerDown:
        this.#asleep = true;
        return;
      case command.reset:
        if (mayReset) this.#writeEnabled = false;
        return;
    }
    if (this.#writeEnabled) this.#change(code);
  }

  #change(code: number): void {
    const register = statusWrites.get(code);
    if (register !== undefined && this.#count >= 2) this.#writeStatus(register);
    else if (programs.has(code) && this.#count > 4) this.#program();
    else if (eraseLengths.has(code) && (this.#count === 4 || code === 0xc7 || code === 0x60))
      this.#chip.erase(this.#count === 4 ? this.#address : 0, code);
    else return;
    this.#writeEnabled = false;
  }

  #writeStatus(first: number): void {
    let value = this.#chip.status;
    const registers = first === 0 ? Math.min(2, this.#count - 1) : 1;
    for (let index = 0; index < registers; index++) {
      const shift = (first + index) * 8;
      value = (value & ~(0xff << shift)) | (this.#received[1 + index]! << shift);
    }
    this.#chip.begin({ kind: 'status', value: value & ~0x03 });
  }

  #program(): void {
    const count = this.#count - 4;
    const data = this.#received.subarray(4, 4 + Math.min(count, pageLength));
    this.#chip.program(this.#address, data);
  }
}
