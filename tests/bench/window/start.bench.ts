import { median, startBrowser } from '../../support/measured-window.ts';
import { serveNibble } from '../../support/served-nibble.ts';

const repetitions = 5;

/** From the start of the host to the first prompt on the screen, in a browser that is running. */
export default async function measureStart() {
  const browser = await startBrowser();
  const toAddress: number[] = [];
  const toPrompt: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const startedAt = performance.now();
    const nibble = await serveNibble();
    toAddress.push(performance.now() - startedAt);
    await page.goto(nibble.url, { waitUntil: 'commit' });
    await page.waitForFunction(
      () => document.querySelector('[role="log"]')?.textContent.includes('>>>') ?? false,
      undefined,
      { polling: 'raf' },
    );
    // The frame that shows it.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    toPrompt.push(performance.now() - startedAt);
    await page.close();
    await nibble.close();
  }
  await browser.close();
  return [
    { name: 'Host start to page ready, median', value: median(toAddress), unit: 'ms' },
    { name: 'Host start to first prompt painted, median', value: median(toPrompt), unit: 'ms' },
  ];
}
