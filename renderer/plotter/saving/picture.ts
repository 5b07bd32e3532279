import { readChartColours } from '../chart-colours.ts';
import { wordNumber } from '../number-words.ts';
import type { LegendEntry } from '../plot.svelte.ts';
import { lookOf } from '../series-look.ts';

/** In CSS pixels at normal zoom. */
const margin = 12;
const rowHeight = 20;
const swatchWidth = 28;

/** The chart as a picture, with the legend above it, in the colours of the theme. */
export async function pictureOf(chart: HTMLCanvasElement, legend: readonly LegendEntry[]): Promise<Blob> {
  const colours = readChartColours();
  const scale = devicePixelRatio * colours.zoom;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const width = chart.width / scale + 2 * margin;
  context.font = `12px ${colours.fontFamily}`;
  const places = placeLegend(context, legend, width - 2 * margin);
  const legendHeight = (places.at(-1)?.y ?? -rowHeight) + rowHeight;
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil((legendHeight + 2 * margin) * scale + chart.height);
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, margin * scale, (margin + legendHeight) * scale);
  context.scale(scale, scale);
  context.translate(margin, margin);
  context.font = `12px ${colours.fontFamily}`;
  context.textBaseline = 'middle';
  for (const { entry, x, y } of places) {
    drawSwatch(context, entry.index, colours.series(entry.index), x, y + rowHeight / 2);
    context.fillStyle = colours.text;
    context.fillText(wordEntry(entry), x + swatchWidth + 6, y + rowHeight / 2);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}

/** Entries beside each other, as many as go into a row. */
function placeLegend(context: CanvasRenderingContext2D, legend: readonly LegendEntry[], width: number) {
  let x = 0;
  let y = 0;
  return legend.map((entry) => {
    const length = swatchWidth + 6 + context.measureText(wordEntry(entry)).width + 16;
    if (x > 0 && x + length > width) {
      x = 0;
      y += rowHeight;
    }
    const place = { entry, x, y };
    x += length;
    return place;
  });
}

function wordEntry({ name, last, unit }: LegendEntry): string {
  return `${name}  ${wordNumber(last, unit)}`;
}

function drawSwatch(
  context: CanvasRenderingContext2D,
  index: number,
  colour: string,
  x: number,
  y: number,
): void {
  const { dash, marker } = lookOf(index);
  context.save();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.75;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + swatchWidth, y);
  context.stroke();
  const shape = new Path2D();
  shape.addPath(new Path2D(marker.outline), new DOMMatrix([3, 0, 0, 3, x + swatchWidth / 2, y]));
  context.setLineDash([]);
  if (marker.isOpen) context.stroke(shape);
  else context.fill(shape);
  context.restore();
}
