import type { CDPSession } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { runUntilShown, withWindow, writeProgram } from '../../support/measured-window.ts';

const lines = 100_000;

/** 100,000 printed lines, from Run pressed until the shell shows the prompt after them. */
export default function measurePrinting() {
  return withWindow(async (page, nibble) => {
    const metrics = await page.context().newCDPSession(page);
    await metrics.send('Performance.enable');
    await writeProgram(page, `for i in range(${lines}): print(i)`);
    let peakOfPage = 0;
    const watch = setInterval(() => {
      void pageMemory(metrics).then((bytes) => (peakOfPage = Math.max(peakOfPage, bytes)));
    }, 50);
    const time = await runUntilShown(page, `${lines - 1}\n>>>`);
    clearInterval(watch);
    return [
      { name: `${lines} printed lines until the shell is idle`, value: time, unit: 'ms' },
      { name: 'Printed lines shown', value: (lines / time) * 1000, unit: 'per second' },
      { name: 'Peak memory of the host meanwhile', value: hostPeak(nibble.process.pid!), unit: 'MB' },
      { name: "Peak of the page's heap meanwhile", value: peakOfPage / 1024 ** 2, unit: 'MB' },
    ];
  });
}

async function pageMemory(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
}

/** Linux keeps the high-water mark of a process; elsewhere it is not known. */
function hostPeak(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
