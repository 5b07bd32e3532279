/** Damaged UF2 files: refused with a reason, or taken by the boot ROM of a real chip to the last block too. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Uf2Transfer } from '../../../runtime/emulator/boot-rom/uf2-transfer.ts';
import { Uf2Error } from '../../../runtime/uf2/uf2-fault.ts';
import type { Uf2Image } from '../../../runtime/uf2/uf2-image.ts';
import { readUf2Block } from '../../../runtime/uf2/uf2-block.ts';
import { readUf2 } from '../../../runtime/uf2/uf2-reader.ts';
import { rp2040, rp2350, uf2File } from '../../support/uf2-file.ts';

type Mutation = (bytes: Uint8Array) => Uint8Array;

const blockLength = 512;
const at = (bytes: Uint8Array, index: number): number => index % Math.max(1, bytes.length);
const blockAt = (bytes: Uint8Array, index: number): number =>
  blockLength * (index % Math.max(1, Math.floor(bytes.length / blockLength)));

/** Words of a block's head, where damage is worst. */
const headWords = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 127);
const words = fc.oneof(
  fc.constantFrom(0, 1, 2, 256, 0x2000, 0x10000000, 0x10000100, 0x20000000, 0xffffffff, rp2040, rp2350),
  fc.nat(0xffffffff),
);
const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(255)).map(([place, byte]): Mutation => (bytes) => {
    const changed = Uint8Array.from(bytes);
    changed[at(bytes, place)] = byte;
    return changed;
  }),
  fc.tuple(fc.nat(), headWords, words).map(([index, word, value]): Mutation => (bytes) => {
    const changed = Uint8Array.from(bytes);
    const place = blockAt(bytes, index) + 4 * word;
    if (place + 4 <= changed.length) new DataView(changed.buffer).setUint32(place, value, true);
    return changed;
  }),
  fc.nat().map(
    (length): Mutation =>
      (bytes) =>
        bytes.slice(0, at(bytes, length)),
  ),
  fc.nat().map((index): Mutation => (bytes) => {
    const start = blockAt(bytes, index);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + blockLength)]);
  }),
  fc.tuple(fc.nat(), fc.nat()).map(([index, where]): Mutation => (bytes) => {
    const start = blockAt(bytes, index);
    const to = blockAt(bytes, where);
    const block = bytes.subarray(start, start + blockLength);
    return Buffer.concat([bytes.subarray(0, to), block, bytes.subarray(to)]);
  }),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(rp2040, rp2350, 0x68ed2b88))
    .map(([blocks, family]): Mutation => {
      const other = uf2File(new Uint8Array(256 * blocks).fill(9), 0x10001000, family);
      return (bytes) => Buffer.concat([bytes, other]);
    }),
);
const files = fc.record({
  blocks: fc.integer({ min: 1, max: 6 }),
  start: fc.constantFrom(0x10000000, 0x101ff800, 0x20000000),
  changes: fc.array(mutations, { minLength: 1, maxLength: 4 }),
});

/** What an RP2040's boot ROM does with all of it: what it stores by address, or `null` where it goes on waiting. */
function takenByRom(bytes: Uint8Array): Map<number, Uint8Array> | null {
  const transfer = new Uf2Transfer();
  const stored = new Map<number, Uint8Array>();
  for (let start = 0; start + blockLength <= bytes.length && !transfer.complete; start += blockLength) {
    const block = readUf2Block(bytes, start);
    if (block?.family !== rp2040 || !block.forMainMemory || block.payload.length !== 256) continue;
    const task = transfer.take(block);
    if (task === 'nonsense') stored.clear();
    else if (task !== 'repeated') stored.set(task.address, task.data);
  }
  return transfer.complete ? stored : null;
}

function imageIn(bytes: Uint8Array): Uf2Image | null {
  try {
    return readUf2(bytes).imageFor('RP2040');
  } catch (error) {
    if (error instanceof Uf2Error) return null;
    throw error;
  }
}

/** Pages by address, fit to be compared. */
function inWords(pages: ReadonlyMap<number, Uint8Array>): readonly string[] {
  const sorted = [...pages].sort(([left], [right]) => left - right);
  return sorted.map(([address, page]) => `${address} ${Buffer.from(page).toString('hex')}`);
}

test('10,000 damaged files: none is taken that a chip would not take, to the byte', () => {
  let taken = 0;
  fc.assert(
    fc.property(files, ({ blocks, start, changes }) => {
      const content = Uint8Array.from({ length: 256 * blocks }, (_, index) => index * 7);
      const bytes = changes.reduce((before, change) => change(before), uf2File(content, start));
      const image = imageIn(bytes);
      if (!image) return;
      taken++;
      const stored = takenByRom(bytes);
      expect(stored && inWords(stored)).toEqual(inWords(image.pages));
    }),
    { numRuns: 10_000 },
  );
  // Damage to what no program needs is none: the question was put often enough.
  expect(taken).toBeGreaterThan(500);
});
