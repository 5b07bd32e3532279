import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules whose answer depends on colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** Axe finds nothing in the window, or in the part of it that is meant, in either theme; the dark one stays. */
export async function expectNoFindings(page: Page, part = 'html'): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await coloursSettle(page);
    // Only violations are wanted. The window has no frames, for which axe would open a page of its own.
    const axe = new AxeBuilder({ page })
      .options({ resultTypes: ['violations'] })
      .setLegacyMode()
      .include(part);
    const { violations } = await (
      theme === 'light' ? axe.withTags(allRules) : axe.withRules(colourRules)
    ).analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
    expect(found, `found in the ${theme} theme`).toEqual([]);
  }
}

/** Colours that are on their way (120 ms) would be measured half-way. */
async function coloursSettle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished)); // some are called off
  });
}
