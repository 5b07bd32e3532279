import { expect, test } from '../support/nibble.ts';

test('the window comes up with its regions', async ({ page }) => {
  for (const name of ['Files', 'Editor', 'Shell', 'Simulator']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
});
