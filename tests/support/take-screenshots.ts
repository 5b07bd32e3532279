import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBrowser } from './measured-window.ts';
import { serveNibble } from './served-nibble.ts';

/** Runs Blink in the real window and takes a picture of it in each theme. */
export async function takeScreenshots(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await startBrowser();
  const nibble = await serveNibble({ firstSteps: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 2,
      colorScheme,
    });
    await page.goto(nibble.url);
    await page.getByRole('log', { name: 'Shell output' }).filter({ hasText: '>>>' }).waitFor();
    const run = page.getByRole('button', { name: /^Run/ });
    if (colorScheme === 'light') await run.click();
    await page.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    // Blink toggles the LED twice a second: the picture is taken while it glows.
    await page.getByRole('region', { name: 'Simulator' }).getByText('on', { exact: true }).waitFor();
    await page.screenshot({ path: join(folder, `window-${colorScheme}.png`), animations: 'disabled' });
    await page.close();
  }
  await browser.close();
  await nibble.close();
}
