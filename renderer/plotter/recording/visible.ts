import { absent, type Recording } from './recording.ts';

/** What the plot runs along: when a line was printed, or which it was. */
export type Axis = 'time' | 'samples';

/** A part of the axis, in seconds or samples. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a row stands on the axis. */
export function position(recording: Recording, axis: Axis, row: number): number {
  return axis === 'time' ? recording.time(row) : recording.sample(row);
}

/** The first row at or after a place on the axis; `end` where there is none. */
export function firstRowAt(recording: Recording, axis: Axis, place: number): number {
  let low = recording.start;
  let high = recording.end;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (position(recording, axis, middle) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row nearest to a place on the axis that is no gap; -1 where there is none. */
export function nearestRow(recording: Recording, axis: Axis, place: number): number {
  const after = firstRowAt(recording, axis, place);
  let best = -1;
  let distance = Infinity;
  for (let row = Math.max(recording.start, after - 2); row < Math.min(recording.end, after + 2); row++) {
    const away = Math.abs(position(recording, axis, row) - place);
    if (away >= distance || recording.isGap(row)) continue;
    best = row;
    distance = away;
  }
  return best;
}

/** Minimum, maximum and mean of one series in what is seen; NaN where it has no numbers there. */
export interface Summary {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
}

/** Sums up every series within a range. */
export function summarise(recording: Recording, axis: Axis, range: Range): Summary[] {
  const first = firstRowAt(recording, axis, range.from);
  const after = firstRowAt(recording, axis, range.to);
  // The last row is at the very end of the range while the plot follows the program.
  const last = after < recording.end && position(recording, axis, after) === range.to ? after + 1 : after;
  return recording.series.map((_, index) => summariseOne(recording, index, first, last));
}

function summariseOne(recording: Recording, series: number, first: number, last: number): Summary {
  let least = Infinity;
  let most = -Infinity;
  let sum = 0;
  let count = 0;
  for (let row = first; row < last; row++) {
    const value = recording.value(series, row);
    if (value === absent || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    sum += value;
    count += 1;
  }
  return count === 0 ? { least: NaN, most: NaN, mean: NaN } : { least, most, mean: sum / count };
}
