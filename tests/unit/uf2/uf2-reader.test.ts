import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Uf2Error, type Uf2Fault } from '../../../runtime/uf2/uf2-fault.ts';
import { readUf2, Uf2Reader } from '../../../runtime/uf2/uf2-reader.ts';
import { rp2040, rp2350, type Uf2Block, uf2Block, uf2File } from '../../support/uf2-file.ts';

const absolute = 0xe48bff57;
const flash = 0x10000000;
const page = (byte: number): Uint8Array => new Uint8Array(256).fill(byte);
const block = (changes: Partial<Uf2Block> = {}): Uf2Block => ({
  address: flash,
  data: page(1),
  number: 0,
  count: 1,
  family: rp2040,
  ...changes,
});
const file = (...blocks: Partial<Uf2Block>[]): Uint8Array =>
  Buffer.concat(blocks.map((each) => uf2Block(block({ count: blocks.length, ...each }))));

/** What is wrong with a file for an RP2040; `null` if nothing is. */
function faultOf(bytes: Uint8Array): Uf2Fault | null {
  try {
    readUf2(bytes).imageFor('RP2040');
    return null;
  } catch (error) {
    if (error instanceof Uf2Error) return error.fault;
    throw error;
  }
}

describe('a good file', () => {
  const contents = fc.uint8Array({ minLength: 1, maxLength: 2000 });

  test('gives its bytes back, in whatever pieces and order it comes', () => {
    fc.assert(
      fc.property(contents, fc.array(fc.nat(700), { maxLength: 20 }), fc.integer(), (data, cuts, shuffle) => {
        const bytes = shuffled(uf2File(data), shuffle);
        const reader = new Uf2Reader();
        let start = 0;
        for (const length of cuts) {
          reader.add(bytes.subarray(start, start + length));
          start += length;
        }
        reader.add(bytes.subarray(start));
        const read = reader.finish();
        const image = read.imageFor('RP2040');
        expect(read.chips).toEqual(['RP2040']);
        expect([image.place, image.start]).toEqual(['flash', flash]);
        const whole = Buffer.concat([...image.pages.values()]);
        expect(Buffer.compare(whole.subarray(0, data.length), data)).toBe(0);
        expect(image.end).toBe(flash + whole.length);
      }),
    );
  });

  test('may repeat blocks', () => {
    const bytes = uf2File(new Uint8Array(600).fill(3));
    expect(faultOf(Buffer.concat([bytes, bytes.subarray(512, 1024)]))).toBeNull();
  });

  test('may be for RAM', () => {
    const image = readUf2(uf2File(page(1), 0x20000000)).imageFor('RP2040');
    expect(image.place).toBe('ram');
  });

  test('may hold programs for several chips', () => {
    const both = Buffer.concat([uf2File(page(1)), uf2File(page(2), flash, rp2350)]);
    const read = readUf2(both);
    expect(read.chips).toEqual(['RP2040', 'RP2350']);
    expect(read.imageFor('RP2040').pages.get(flash)?.[0]).toBe(1);
    expect(read.imageFor('RP2350').pages.get(flash)?.[0]).toBe(2);
  });

  test('may begin with a block that is numbered by itself', () => {
    const extra = uf2Block(block({ family: absolute, address: 0x10ffff00, count: 2 }));
    expect(readUf2(Buffer.concat([extra, uf2File(page(1), flash, rp2350)])).imageFor('RP2350').start).toBe(
      flash,
    );
  });

  test('may have comments', () => {
    const comment = uf2Block(block({ address: 0 }));
    new DataView(comment.buffer).setUint32(8, 0x2001, true);
    expect(faultOf(Buffer.concat([comment, uf2File(page(1))]))).toBeNull();
  });
});

describe('a fault', () => {
  test('empty', () => {
    expect(faultOf(new Uint8Array(0))).toEqual({ kind: 'empty' });
  });

  test('not UF2', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 1200 }), (bytes) => {
        expect(faultOf(bytes)).toEqual({ kind: 'not-uf2' });
      }),
    );
  });

  test('truncated', () => {
    const bytes = uf2File(new Uint8Array(1024));
    fc.assert(
      fc.property(fc.integer({ min: 8, max: bytes.length - 1 }), (length) => {
        const fault = faultOf(bytes.subarray(0, length));
        const isWhole = length % 512 === 0;
        const missing = 4 - length / 512;
        expect(fault).toEqual(
          isWhole
            ? { kind: 'missing', first: length / 512, missing }
            : { kind: 'truncated', block: Math.floor(length / 512) },
        );
      }),
    );
  });

  test('damaged at the beginning or end of a block', () => {
    const whole = uf2File(new Uint8Array(1024));
    const places = fc.constantFrom(0, 1, 4, 7, 508, 511);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        places,
        fc.integer({ min: 1, max: 255 }),
        (index, place, flip) => {
          const bytes = Uint8Array.from(whole);
          bytes[index * 512 + place]! ^= flip;
          expect(faultOf(bytes)).toEqual({ kind: 'damaged', block: index });
        },
      ),
    );
  });

  test('a payload of another length', () => {
    expect(faultOf(file({ data: new Uint8Array(128) }))).toEqual({ kind: 'payload', block: 0, length: 128 });
    expect(faultOf(file({ data: new Uint8Array(0) }))).toEqual({ kind: 'payload', block: 0, length: 0 });
  });

  test('misaligned', () => {
    const address = flash + 0x80;
    expect(faultOf(file({ address }))).toEqual({ kind: 'misaligned', block: 0, address });
    expect(faultOf(file({ address: 0x20000080 }))).toBeNull();
  });

  test.each([0, 0x0fffff00, 0x101fff80, 0x10200000, 0x14000000, 0x20041f80, 0x40000000])(
    'outside: %i',
    (address) => {
      expect(faultOf(file({ address }))).toEqual({ kind: 'outside', block: 0, address });
    },
  );

  test('missing', () => {
    const all = Array.from({ length: 20 }, (_, number) => ({
      number,
      address: flash + number * 256,
      count: 20,
    }));
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 19 }), (gone) => {
        const left = all.filter(({ number }) => !gone.includes(number));
        expect(faultOf(file(...left))).toEqual({
          kind: 'missing',
          first: Math.min(...gone),
          missing: gone.length,
        });
      }),
    );
  });

  test('contradictory: the same number with something else', () => {
    const other = { number: 0, address: flash, data: page(2), count: 2 };
    expect(faultOf(file({ count: 2 }, other))).toEqual({ kind: 'contradictory', block: 1 });
    expect(faultOf(file({ count: 2 }, { ...other, address: flash + 256 }))).toEqual({
      kind: 'contradictory',
      block: 1,
    });
  });

  test('contradictory: another count, or a number beyond it', () => {
    const second = { number: 1, address: flash + 256 };
    expect(faultOf(file({}, { ...second, count: 3 }))).toEqual({ kind: 'contradictory', block: 1 });
    expect(faultOf(file({}, { ...second, number: 2 }))).toEqual({ kind: 'contradictory', block: 1 });
  });

  test('overlapping', () => {
    expect(faultOf(file({}, { number: 1 }))).toEqual({ kind: 'overlapping', block: 1, address: flash });
    const ram = 0x20000000;
    expect(faultOf(file({ address: ram }, { number: 1, address: ram + 0xff }))).toEqual({
      kind: 'overlapping',
      block: 1,
      address: ram + 0xff,
    });
  });

  test('mixed', () => {
    expect(faultOf(file({}, { number: 1, address: 0x20000000 }))).toEqual({ kind: 'mixed', block: 1 });
  });

  test('for other chips', () => {
    expect(faultOf(file({ family: rp2350 }))).toEqual({ kind: 'other-chip', chips: ['RP2350'] });
    expect(faultOf(file({ family: 0x12345678 }))).toEqual({ kind: 'other-chip', chips: ['0x12345678'] });
    const unmarked = uf2Block(block());
    new DataView(unmarked.buffer).setUint32(8, 0, true);
    expect(faultOf(unmarked)).toEqual({ kind: 'other-chip', chips: [] });
  });
});

/** Whole blocks in an order that a number decides. */
function shuffled(bytes: Uint8Array, seed: number): Uint8Array {
  const blocks = Array.from({ length: bytes.length / 512 }, (_, index) =>
    bytes.subarray(index * 512, (index + 1) * 512),
  );
  const order = (index: number): number => Math.sin(index * 12.9898 + seed);
  return Buffer.concat(
    blocks
      .map((each, index) => ({ each, at: order(index) }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each),
  );
}
