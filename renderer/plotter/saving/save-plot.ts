import { t } from '../../../resources/messages/messages.ts';
import type { Chart } from '../chart.ts';
import type { Plot } from '../plot.svelte.ts';
import { datedName, download } from './download.ts';
import { pictureOf } from './picture.ts';
import { tableOf } from './table.ts';

/** Saves all that was recorded as a table. */
export function saveTable(plot: Plot): void {
  const { recording } = plot;
  const titles = {
    time: t('plotter:save.time'),
    line: t('plotter:save.line'),
    series: recording.series.map(({ unit }, index) =>
      unit ? `${plot.nameOf(index)} (${unit})` : plot.nameOf(index),
    ),
  };
  download(tableOf(recording, titles), datedName('csv', new Date()));
}

/** Saves what is seen of the chart as a picture, with the series that are drawn. */
export async function savePicture(plot: Plot, chart: Chart): Promise<void> {
  if (!chart.canvas) return;
  const drawn = plot.legend.filter((entry) => !plot.hidden.has(entry.index));
  download(await pictureOf(chart.canvas, drawn), datedName('png', new Date()));
}
