import { lookOf } from './series-look.ts';

/** What the chart is drawn with, as the page's tokens say now. */
export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly surface: string;
  readonly fontFamily: string;
  /** For `CanvasRenderingContext2D.font`, at the size of the smallest text. */
  readonly font: string;
  /** One CSS pixel at normal zoom, in CSS pixels now. */
  readonly zoom: number;
  series(index: number): string;
}

/** Reads the tokens: a canvas does not follow them by itself. */
export function readChartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const zoom = Number.parseFloat(style.fontSize) / 16;
  return {
    text: token('--color-text-muted'),
    line: token('--color-border'),
    surface: token('--color-surface'),
    fontFamily: token('--font-interface'),
    font: `${12 * zoom}px ${token('--font-interface')}`,
    zoom,
    series: (index) => token(`--plot-${lookOf(index).colour}`),
  };
}
