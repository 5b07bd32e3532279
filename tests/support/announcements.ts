import type { Page } from '@playwright/test';

/** Notes down what screen readers are told from now on; answers a function that reads it. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const observer = new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const level = (target as Element).closest('[aria-live]')?.getAttribute('aria-live');
        for (const node of addedNodes) {
          if (node instanceof HTMLParagraphElement) heard.push(`${level}: ${node.textContent}`);
        }
      }
    });
    for (const region of document.querySelectorAll('[data-announcements]')) {
      observer.observe(region, { childList: true, subtree: true });
    }
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}
