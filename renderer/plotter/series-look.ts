import { t } from '../../resources/messages/messages.ts';
import type { Recording, Series } from './recording/recording.ts';

/** A shape that stands on a line here and there, and in the legend. */
export interface Marker {
  /** SVG path around 0, 0 with a radius of about 1. */
  readonly outline: string;
  /** Only its outline is drawn. */
  readonly isOpen: boolean;
}

/** What tells a series from the others: never its colour alone. */
export interface SeriesLook {
  /** Number of its colour, from 1: the token `--plot-<colour>`. */
  readonly colour: number;
  /** Lengths of dashes and gaps in pixels; empty for a whole line. */
  readonly dash: readonly number[];
  readonly marker: Marker;
}

const circle = 'M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z';
const markers: readonly Marker[] = [
  { outline: circle, isOpen: false },
  { outline: 'M-.9 -.9H.9V.9H-.9Z', isOpen: false },
  { outline: 'M0 -1.2L1.1 .8H-1.1Z', isOpen: false },
  { outline: 'M0 -1.3L1.3 0L0 1.3L-1.3 0Z', isOpen: false },
  { outline: 'M-1 -1L1 1M-1 1L1 -1', isOpen: true },
  { outline: 'M-1.3 0H1.3M0 -1.3V1.3', isOpen: true },
  { outline: circle, isOpen: true },
];
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3]];

/** How the series with that index looks: seven colours with a marker each, three kinds of line. */
export function lookOf(index: number): SeriesLook {
  const colour = index % markers.length;
  return {
    colour: colour + 1,
    dash: dashes[Math.floor(index / markers.length) % dashes.length]!,
    marker: markers[colour]!,
  };
}

/** What a series is called in the window. */
export function nameOf(recording: Recording, series: Series): string {
  if (series.name !== null) return series.name;
  const alone = recording.series.filter(({ name }) => name === null).length === 1;
  return alone ? t('plotter:series.value') : t('plotter:series.numbered', { number: series.place + 1 });
}
