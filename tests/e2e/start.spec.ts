import { expect, test } from '../support/nibble.ts';

test('the window comes up with its regions', async ({ page }) => {
  for (const name of ['Files', 'Editor', 'Shell', 'Simulator']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
});

test('the window connects to its host while its scripts are still on their way', async ({ page, nibble }) => {
  await page.goto('about:blank');
  const connected = page.waitForEvent('websocket');
  await page.route(/\/assets\/index-.*\.js$/, async (route) => {
    await connected;
    await route.continue();
  });
  await page.goto(nibble.url);
  await expect(page.getByRole('region', { name: 'Editor', exact: true })).toBeVisible();
});
