/** What a NOR flash chip does to its cells, and what is left when its power goes while it is at it. */

/** One operation that takes time. Offsets and lengths are within the chip. */
export type NorOperation =
  | { readonly kind: 'erase'; readonly offset: number; readonly length: number }
  | { readonly kind: 'program'; readonly offset: number; readonly data: Uint8Array }
  | { readonly kind: 'status'; readonly value: number };

/** Typical times of a W25Q16JV, in nanoseconds (its datasheet, 9.6). */
const pageProgram = 400_000;
const statusWrite = 10_000_000;
const eraseTimes: readonly (readonly [length: number, nanoseconds: number])[] = [
  [0x1000, 45_000_000],
  [0x8000, 120_000_000],
  [0x10000, 150_000_000],
  [Infinity, 5_000_000_000],
];

/** How long an operation takes, in nanoseconds. */
export function durationOf(operation: NorOperation): number {
  if (operation.kind === 'program') return pageProgram;
  if (operation.kind === 'status') return statusWrite;
  return eraseTimes.find(([length]) => operation.length <= length)![1];
}

/** What the cells of an operation hold after it: erasing sets all bits, programming only clears some. */
export function outcomeOf(operation: NorOperation, before: Uint8Array): Uint8Array {
  if (operation.kind === 'program') return before.map((byte, index) => byte & operation.data[index]!);
  return new Uint8Array(before.length).fill(0xff);
}

/**
 * What the cells hold when power goes while an operation is under way. Programming has brought each bit down with
 * the likelihood that its progress gives. An erase first programs everything to 0, in the first fifth of its time,
 * and then lets the bits come up.
 *
 * @param progress - 0 (just begun) to 1.
 * @param random - the next random number, 0 up to 1.
 */
export function interruptedOutcomeOf(
  operation: NorOperation,
  before: Uint8Array,
  progress: number,
  random: () => number,
): Uint8Array {
  const outcome = outcomeOf(operation, before);
  if (operation.kind === 'program') return mix(before, outcome, progress, random);
  const cleared = 0.2;
  const zeros = new Uint8Array(before.length);
  return progress < cleared
    ? mix(before, zeros, progress / cleared, random)
    : mix(zeros, outcome, (progress - cleared) / (1 - cleared), random);
}

/** Takes each bit from `after` with the likelihood `share`, else from `before`. */
function mix(before: Uint8Array, after: Uint8Array, share: number, random: () => number): Uint8Array {
  return before.map((byte, index) => {
    let taken = 0;
    for (let bit = 1; bit < 0x100; bit <<= 1) if (random() < share) taken |= bit;
    return (byte & ~taken) | (after[index]! & taken);
  });
}
