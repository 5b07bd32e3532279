import { SvelteSet } from 'svelte/reactivity';
import type { Settings } from '../../electron/api.ts';
import { PlotFeed } from './plot-feed.ts';
import { absent, Recording } from './recording/recording.ts';
import { position, summarise, type Axis, type Range, type Summary } from './recording/visible.ts';
import { panned, within, zoomed } from './navigation.ts';
import { nameOf } from './series-look.ts';

/** Between two updates of the legend, in milliseconds: numbers that change faster cannot be read. */
const legendInterval = 200;

/** A scale that somebody set. */
export interface FixedScale {
  readonly least: number;
  readonly most: number;
}

/** One series as the legend shows it. */
export interface LegendEntry {
  readonly index: number;
  readonly name: string;
  readonly unit: string;
  readonly last: number;
  readonly seen: Summary;
}

/** The values of one line. */
export interface Reading {
  /** Where it is on the axis. */
  readonly place: number;
  /** Where it is within what is seen, 0 at the left to 1 at the right. */
  readonly share: number;
  /** Of the series that are drawn and were on the line. */
  readonly values: readonly {
    readonly index: number;
    readonly name: string;
    readonly value: number;
    readonly unit: string;
  }[];
}

/** What a plot takes from around it. */
export interface PlotSurroundings {
  settings(): Settings['plotter'];
  /** Seconds that only go forward. */
  clock(): number;
}

const noNumbers: Summary = { least: NaN, most: NaN, mean: NaN };

/** What one board's program prints as numbers, and how somebody looks at it. */
export class Plot {
  readonly recording = new Recording();
  readonly feed: PlotFeed;
  /** What is looked at while it stands still; `null` while the plot follows the program. */
  held = $state.raw<Range | null>(null);
  /** `null`: as large as what is seen. */
  scale = $state.raw<FixedScale | null>(null);
  /** Series that are not drawn, by index. */
  readonly hidden = new SvelteSet<number>();
  /** Minimum, maximum and mean show in the legend. */
  showsSummary = $state(false);
  /** The row that is read, by pointer or keyboard. */
  readRow = $state.raw<number | null>(null);
  legend = $state.raw<readonly LegendEntry[]>([]);
  /** Lines recorded while the view was held. */
  heldBack = $state(0);
  isFull = $state(false);
  tooMany = $state(false);

  #drawers = new Set<() => void>();
  #heldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly hasNumbers = $derived(this.legend.length > 0);
  /** What is read; `null` where nothing is, or no longer there. */
  readonly reading = $derived.by(() => this.#read(this.readRow));

  constructor(readonly surroundings: PlotSurroundings) {
    this.feed = new PlotFeed(this.recording, {
      clock: () => surroundings.clock(),
      keepsLastRun: () => surroundings.settings().keepsLastRun,
      startedAnew: () => this.#beginAnew(),
      recorded: () => this.#changed(),
    });
  }

  get axis(): Axis {
    return this.surroundings.settings().axis;
  }

  /** Length of what is seen while following, in seconds or samples. */
  get window(): number {
    const { axis, windowSeconds, windowSamples } = this.surroundings.settings();
    return axis === 'time' ? windowSeconds : windowSamples;
  }

  /** Where the newest row is on the axis. */
  get newest(): number {
    const { recording, axis } = this;
    return recording.end > recording.start ? position(recording, axis, recording.end - 1) : 0;
  }

  /** Where the oldest row that is still there is on the axis. */
  get oldest(): number {
    const { recording, axis } = this;
    return recording.end > recording.start ? position(recording, axis, recording.start) : 0;
  }

  /** The part of the axis that is seen now. */
  get range(): Range {
    return this.held ?? this.#followed();
  }

  /** Calls `draw` whenever there is something new to draw. Returns a function that ends it. */
  onChange(draw: () => void): () => void {
    this.#drawers.add(draw);
    return () => this.#drawers.delete(draw);
  }

  /** Stands still, at what is seen or at a range of its own; numbers are recorded all the same. */
  hold(range: Range = this.range): void {
    if (this.held === null) this.#heldAt = this.recording.end;
    this.held = range;
    this.#changed();
  }

  /** Goes with the program again. */
  follow(): void {
    this.held = null;
    this.heldBack = 0;
    this.#changed();
  }

  /** Looks closer (a factor below 1) or from further away, around a place on the axis. */
  zoom(factor: number, around: number = (this.range.from + this.range.to) / 2): void {
    if (this.hasNumbers) this.hold(within(zoomed(this.range, factor, around), this.#all, this.axis));
  }

  /** Goes along the axis, by a share of what is seen. */
  pan(share: number): void {
    if (this.hasNumbers) this.hold(within(panned(this.range, share), this.#all, this.axis));
  }

  /** Shows a part of the axis, or as much of it as there is. */
  show(range: Range): void {
    if (this.hasNumbers) this.hold(within(range, this.#all, this.axis));
  }

  /** Shows all that was recorded. */
  showAll(): void {
    this.show(this.#all);
  }

  /** Reads the line after or before the one that is read, and stands still meanwhile. */
  read(step: -1 | 1): void {
    const { recording } = this;
    const from = this.readRow ?? (step < 0 ? recording.end : recording.end - 2);
    let row = Math.min(Math.max(from + step, recording.start), recording.end - 1);
    if (recording.isGap(row)) row += step;
    if (row < recording.start || row >= recording.end) return;
    this.readRow = row;
    const place = position(recording, this.axis, row);
    const { from: left, to: right } = this.range;
    if (place < left) this.pan((place - left) / (right - left) - 0.25);
    else if (place > right) this.pan((place - right) / (right - left) + 0.25);
    else this.hold();
  }

  stopReading(): void {
    this.readRow = null;
    this.#changed();
  }

  nameOf(series: number): string {
    return nameOf(this.recording, this.recording.series[series]!);
  }

  clear(): void {
    this.recording.clear();
    this.#beginAnew();
    this.#changed();
    this.#updateLegend();
  }

  toggle(series: number): void {
    if (!this.hidden.delete(series)) this.hidden.add(series);
    this.#changed();
  }

  toggleSummary(): void {
    this.showsSummary = !this.showsSummary;
    this.#updateLegend();
  }

  get #all(): Range {
    return { from: this.oldest, to: this.newest };
  }

  #read(row: number | null): Reading | null {
    const { recording } = this;
    if (row === null || row < recording.start || row >= recording.end) return null;
    const place = position(recording, this.axis, row);
    const { from, to } = this.range;
    const values = recording.series.map((series, index) => ({
      index,
      name: this.nameOf(index),
      value: recording.value(index, row),
      unit: series.unit,
    }));
    return {
      place,
      share: (place - from) / (to - from),
      values: values.filter(({ index, value }) => value !== absent && !this.hidden.has(index)),
    };
  }

  #beginAnew(): void {
    this.held = null;
    this.heldBack = 0;
    this.readRow = null;
    this.hidden.clear();
  }

  /** While the first window fills, its end moves on in steps, so that the axis stands still in between. */
  #followed(): Range {
    const { newest, oldest, window } = this;
    const length = newest - oldest;
    if (length >= window) return { from: newest - window, to: newest };
    const steps = [0.05, 0.1, 0.2, 0.5, 1].map((share) => share * window);
    return { from: oldest, to: oldest + steps.find((step) => step >= length)! };
  }

  #changed(): void {
    for (const draw of this.#drawers) draw();
    this.#timer ??= setTimeout(() => this.#updateLegend(), legendInterval);
  }

  #updateLegend(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { recording } = this;
    const seen = this.showsSummary ? summarise(recording, this.axis, this.range) : [];
    this.legend = recording.series.map((series, index) => ({
      index,
      name: nameOf(recording, series),
      unit: series.unit,
      last: recording.last(index),
      seen: seen[index] ?? noNumbers,
    }));
    this.heldBack = this.held ? recording.end - this.#heldAt : 0;
    this.isFull = recording.isFull;
    this.tooMany = recording.tooMany;
  }
}
