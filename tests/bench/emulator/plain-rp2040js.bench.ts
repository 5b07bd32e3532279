import { noFirmware } from '../../support/emulated-chip.ts';
import { PlainPico } from './plain-pico.ts';
import { processorTime } from './processor-time.ts';
import { programs } from './programs.ts';

/** The same programs on rp2040js as it comes, for comparison. */
export default async function measurePlainRp2040js() {
  if (noFirmware) return [];
  const started = performance.now();
  const pico = await PlainPico.atPrompt();
  const rows = [{ name: 'from nothing to the prompt', value: performance.now() - started, unit: 'ms' }];
  for (const [name, source] of Object.entries(programs)) {
    const before = pico.milliseconds;
    const taken = processorTime(() => pico.run(source));
    rows.push({ name, value: (100 * (pico.milliseconds - before)) / taken, unit: '% of real time' });
  }
  return rows;
}
