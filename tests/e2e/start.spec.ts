import { expect, test } from '../support/nibble.ts';
import { builtServer } from '../support/served-nibble.ts';
import { drawnLed } from '../support/simulator-parts.ts';

// As people start it, with the serial ports of this computer.
test.use({ serve: { server: builtServer } });

test('the window comes up with its regions, and a Run pressed at once is carried out when it can be', async ({
  context,
  nibble,
}) => {
  const page = await context.newPage();
  // Before anybody could press it: neither the board nor the program is there yet.
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('main')) return;
      observer.disconnect();
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F5', code: 'F5' }));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(nibble.url);
  for (const name of ['Files', 'Editor', 'Shell', 'Simulator']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
  await expect(drawnLed(page)).toHaveAccessibleName('LED on');
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
