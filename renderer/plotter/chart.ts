import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { readChartColours, type ChartColours } from './chart-colours.ts';
import { drawMarkers } from './markers.ts';
import { wordTicks } from './number-words.ts';
import type { FixedScale, Plot } from './plot.svelte.ts';
import { PointPicker, type DrawnPoints } from './recording/drawn-points.ts';
import { nearestRow, position } from './recording/visible.ts';
import { lookOf } from './series-look.ts';

/** A turn of the wheel by one notch looks so much closer. */
const wheelFactor = 1.25;
/** One notch, in pixels. */
const notch = 100;
/** In CSS pixels at normal zoom. */
const lineWidth = 1.5;
/** A line that goes up and down so many times as far as it goes along. */
const restless = 6;

/**
 * Draws a plot with uPlot, at most once per frame, and only while it can be seen. Where drawing takes
 * long, frames are left out, so that at least half of the time is for everything else.
 */
export class Chart {
  #element: HTMLElement | null = null;
  /** In CSS pixels; nothing while it cannot be seen. Asking the element each time would lay the page out. */
  #size = { width: 0, height: 0 };
  #drawn: UPlot | null = null;
  /** One CSS pixel at normal zoom, in CSS pixels now. */
  #zoom = 1;
  readonly #picker = new PointPicker();
  #due = false;
  #notBefore = 0;
  #pointerReads = false;

  constructor(readonly plot: Plot) {}

  /** Shows the chart inside an element; an attachment of Svelte's. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const resizes = new ResizeObserver(([entry]) => this.#resize(entry!.contentRect));
    resizes.observe(element);
    const appearance = new MutationObserver(() => this.#rebuild());
    appearance.observe(document.documentElement, { attributeFilter: ['data-theme', 'style'] });
    const stop = this.plot.onChange(() => this.draw());
    const wheel = (event: WheelEvent): void => this.#turnWheel(event);
    const press = (): void => void (this.#pointerReads = false);
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('keydown', press, { capture: true });
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('keydown', press, { capture: true });
      stop();
      appearance.disconnect();
      resizes.disconnect();
      this.#drawn?.destroy();
      this.#drawn = null;
      this.#element = null;
    };
  };

  /** What is seen now, for a picture; `null` while there is nothing. */
  get canvas(): HTMLCanvasElement | null {
    return this.#drawn?.ctx.canvas ?? null;
  }

  /** The lowest and the highest number that the chart has room for now. */
  get scale(): FixedScale {
    const { min, max } = this.#drawn?.scales.y ?? {};
    return { least: min ?? 0, most: max ?? 1 };
  }

  /** Draws in the next frame. */
  readonly draw = (): void => {
    if (this.#due || !this.#isSeen) return;
    this.#due = true;
    requestAnimationFrame((now) => this.#drawNow(now));
  };

  get #isSeen(): boolean {
    return this.#element !== null && this.#size.width > 0 && this.#size.height > 0;
  }

  #drawNow(now: number): void {
    this.#due = false;
    if (!this.#isSeen) return;
    if (now < this.#notBefore) return this.draw();
    const startedAt = performance.now();
    const count = this.plot.recording.series.length;
    if (this.#drawn?.series.length !== count + 1) this.#build();
    const drawn = this.#drawn!;
    for (let index = 0; index < count; index++) {
      const show = !this.plot.hidden.has(index);
      if (drawn.series[index + 1]!.show !== show) drawn.setSeries(index + 1, { show });
    }
    this.#fill(drawn);
    this.#placeCursor(drawn);
    const endedAt = performance.now();
    this.#notBefore = endedAt + (endedAt - startedAt);
  }

  #fill(drawn: UPlot): void {
    const { recording, axis, range } = this.plot;
    const columns = Math.max(1, Math.round(drawn.bbox.width));
    const { places, values } = this.#picker.pick(recording, axis, range, columns);
    values.forEach((line, index) => this.#thinOut(drawn, index, line));
    drawn.setData([places, ...values]);
  }

  /** On a line that goes up and down all the time no dashes can be seen, and they take long to draw. */
  #thinOut(drawn: UPlot, index: number, line: DrawnPoints['values'][number]): void {
    const { min, max } = drawn.scales.y!;
    const { width, height } = drawn.bbox;
    const isRestless = (travelOf(line) / (max! - min!)) * height > restless * width;
    const series = drawn.series[index + 1]!;
    const zoom = this.#zoom;
    series.dash = isRestless ? [] : lookOf(index).dash.map((length) => length * zoom);
    series.width = isRestless ? 1 / devicePixelRatio : lineWidth * zoom;
  }

  /** The row that is read is under the pointer, or where the keyboard went. */
  #placeCursor(drawn: UPlot): void {
    const { plot } = this;
    if (this.#pointerReads) this.#readPointer(drawn);
    else if (plot.readRow === null) drawn.setCursor({ left: -10, top: -10 }, false);
    else {
      const left = drawn.valToPos(position(plot.recording, plot.axis, plot.readRow), 'x');
      drawn.setCursor({ left, top: 0 }, false);
    }
  }

  #readPointer(drawn: UPlot): void {
    const { left = -1 } = drawn.cursor;
    const { recording, axis } = this.plot;
    const row = left < 0 ? -1 : nearestRow(recording, axis, drawn.posToVal(left, 'x'));
    this.plot.readRow = row < 0 ? null : row;
    this.#pointerReads = left >= 0;
  }

  #turnWheel(event: WheelEvent): void {
    const drawn = this.#drawn;
    if (!drawn || !this.plot.hasNumbers) return;
    event.preventDefault();
    const box = drawn.over.getBoundingClientRect();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.plot.pan((event.deltaX || event.deltaY) / box.width);
    } else {
      const around = drawn.posToVal(event.clientX - box.left, 'x');
      this.plot.zoom(wheelFactor ** (event.deltaY / notch), around);
    }
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    this.#size = { width, height };
    if (!this.#isSeen) return;
    this.#drawn?.setSize(this.#size);
    this.draw();
  }

  /** Colours, font or the number of series are others now. */
  #rebuild(): void {
    this.#drawn?.destroy();
    this.#drawn = null;
    this.draw();
  }

  #build(): void {
    this.#drawn?.destroy();
    const colours = readChartColours();
    this.#zoom = colours.zoom;
    const { plot } = this;
    const series = plot.recording.series.map((_, index): UPlot.Series => {
      const colour = colours.series(index);
      return {
        stroke: colour,
        points: {
          show: (chart, seriesIndex) => {
            drawMarkers(chart, seriesIndex, colours.zoom);
            return false;
          },
        },
      };
    });
    const axis: UPlot.Axis = {
      stroke: colours.text,
      font: colours.font,
      grid: { stroke: colours.line, width: 1 },
      ticks: { show: false },
      gap: 6 * colours.zoom,
    };
    this.#drawn = new UPlot(
      {
        ...this.#size,
        padding: [8 * colours.zoom, 18 * colours.zoom, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          drag: { x: true, y: false, setScale: false },
          points: { size: 7 * colours.zoom },
          bind: {
            mousemove: (_, __, handler) => (event) => {
              this.#pointerReads = true;
              return handler(event);
            },
            dblclick: () => () => {
              plot.follow();
              return null;
            },
          },
        },
        scales: {
          x: { time: false, range: () => [plot.range.from, plot.range.to] },
          y: { range: (_, least, most) => this.#scale(least, most) },
        },
        axes: [
          {
            ...axis,
            size: 24 * colours.zoom,
            space: 72 * colours.zoom,
            values: (_, places) => wordTicks(plot.axis, places),
          },
          { ...axis, size: (_, words) => widthOf(words, colours), space: 28 * colours.zoom },
        ],
        series: [{}, ...series],
        hooks: {
          // It is set by the keyboard, too, and again with all data that comes.
          setCursor: [(chart) => this.#pointerReads && this.#readPointer(chart)],
          setSelect: [(chart) => this.#select(chart)],
        },
      },
      [[], ...plot.recording.series.map(() => [])],
      this.#element!,
    );
  }

  #scale(least: number | null, most: number | null): [number, number] {
    const { scale } = this.plot;
    if (scale) return [scale.least, scale.most];
    if (least === null || most === null) return [0, 1];
    const [from, to] = UPlot.rangeNum(least, most, 0.1, true);
    return [from!, to!];
  }

  #select(chart: UPlot): void {
    const { left, width } = chart.select;
    if (width < 4) return;
    const range = { from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') };
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.plot.show(range);
  }
}

/** How far a line goes up and down in all. */
function travelOf(line: DrawnPoints['values'][number]): number {
  let travel = 0;
  let before: number | null | undefined;
  for (const value of line) {
    if (typeof value !== 'number') continue;
    if (typeof before === 'number') travel += Math.abs(value - before);
    before = value;
  }
  return travel;
}

/** Room for the numbers beside the chart. */
function widthOf(words: readonly string[] | null, colours: ChartColours): number {
  const longest = Math.max(3, ...(words ?? []).map((word) => word.length));
  return (longest * 7 + 12) * colours.zoom;
}
