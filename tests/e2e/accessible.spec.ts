import type { Page } from '@playwright/test';
import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/nibble.ts';
import { boardIsReady, views } from '../support/views.ts';

/** What axe does not look at: an order of the keyboard of its own, and targets too small to hit. */
async function otherFindings(page: Page): Promise<unknown[]> {
  return page.evaluate(() => {
    const shown = (element: Element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.height > 1;
    };
    const positive = [...document.querySelectorAll('[tabindex]')].filter(
      (element) => (element as HTMLElement).tabIndex > 0,
    );
    const small = [...document.querySelectorAll('button, [role=tab], [role=switch], [role=option]')]
      .filter(shown)
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
      });
    return [...positive, ...small].map((element) => element.outerHTML.slice(0, 160));
  });
}

for (const view of views) {
  test(`axe finds nothing in either theme: ${view.name}`, async ({ page }) => {
    await boardIsReady(page);
    await view.open(page);
    expect(await otherFindings(page)).toEqual([]);
    await expectNoFindings(page, view.part);
  });
}
