import type { OutputPiece } from '../../../electron/api.ts';
import { PlotFeed } from '../../../renderer/plotter/plot-feed.ts';
import { PointPicker } from '../../../renderer/plotter/recording/drawn-points.ts';
import { Recording } from '../../../renderer/plotter/recording/recording.ts';

const series = 20;
const minutes = 10;
/** Lines in a second, and in a batch: one batch for every frame. */
const perSecond = 1000;
const perBatch = 16;
/** Drawn from so often that it does not drown the rest. */
const batchesPerPicking = 60;
/** The window that is drawn, in seconds, on so many columns of pixels. */
const windowLength = 60;
const columns = 800;

/** Ten simulated minutes of 20 series at 1,000 lines a second, read, recorded and drawn from: without a window. */
export default function measureRecording() {
  let clock = 0;
  const recording = new Recording();
  const feed = new PlotFeed(recording, {
    clock: () => clock,
    keepsLastRun: () => false,
    startedAnew: () => undefined,
    recorded: () => undefined,
  });
  const picker = new PointPicker();
  const memory: number[] = [];
  const made = Array.from({ length: 100 }, (_, index) => makeBatch(index * perBatch));
  let reading = 0;
  let picking = 0;
  let batches = 0;
  let pickings = 0;
  for (let line = 0; line < minutes * 60 * perSecond; line += perBatch) {
    clock = line / perSecond;
    const pieces = [made[batches % made.length]!];
    const startedAt = performance.now();
    feed.pieces(pieces);
    reading += performance.now() - startedAt;
    batches += 1;
    if (batches % batchesPerPicking === 0) {
      const to = recording.time(recording.end - 1);
      const pickedFrom = performance.now();
      picker.pick(recording, 'time', { from: to - windowLength, to }, columns);
      picking += performance.now() - pickedFrom;
      pickings += 1;
    }
    if ((line + perBatch) / perSecond / 60 >= memory.length + 1) memory.push(usedMegabytes());
  }
  const count = batches * perBatch;
  return [
    {
      name: `Reading and recording a line of ${series} numbers`,
      value: (reading / count) * 1000,
      unit: 'µs',
    },
    { name: 'Choosing what a frame draws of a minute', value: picking / pickings, unit: 'ms' },
    { name: 'Memory after 5 of 10 minutes', value: memory[4]!, unit: 'MB' },
    { name: 'Memory after 10 minutes', value: memory.at(-1)!, unit: 'MB' },
  ];
}

/** What a frame brings; made beforehand, so that only reading is measured. */
function makeBatch(first: number): OutputPiece {
  let text = '';
  for (let line = first; line < first + perBatch; line++) {
    for (let number = 0; number < series; number++) text += `${Math.sin(line / 16 + number).toFixed(2)} `;
    text += '\r\n';
  }
  return { stream: 'program', text };
}

/** Garbage counts too where it cannot be collected on demand; rings of numbers are not on the heap. */
function usedMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 ** 2;
}
