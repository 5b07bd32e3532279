import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { outputLines, shellOf, typeLines, waitForPrompt } from '../support/shell-parts.ts';

test('a lost connection is said, and made again by itself', async ({ page }) => {
  let isCut = false;
  let socket: WebSocketRoute | undefined;
  await page.routeWebSocket(/\/channel/, (route) => {
    if (isCut) return void route.close();
    socket = route;
    route.connectToServer();
  });
  await page.reload();
  await waitForPrompt(page);
  await typeLines(page, 'x = 6');

  isCut = true;
  await socket!.close();
  await expect(page.getByRole('status')).toContainText('Nibble is gone');
  await expect(shellOf(page)).toContainText(
    'This page has lost Nibble and is looking for it. Keep it open: what you type now is only here.',
  );

  isCut = false;
  await expect(shellOf(page)).not.toContainText('This page has lost Nibble', { timeout: 10_000 });
  await typeLines(page, 'x * 7');
  await expect.poll(async () => (await outputLines(page)).slice(-2)).toEqual(['42', '>>>']);
});
