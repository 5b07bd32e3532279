import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../build/chromium.js';
import { builtServer, serveNibble, type ServedNibble } from './served-nibble.ts';

/** Starts the Chromium that benchmarks drive. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Hands `measure` a window whose board is at its prompt; afterwards everything is closed. */
export async function withWindow<T>(
  measure: (page: Page, nibble: ServedNibble, browser: Browser) => Promise<T>,
): Promise<T> {
  const browser = await startBrowser();
  const nibble = await serveNibble({ server: builtServer });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(nibble.url);
    await page.getByRole('log', { name: 'Shell output' }).filter({ hasText: '>>>' }).waitFor();
    return await measure(page, nibble, browser);
  } finally {
    await browser.close();
    await nibble.close();
  }
}

/** Puts a program of one line into the editor. */
export async function writeProgram(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Editor:/ }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(line);
}

/**
 * Clicks Run in the page and answers, in milliseconds, when the shell shows `text` after it. The page
 * itself holds the watch, so that the way to it does not count.
 */
export function runUntilShown(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const log = document.querySelector('[role="log"]')!;
        const run = [...document.querySelectorAll('button')].find((button) =>
          button.textContent.trim().startsWith('Run'),
        )!;
        const startedAt = performance.now();
        const observer = new MutationObserver(() => {
          if (!log.textContent.includes(wanted)) return;
          observer.disconnect();
          resolve(performance.now() - startedAt);
        });
        observer.observe(log, { childList: true, characterData: true, subtree: true });
        run.click();
      }),
    text,
  );
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
