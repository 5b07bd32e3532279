import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFlashParts, RememberedFlash } from '../../../support/flash-parts.ts';

const sectorErase = 0x20;
const milliseconds = 1_000_000;
const page = (byte: number): Uint8Array => new Uint8Array(256).fill(byte);

describe('operations', () => {
  test('programming clears bits, and never sets any', () => {
    const { chip, clock } = createFlashParts();
    chip.program(0x100, page(0xf0));
    clock.pass(milliseconds);
    chip.program(0x100, page(0x3c));
    clock.pass(milliseconds);
    expect(chip.cells[0x100]).toBe(0x30);
    expect(chip.cells[0x200]).toBe(0xff);
  });

  test('programming goes round within its page', () => {
    const { chip, clock } = createFlashParts();
    chip.program(0x1fe, Uint8Array.from([1, 2, 3, 4]));
    clock.pass(milliseconds);
    expect([...chip.cells.subarray(0x1fe, 0x201)]).toEqual([1, 2, 0xff]);
    expect([...chip.cells.subarray(0x100, 0x103)]).toEqual([3, 4, 0xff]);
  });

  test.each([
    [sectorErase, 0x1000, 45],
    [0x52, 0x8000, 120],
    [0xd8, 0x10000, 150],
  ])('command %i erases %i bytes around an address in %i ms', (command, length, time) => {
    const { chip, clock } = createFlashParts({ image: new Uint8Array(0x200000) });
    const inside = length + 0x123;
    chip.erase(inside, command);
    clock.pass(time * milliseconds - 1);
    expect(chip.busy).toBe(true);
    expect(chip.cells[inside]).toBe(0);
    clock.pass(1);
    expect(chip.busy).toBe(false);
    expect(chip.cells.subarray(length, 2 * length).every((byte) => byte === 0xff)).toBe(true);
    expect([chip.cells[length - 1], chip.cells[2 * length]]).toEqual([0, 0]);
  });

  test('nothing else begins while one is under way', () => {
    const { chip, clock } = createFlashParts({ image: new Uint8Array(0x200000) });
    chip.erase(0, sectorErase);
    chip.erase(0x1000, sectorErase);
    clock.pass(100 * milliseconds);
    expect([chip.cells[0], chip.cells[0x1000]]).toEqual([0xff, 0]);
  });

  test('the store is told of every change, in order and when it has happened', () => {
    const { chip, clock, store } = createFlashParts();
    chip.program(0x2000, page(1));
    expect(store.writes).toEqual([]);
    clock.pass(milliseconds);
    chip.erase(0x2000, sectorErase);
    clock.pass(45 * milliseconds);
    expect(store.writes).toEqual([
      { offset: 0x2000, length: 0x100 },
      { offset: 0x2000, length: 0x1000 },
    ]);
    expect(store.holds(chip.cells)).toBe(true);
  });
});

describe('a power cut', () => {
  const erasedFrom = (seed: number, share: number): Uint8Array => {
    const { chip, clock, store } = createFlashParts({ seed, image: new Uint8Array(0x200000).fill(0x55) });
    chip.erase(0x3000, sectorErase);
    clock.pass(share * 45 * milliseconds);
    chip.cutPower();
    expect(store.holds(chip.cells)).toBe(true);
    return chip.cells.slice(0x3000, 0x4000);
  };

  test('leaves a page somewhere between what it was and what it should have become', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 0.99, noNaN: true }), (seed, share) => {
        const { chip, clock } = createFlashParts({ seed });
        chip.program(0x400, page(0xa5));
        clock.pass(share * 400_000);
        chip.cutPower();
        for (const byte of chip.cells.subarray(0x400, 0x500)) expect(byte & 0xa5).toBe(0xa5);
        expect(chip.busy).toBe(false);
        clock.pass(10 * milliseconds);
        expect(chip.cells[0x500]).toBe(0xff);
      }),
      { numRuns: 20 },
    );
  });

  test('leaves a sector half erased, the more the later', () => {
    const ones = (bytes: Uint8Array): number =>
      bytes.reduce((sum, byte) => sum + (byte & 1) + ((byte >> 1) & 1), 0);
    const [early, late] = [ones(erasedFrom(7, 0.4)), ones(erasedFrom(7, 0.9))];
    expect(early).toBeGreaterThan(0x1000 * 2 * 0.1);
    expect(late).toBeGreaterThan(early);
    expect(late).toBeLessThan(0x1000 * 2);
    expect(erasedFrom(7, 0.01)).not.toEqual(new Uint8Array(0x1000).fill(0xff));
  });

  test('leaves the same with the same seed, and something else with another', () => {
    expect(erasedFrom(3, 0.5)).toEqual(erasedFrom(3, 0.5));
    expect(erasedFrom(3, 0.5)).not.toEqual(erasedFrom(4, 0.5));
  });

  test('changes nothing when nothing was under way', () => {
    const { chip, store } = createFlashParts();
    chip.cutPower();
    expect(store.writes).toEqual([]);
  });
});

test('a chip starts with what its store holds', () => {
  const kept = new RememberedFlash();
  kept.image[0x1234] = 0x42;
  expect(createFlashParts({ image: kept.image }).chip.cells[0x1234]).toBe(0x42);
});

test('an operation goes on after its state was put into another chip', () => {
  const first = createFlashParts({ image: new Uint8Array(0x200000) });
  first.chip.erase(0x1000, sectorErase);
  first.clock.pass(20 * milliseconds);
  const second = createFlashParts({ image: new Uint8Array(0x200000) });
  second.chip.restore(first.chip.save());
  expect(second.chip.nanosecondsLeft).toBe(25 * milliseconds);
  second.clock.pass(25 * milliseconds);
  expect(second.chip.cells[0x1fff]).toBe(0xff);
});
