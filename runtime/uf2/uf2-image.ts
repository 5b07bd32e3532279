/** What the blocks of one family in a UF2 file amount to. */

import type { Uf2Block } from './uf2-block.ts';
import { placeOf, type Uf2Chip, type Uf2Place } from './uf2-families.ts';
import { type Uf2Fault, Uf2Error } from './uf2-fault.ts';

const pageLength = 256;

/** Bytes for one chip, by address. */
export interface Uf2Image {
  /** Which family its blocks are marked with, see `uf2Family`. */
  readonly family: number;
  readonly place: Uf2Place;
  /** Lowest address, and the one behind the highest. */
  readonly start: number;
  readonly end: number;
  /** Pages of 256 bytes by address, in ascending order. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

/** A block, and where in its file it stands, counted in blocks from 0. */
export interface PlacedBlock {
  readonly block: Uf2Block;
  readonly index: number;
}

/**
 * Puts blocks together and checks that they agree with each other. A chip starts nothing before as many of its own
 * blocks have come as they say they are, so blocks for others do not count. Throws `Uf2Error` with the first fault.
 */
export function createUf2Image(chip: Uf2Chip, blocks: readonly PlacedBlock[]): Uf2Image {
  const pages = new Map<number, Uint8Array>();
  const byNumber = new Map<number, Uf2Block>();
  const count = blocks[0]!.block.count;
  let place: Uf2Place | null = null;
  for (const { block, index } of blocks) {
    const fault = faultOf(chip, block, index, { count, place });
    if (fault) throw new Uf2Error(fault);
    place = placeOf(chip, block.address, pageLength);
    const before = byNumber.get(block.number);
    if (before && isSame(before, block)) continue;
    if (before) throw new Uf2Error({ kind: 'contradictory', block: index });
    if (overlaps(pages, block.address, place!))
      throw new Uf2Error({ kind: 'overlapping', block: index, address: block.address });
    byNumber.set(block.number, block);
    pages.set(block.address, block.payload);
  }
  requireAll(byNumber, count);
  const sorted = new Map([...pages].sort(([left], [right]) => left - right));
  const addresses = [...sorted.keys()];
  return {
    family: blocks[0]!.block.family!,
    place: place!,
    start: addresses[0]!,
    end: addresses.at(-1)! + pageLength,
    pages: sorted,
  };
}

function faultOf(
  chip: Uf2Chip,
  block: Uf2Block,
  index: number,
  others: { readonly count: number; readonly place: Uf2Place | null },
): Uf2Fault | null {
  const { address, payload } = block;
  if (payload.length !== pageLength) return { kind: 'payload', block: index, length: payload.length };
  const place = placeOf(chip, address, pageLength);
  if (place === null) return { kind: 'outside', block: index, address };
  if (place === 'flash' && address % pageLength !== 0) return { kind: 'misaligned', block: index, address };
  if (block.count !== others.count || block.number >= block.count)
    return { kind: 'contradictory', block: index };
  if (others.place !== null && place !== others.place) return { kind: 'mixed', block: index };
  return null;
}

function overlaps(pages: ReadonlyMap<number, Uint8Array>, address: number, place: Uf2Place): boolean {
  if (place === 'flash') return pages.has(address);
  for (const other of pages.keys()) if (Math.abs(other - address) < pageLength) return true;
  return false;
}

function isSame(left: Uf2Block, right: Uf2Block): boolean {
  return left.address === right.address && left.payload.every((byte, index) => byte === right.payload[index]);
}

function requireAll(byNumber: ReadonlyMap<number, Uf2Block>, count: number): void {
  if (byNumber.size === count) return;
  let first = 0;
  while (byNumber.has(first)) first++;
  throw new Uf2Error({ kind: 'missing', first, missing: count - byNumber.size });
}
