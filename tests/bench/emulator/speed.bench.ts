import { EmulatedChip, noFirmware } from '../../support/emulated-chip.ts';
import { processorTime } from './processor-time.ts';
import { programs } from './programs.ts';

const repetitions = 5;
const idleMilliseconds = 10_000;

/** How fast real MicroPython runs on the emulated chip, in percent of a real Pico; the best of several runs. */
export default async function measureSpeed() {
  if (noFirmware) return [];
  const started = performance.now();
  const chip = await EmulatedChip.atPrompt();
  const rows = [{ name: 'from nothing to the prompt', value: performance.now() - started, unit: 'ms' }];
  for (const [name, source] of Object.entries(programs)) {
    let best = 0;
    for (let run = 0; run < repetitions; run++) {
      const before = chip.milliseconds;
      const taken = processorTime(() => chip.run(source));
      best = Math.max(best, (100 * (chip.milliseconds - before)) / taken);
    }
    rows.push({ name, value: best, unit: '% of real time' });
  }
  const idle = processorTime(() => chip.chip.runFor(idleMilliseconds * 1e6));
  rows.push({ name: 'idle at the prompt', value: (100 * idle) / idleMilliseconds, unit: '% of a processor' });
  const saved = chip.chip.save();
  const before = performance.now();
  chip.chip.restore(saved);
  chip.chip.restore(chip.chip.save());
  rows.push({ name: 'snapshot and restoring it', value: performance.now() - before, unit: 'ms' });
  return rows;
}
