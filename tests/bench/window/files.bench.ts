import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtServer, serveNibble } from '../../support/served-nibble.ts';
import { startBrowser } from '../../support/measured-window.ts';
import { fileRow } from '../../support/window-parts.ts';

const count = 10_000;

/** A workspace of 10,000 files: until its first line is painted, and scrolling through it line by line. */
export default async function bigFolder() {
  const nibble = await serveNibble({
    server: builtServer,
    prepare: (home) => fill(join(home, 'Documents', 'Nibble')),
  });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const begin = performance.now();
    await page.goto(nibble.url);
    await fileRow(page, 'file-0.py').waitFor();
    const shown = performance.now() - begin;
    const frames = await page.getByRole('tree').evaluate(async (tree) => {
      const times: number[] = [];
      let last = performance.now();
      for (let step = 0; step < 200; step++) {
        tree.scrollTop += 400; // as far as a wheel goes
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        times.push(now - last);
        last = now;
      }
      return times.sort((one, other) => one - other);
    });
    return [
      { name: '10,000 files, shown', value: shown, unit: 'ms' },
      { name: '10,000 files, frame while scrolling, median', value: frames[100]!, unit: 'ms' },
      { name: '10,000 files, frame while scrolling, 95 %', value: frames[190]!, unit: 'ms' },
    ];
  } finally {
    await browser.close();
    await nibble.close();
  }
}

async function fill(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let number = 0; number < count; number += 100) {
    const names = Array.from({ length: 100 }, (_, at) => `file-${number + at}.py`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  }
}
