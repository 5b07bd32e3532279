import type { NumberLine } from '../reading/number-line.ts';

/** Numbers that were called the same, line after line. */
export interface Series {
  /** Its name as it was printed; `null` for numbers without a name. */
  readonly name: string | null;
  /** Its place on the line, from 0. */
  readonly place: number;
  /** The unit printed last, or an empty text. */
  unit: string;
}

/** More series than this are not kept: nobody could tell them apart. */
export const mostSeries = 20;

/** The series was not on this line, and goes on as if the line had not been. No Pico prints this number. */
export const absent = -Number.MAX_VALUE;

/** A pause is longer than this, in seconds, and so many times longer than what came between lines before. */
const shortestPause = 1;
const pauseFactor = 5;
/** What is left of the longest usual interval with every line, so that a program may become quicker. */
const remembered = 0.99;

const firstCapacity = 1024;

/** Rows kept, a power of two: some 40 MB of numbers, whatever the number of series. */
function rowLimit(series: number): number {
  if (series <= 4) return 2 ** 20;
  return series <= 8 ? 2 ** 19 : 2 ** 18;
}

/**
 * The numbers that were printed, the newest, in memory that is bounded: a row for every line, in rings of
 * typed arrays that grow up to a limit and lose their oldest rows then.
 *
 * Rows are numbered; those from `start` to before `end` are there. A row may be a gap between two lines:
 * all its values are NaN.
 */
export class Recording {
  readonly series: Series[] = [];
  /** A line had more series than are kept. */
  tooMany = false;
  start = 0;
  end = 0;
  /** Different after everything that was added or cleared. */
  version = 0;

  #mask = firstCapacity - 1;
  #times = new Float64Array(firstCapacity);
  #samples = new Float64Array(firstCapacity);
  #columns: Float64Array[] = [];
  #indexes = new Map<string, number>();
  /** For every series, which were on the line with it last, as bits. */
  #companions: number[] = [];
  #origin = 0;
  #lines = 0;
  #usualInterval = 0;

  /** When a row was printed, in seconds from the first one on. */
  time(row: number): number {
    return this.#times[row & this.#mask]!;
  }

  /** Which of the lines with numbers a row was, from 0; for a gap half of one more. */
  sample(row: number): number {
    return this.#samples[row & this.#mask]!;
  }

  /** NaN where a value is missing, `absent` where the series was not on the line. */
  value(series: number, row: number): number {
    return this.#columns[series]![row & this.#mask]!;
  }

  isGap(row: number): boolean {
    return !Number.isInteger(this.sample(row));
  }

  /** The oldest rows had to go. */
  get isFull(): boolean {
    return this.start > 0;
  }

  /** The newest value of a series; NaN where it has none. */
  last(series: number): number {
    for (let row = this.end - 1; row >= this.start; row--) {
      const value = this.value(series, row);
      if (value !== absent && !this.isGap(row)) return value;
    }
    return NaN;
  }

  /** Adds a line of numbers that was printed at `clock` seconds, never before the one before it. */
  add(clock: number, line: NumberLine): void {
    if (this.#lines === 0) this.#origin = clock;
    const time = clock - this.#origin;
    this.#noticePause(time);
    this.#addRow(time, this.#lines);
    this.#lines += 1;
    let onLine = 0;
    for (let place = 0; place < line.values.length; place++) {
      const index = this.#indexOf(line.names?.[place] ?? null, place);
      if (index < 0) continue;
      this.#columns[index]![(this.end - 1) & this.#mask] = line.values[place]!;
      this.series[index]!.unit = line.units[place] || this.series[index]!.unit;
      onLine |= 1 << index;
    }
    this.#markMissing(onLine);
    this.version += 1;
  }

  /** Parts what comes from what was: no line is drawn across. */
  addGap(): void {
    if (this.end > this.start && !this.isGap(this.end - 1)) this.#addGap(this.time(this.end - 1));
    this.#usualInterval = 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.series.length = 0;
    this.tooMany = false;
    this.start = 0;
    this.end = 0;
    this.version += 1;
    this.#mask = firstCapacity - 1;
    this.#times = new Float64Array(firstCapacity);
    this.#samples = new Float64Array(firstCapacity);
    this.#columns = [];
    this.#indexes.clear();
    this.#companions = [];
    this.#lines = 0;
    this.#usualInterval = 0;
  }

  #noticePause(time: number): void {
    if (this.end === this.start) return;
    const before = this.time(this.end - 1);
    const interval = time - before;
    const isPause =
      this.#usualInterval > 0 && interval > Math.max(shortestPause, pauseFactor * this.#usualInterval);
    if (isPause) this.#addGap(before + interval / 2);
    this.#usualInterval = Math.max(interval, this.#usualInterval * remembered);
  }

  #addGap(time: number): void {
    this.#addRow(time, this.#lines - 0.5);
    for (const column of this.#columns) column[(this.end - 1) & this.#mask] = NaN;
  }

  #addRow(time: number, sample: number): void {
    if (this.end - this.start > this.#mask) {
      const capacity = this.#mask + 1;
      if (capacity < rowLimit(this.series.length)) this.#resize(capacity * 2);
      else this.start += 1;
    }
    const slot = this.end & this.#mask;
    this.end += 1;
    this.#times[slot] = time;
    this.#samples[slot] = sample;
    for (const column of this.#columns) column[slot] = absent;
  }

  /** A series that was printed together with one of these, and is not there now, is missing. */
  #markMissing(onLine: number): void {
    for (let index = 0; index < this.series.length; index++) {
      if (onLine & (1 << index)) this.#companions[index] = onLine;
      else if (this.#companions[index]! & onLine) this.#columns[index]![(this.end - 1) & this.#mask] = NaN;
    }
  }

  /** The index of a series, which may be new; -1 where there are too many. */
  #indexOf(name: string | null, place: number): number {
    const key = name === null ? `${place}` : `${name}:`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    if (this.series.length === mostSeries) {
      this.tooMany = true;
      return -1;
    }
    const index = this.series.length;
    this.series.push({ name, place, unit: '' });
    this.#indexes.set(key, index);
    this.#companions.push(0);
    this.#columns.push(new Float64Array(this.#mask + 1).fill(absent));
    const limit = rowLimit(this.series.length);
    if (this.#mask + 1 > limit) this.#resize(limit);
    return index;
  }

  /** Moves the newest rows into rings of another size. */
  #resize(capacity: number): void {
    const start = Math.max(this.start, this.end - capacity);
    const move = (old: Float64Array) => {
      const moved = new Float64Array(capacity);
      for (let row = start; row < this.end; row++) moved[row & (capacity - 1)] = old[row & this.#mask]!;
      return moved;
    };
    this.#times = move(this.#times);
    this.#samples = move(this.#samples);
    this.#columns = this.#columns.map(move);
    this.#mask = capacity - 1;
    this.start = start;
  }
}
