/**
 * How an RP2040's boot ROM keeps track of a UF2 file that is written to its drive (RP2040 datasheet, 2.8.4.2): blocks
 * may come in any order and repeatedly; what counts is that each number came once.
 */

import type { Uf2Block } from '../../uf2/uf2-block.ts';
import { flashBase } from '../../hardware/flash-memory.ts';
import { sramBase } from '../core/chip-memory.ts';
import { sramEnd, xipSramBase, xipSramEnd } from './addresses.ts';

const pageLength = 0x100;
const sectorLength = 0x1000;
/** The ROM keeps its lists of blocks in the cache of the flash, and those for RAM in USB memory. */
const mostBlocksInFlash = 123_360;
const mostBlocksInRam = 1280;

/** What is to be done for a block. */
export interface BlockTask {
  readonly address: number;
  readonly data: Uint8Array;
  readonly ram: boolean;
  /** What comes next: the sector around `address` may have to be erased first. */
  readonly step: 'erase' | 'write' | 'stored';
}

interface TransferState {
  readonly count: number;
  readonly ram: boolean;
  readonly lowest: number;
  readonly arrived: readonly number[];
  readonly erased: readonly number[];
}

/** One file on its way. A block that says otherwise how many there are begins another. */
export class Uf2Transfer {
  /** 0: no file has begun. */
  #count = 0;
  #ram = false;
  #lowest = 0;
  readonly #arrived = new Set<number>();
  readonly #erased = new Set<number>();

  /** At least one block came. */
  get begun(): boolean {
    return this.#count > 0;
  }

  /** All blocks came. */
  get complete(): boolean {
    return this.#count > 0 && this.#arrived.size === this.#count;
  }

  /** Where to go on when all blocks came: the lowest address in RAM, or `null` for firmware in flash. */
  get entry(): number | null {
    return this.#ram ? this.#lowest : null;
  }

  /**
   * Takes a block for this chip. Answers what is to be done for it, `repeated` if nothing is, or `nonsense` for a
   * block that makes the ROM forget the file.
   */
  take(block: Uf2Block): BlockTask | 'repeated' | 'nonsense' {
    const place = placeOf(block.address);
    const misplaced = place === null || (place === 'flash' && block.address % pageLength !== 0);
    if (misplaced || block.count === 0) return this.#forget();
    const ram = place === 'ram';
    if (block.count !== this.#count) this.#begin(block.count, ram);
    const most = ram ? mostBlocksInRam : mostBlocksInFlash;
    if (block.count > most || ram !== this.#ram || block.number >= block.count) return this.#forget();
    if (this.#arrived.has(block.number)) return 'repeated';
    this.#arrived.add(block.number);
    this.#lowest = this.#arrived.size === 1 ? block.address : lower(block.address, this.#lowest);
    const erase = !ram && this.#isFirstOfSector(block);
    return {
      address: block.address,
      data: block.payload.slice(),
      ram,
      step: erase ? 'erase' : 'write',
    };
  }

  save(): TransferState {
    return {
      count: this.#count,
      ram: this.#ram,
      lowest: this.#lowest,
      arrived: [...this.#arrived],
      erased: [...this.#erased],
    };
  }

  restore({ count, ram, lowest, arrived, erased }: TransferState): void {
    this.#begin(count, ram);
    this.#lowest = lowest;
    for (const number of arrived) this.#arrived.add(number);
    for (const sector of erased) this.#erased.add(sector);
  }

  #begin(count: number, ram: boolean): void {
    this.#count = count;
    this.#ram = ram;
    this.#lowest = 0;
    this.#arrived.clear();
    this.#erased.clear();
  }

  #forget(): 'nonsense' {
    this.#begin(0, false);
    return 'nonsense';
  }

  /** Sectors are counted by numbers of blocks, not by addresses: for a file with gaps that makes a difference. */
  #isFirstOfSector(block: Uf2Block): boolean {
    const sector = Math.floor((block.number * pageLength) / sectorLength);
    if (this.#erased.has(sector)) return false;
    this.#erased.add(sector);
    return true;
  }
}

/** The cache as RAM lies lower than SRAM, yet a file with both begins in SRAM. */
function lower(address: number, lowest: number): number {
  const inCache = address < sramBase;
  const lowestInCache = lowest < sramBase;
  if (inCache === lowestInCache) return Math.min(address, lowest);
  return inCache ? lowest : address;
}

/** The ROM takes both ends of a page for inside as long as they are not beyond the end of a memory. */
function placeOf(address: number): 'flash' | 'ram' | null {
  const last = address + pageLength - 1;
  const within = (start: number, end: number): boolean => address >= start && last <= end;
  if (within(sramBase, sramEnd) || within(xipSramBase, xipSramEnd)) return 'ram';
  return within(flashBase, sramBase) ? 'flash' : null;
}
