import { readFileSync, readdirSync } from 'node:fs';
import { withWindow } from '../../support/measured-window.ts';

/** How long nothing is done, in milliseconds. */
const rest = 10_000;

/** In which parts of a second Linux counts processor time: `getconf CLK_TCK`, 100 everywhere today. */
const ticksPerSecond = 100;

/** What Nibble takes while nobody does anything: the host with its simulated Pico, and the page. */
export default function measureIdling() {
  return withWindow(async (page, nibble) => {
    if (process.platform !== 'linux') return [];
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('HeapProfiler.collectGarbage');
    const host = nibble.process.pid!;
    const renderer = pageProcess();
    const before = { host: processorTime(host), page: processorTime(renderer) };
    await page.waitForTimeout(rest);
    const share = (pid: number, earlier: number) => ((processorTime(pid) - earlier) / rest) * 100;
    const memory = { host: memoryOf(host), page: memoryOf(renderer) };
    return [
      { name: 'Idle: processor use of the host', value: share(host, before.host), unit: '%' },
      { name: 'Idle: processor use of the page', value: share(renderer, before.page), unit: '%' },
      { name: 'Idle: memory of the host', value: memory.host, unit: 'MB' },
      { name: 'Idle: memory of the page', value: memory.page, unit: 'MB' },
      { name: 'Idle: memory of host and page', value: memory.host + memory.page, unit: 'MB' },
    ];
  });
}

/** The newest of the browser's processes that show a page. */
function pageProcess(): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const pages = pids.filter((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return line.includes('--type=renderer') && !line.includes('--extension-process');
    } catch {
      return false;
    }
  });
  return Math.max(...pages.map(Number));
}

/** Processor time that a process has had, in milliseconds. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

/** What a process has of the memory for itself, and its share of what it has with others, in MB. */
function memoryOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)![1]) / 1024;
}
