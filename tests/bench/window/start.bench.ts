import type { Page } from '@playwright/test';
import { median, startBrowser } from '../../support/measured-window.ts';
import { builtServer, serveNibble } from '../../support/served-nibble.ts';

const repetitions = 5;

/** From the start of the host to the first prompt on the screen, in a browser that is running. */
export default async function measureStart() {
  const browser = await startBrowser();
  const toAddress: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  const whole: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const startedAt = performance.now();
    const nibble = await serveNibble({ server: builtServer });
    const readyAt = performance.now();
    const first = await context.newPage();
    await showPrompt(first, nibble.url);
    const shownAt = performance.now();
    toAddress.push(readyAt - startedAt);
    cold.push(shownAt - readyAt);
    whole.push(shownAt - startedAt);
    await first.close();

    const second = await context.newPage();
    const againAt = performance.now();
    await showPrompt(second, nibble.url);
    warm.push(performance.now() - againAt);
    await context.close();
    await nibble.close();
  }
  await browser.close();
  return [
    { name: 'Host start to page ready, median', value: median(toAddress), unit: 'ms' },
    { name: 'Page ready to prompt painted, cold, median', value: median(cold), unit: 'ms' },
    { name: 'Page ready to prompt painted, warm, median', value: median(warm), unit: 'ms' },
    { name: 'Host start to first prompt painted, median', value: median(whole), unit: 'ms' },
  ];
}

/** Loads the window and waits for the frame that shows the prompt. */
async function showPrompt(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(
    () => document.querySelector('[role="log"]')?.textContent.includes('>>>') ?? false,
    undefined,
    { polling: 'raf' },
  );
  await page.evaluate(() => new Promise(requestAnimationFrame));
}
