import { expectNoFindings } from '../support/axe.ts';
import { cutOff, hardToReach, rawTexts } from '../support/findings.ts';
import { expect, test } from '../support/nibble.ts';
import { boardIsReady, views } from '../support/views.ts';

test.describe('in the pseudo-language, in either theme', () => {
  test.use({ serve: { language: 'pseudo' } });

  for (const view of views) {
    test(`nothing is raw, cut off or out of reach, and axe finds nothing: ${view.name}`, async ({ page }) => {
      await boardIsReady(page);
      await view.open(page);
      expect(await rawTexts(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      expect(await hardToReach(page)).toEqual([]);
      await expectNoFindings(page, view.part);
    });
  }
});

test('in English nothing is out of reach, and axe finds nothing', async ({ page }) => {
  await boardIsReady(page);
  expect(await hardToReach(page)).toEqual([]);
  await expectNoFindings(page);
});
