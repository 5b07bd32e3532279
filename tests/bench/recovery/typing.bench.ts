import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { withWindow } from '../../support/measured-window.ts';
import type { ServedNibble } from '../../support/served-nibble.ts';
import { fileRow } from '../../support/window-parts.ts';
import { percentile } from '../interpreter/percentile.ts';

const keys = 25;

/** A text of about 5 MB. */
const largeText = 'value = machine.read(12) + 3  # as it was measured\n'.repeat(100_000);

/** What recovery costs while typing: from a key to the disk, and from a key to the screen. */
export default async function measureTyping() {
  return withWindow(async (page, nibble) => {
    const small = await measureKeys(page, nibble, 'small file');
    await mkdir(nibble.workspace, { recursive: true });
    await writeFile(join(nibble.workspace, 'large.py'), largeText);
    await fileRow(page, 'large.py').click();
    await page.getByRole('textbox', { name: 'Editor: large.py' }).waitFor();
    const large = await measureKeys(page, nibble, '5 MB');
    return [...small, ...large];
  });
}

async function measureKeys(page: Page, { dataFolder }: ServedNibble, what: string) {
  await page.getByRole('textbox', { name: /^Editor:/ }).focus();
  // With the first change the whole text is kept, in pieces.
  await page.keyboard.press('x');
  await storeRests(dataFolder);
  const toDisk: number[] = [];
  const toPaint: number[] = [];
  for (let key = 0; key < keys; key++) {
    const before = await storeState(dataFolder);
    const pressedAt = performance.now();
    toPaint.push(await paintTime(page));
    while ((await storeState(dataFolder)) === before) await sleep(2);
    toDisk.push(performance.now() - pressedAt);
  }
  return [
    { name: `Key to paint, ${what}, 95th percentile`, value: percentile(toPaint, 0.95), unit: 'ms' },
    { name: `Key to disk, ${what}, median`, value: percentile(toDisk, 0.5), unit: 'ms' },
    { name: `Key to disk, ${what}, longest`, value: Math.max(...toDisk), unit: 'ms' },
  ];
}

/** Types a letter; the time from the key in the page to the frame after it is drawn. */
async function paintTime(page: Page): Promise<number> {
  const painted = page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        addEventListener(
          'keydown',
          () => {
            const pressedAt = performance.now();
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - pressedAt);
              channel.port2.postMessage(null);
            });
          },
          { once: true, capture: true },
        ),
      ),
  );
  await page.evaluate(() => null); // the listener is there before the key
  await page.keyboard.press('x');
  return painted;
}

/** Waits until nothing more is being written. */
async function storeRests(dataFolder: string): Promise<void> {
  for (let before = ''; ;) {
    await sleep(1000);
    const now = await storeState(dataFolder);
    if (now === before) return;
    before = now;
  }
}

/** Changes whenever something more is kept. */
async function storeState(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'recovery');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const logs = entries.filter(({ name }) => name.startsWith('log-'));
  const sizes = logs.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return `${path} ${await stat(path).then(
      ({ size }) => size,
      () => 0,
    )}`;
  });
  return (await Promise.all(sizes)).join('\n');
}
