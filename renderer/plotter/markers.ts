import type uPlot from 'uplot';
import { lookOf } from './series-look.ts';

/** Radius of a marker, and how far apart they stand on a line of many points, in CSS pixels at normal zoom. */
const radius = 3;
const spacing = 96;
/** Points at least this far apart get a marker each. */
const roomForAll = 18;

/**
 * Draws the markers of one series: on every point where there is room, else here and there, at places
 * that move with the line. A point with nothing beside it is marked always: no line leads to it.
 */
export function drawMarkers(chart: uPlot, seriesIndex: number, zoom: number): void {
  const series = chart.series[seriesIndex]!;
  const places = chart.data[0] as number[];
  const values = chart.data[seriesIndex] as (number | null | undefined)[];
  const [first, last] = series.idxs ?? [0, places.length - 1];
  const perPlace = chart.bbox.width / (chart.scales.x!.max! - chart.scales.x!.min!);
  const pixel = devicePixelRatio * zoom;
  const count = countOf(values, first, last);
  const isSparse = chart.bbox.width / Math.max(1, count) > roomForAll * pixel;
  const step = (spacing * pixel) / perPlace;
  const { marker } = lookOf(seriesIndex - 1);
  const shape = new Path2D(marker.outline);
  const all = new Path2D();
  let lastCell = NaN;
  for (let index = first; index <= last; index++) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    const cell = Math.floor(places[index]! / step + seriesIndex * 0.37);
    const isNext = cell !== lastCell && !Number.isNaN(lastCell);
    lastCell = cell;
    if (!isSparse && !(isNext && chart.series.length > 2) && !isAlone(values, index)) continue;
    const x = chart.valToPos(places[index]!, 'x', true);
    const y = chart.valToPos(value, 'y', true);
    all.addPath(shape, new DOMMatrix([radius * pixel, 0, 0, radius * pixel, x, y]));
  }
  const { ctx } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(chart.bbox.left, chart.bbox.top, chart.bbox.width, chart.bbox.height);
  ctx.clip();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5 * pixel;
  const colour = (series.stroke as (chart: uPlot, index: number) => string)(chart, seriesIndex);
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  if (marker.isOpen) ctx.stroke(all);
  else ctx.fill(all);
  ctx.restore();
}

function countOf(values: readonly (number | null | undefined)[], first: number, last: number): number {
  let count = 0;
  for (let index = first; index <= last; index++) if (typeof values[index] === 'number') count += 1;
  return count;
}

/** No line leads to it: gaps, or nothing at all, on both sides. */
function isAlone(values: readonly (number | null | undefined)[], index: number): boolean {
  const neighbour = (step: -1 | 1): number | null | undefined => {
    let next = index + step;
    while (values[next] === undefined && next >= 0 && next < values.length) next += step;
    return values[next];
  };
  return typeof neighbour(-1) !== 'number' && typeof neighbour(1) !== 'number';
}
