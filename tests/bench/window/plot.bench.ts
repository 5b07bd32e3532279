import type { Page } from '@playwright/test';
import { median, runUntilShown, withWindow, writeProgram } from '../../support/measured-window.ts';
import { writeInEditor } from '../../support/window-parts.ts';
import { percentile } from '../interpreter/percentile.ts';

const lines = 100_000;
const floods = 3;
/** How long frames are watched, in milliseconds, after the plot has filled its window. */
const watched = 12_000;
const filling = 10_000;

/** 20 series at 1,000 lines a second: the lines are made beforehand, so that they come in time. */
const twentySeries = `import math, time
lines = [" ".join(str(round(math.sin(i / 16 + k / 3) * (k + 9), 2)) for k in range(20)) for i in range(100)]
due = time.ticks_us()
count = 0
while True:
    print(lines[count % 100])
    count += 1
    due = time.ticks_add(due, 1000)
    time.sleep_us(max(0, time.ticks_diff(due, time.ticks_us())))
`;

/** 100,000 printed numbers with the plotter open, and its frames with 20 series at 1,000 lines a second. */
export default function measurePlotting() {
  return withWindow(async (page) => {
    await page.getByRole('button', { name: 'Show Plotter' }).click();
    await writeProgram(page, `for i in range(${lines}): print(i)`);
    const times: number[] = [];
    for (let count = 0; count < floods; count++) {
      times.push(await runUntilShown(page, `${lines - 1}\n>>>`));
      await page.getByRole('button', { name: 'Clear the shell' }).click();
    }
    const time = median(times);
    const frames = await framesWhilePlotting(page);
    return [
      { name: `${lines} printed numbers until shell and plotter are idle`, value: time, unit: 'ms' },
      { name: 'Printed numbers shown and plotted', value: (lines / time) * 1000, unit: 'per second' },
      {
        name: 'Frame with 20 series at 1,000 lines a second, median',
        value: percentile(frames, 0.5),
        unit: 'ms',
      },
      {
        name: 'Frame with 20 series at 1,000 lines a second, 95 %',
        value: percentile(frames, 0.95),
        unit: 'ms',
      },
    ];
  });
}

/** The time from each frame to the next, in milliseconds. */
async function framesWhilePlotting(page: Page): Promise<number[]> {
  await writeInEditor(page, twentySeries);
  await page.getByRole('button', { name: /^Run/ }).click();
  await page.waitForTimeout(filling);
  return page.evaluate(
    (length) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const startedAt = performance.now();
        let before = startedAt;
        const frame = (now: number): void => {
          times.push(now - before);
          before = now;
          if (now - startedAt < length) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    watched,
  );
}
