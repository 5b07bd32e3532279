import type { Axis, Range } from './recording/visible.ts';

/** The least that can be looked at: a millisecond, or two lines. */
const leastLength: Readonly<Record<Axis, number>> = { time: 0.001, samples: 2 };

/** A range that is `factor` times as long; what is at `around` stays where it is. */
export function zoomed({ from, to }: Range, factor: number, around: number): Range {
  return { from: around - (around - from) * factor, to: around + (to - around) * factor };
}

/** A range moved along by a share of its length. */
export function panned({ from, to }: Range, share: number): Range {
  const way = (to - from) * share;
  return { from: from + way, to: to + way };
}

/** The nearest range that lies within what there is to see, and is long enough to be seen. */
export function within({ from, to }: Range, all: Range, axis: Axis): Range {
  const longest = Math.max(all.to - all.from, leastLength[axis]);
  const length = Math.min(Math.max(to - from, leastLength[axis]), longest);
  const middle = (from + to) / 2;
  const start = to - from > longest ? all.from : middle - length / 2;
  const inside = Math.min(Math.max(start, all.from), Math.max(all.from, all.from + longest - length));
  return { from: inside, to: inside + length };
}
