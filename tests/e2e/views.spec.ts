import type { Page } from '@playwright/test';
import { expectNoFindings } from '../support/axe.ts';
import { cutOff, hardToReach, rawTexts } from '../support/findings.ts';
import { expect, test } from '../support/nibble.ts';
import { boardIsReady, views, type View } from '../support/views.ts';

test.describe('in the pseudo-language, in either theme', () => {
  test.use({ serve: { language: 'pseudo' } });

  for (const view of views.filter(({ passing }) => !passing)) {
    test(`nothing is raw, cut off or out of reach, and axe finds nothing: ${view.name}`, async ({ page }) => {
      await boardIsReady(page);
      await lookAt(page, view);
    });
  }

  test('nothing is, either, in what Escape puts away', async ({ page }) => {
    test.slow();
    await boardIsReady(page);
    for (const view of views.filter(({ passing }) => passing)) {
      await test.step(view.name, async () => {
        await lookAt(page, view);
        await page.keyboard.press('Escape');
        await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0);
      });
    }
  });
});

async function lookAt(page: Page, view: View): Promise<void> {
  await view.open(page);
  expect(await rawTexts(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  expect(await hardToReach(page)).toEqual([]);
  await expectNoFindings(page, view.part);
}

test('in English nothing is out of reach, and axe finds nothing', async ({ page }) => {
  await boardIsReady(page);
  expect(await hardToReach(page)).toEqual([]);
  await expectNoFindings(page);
});
