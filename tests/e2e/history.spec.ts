import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, writeInEditor } from '../support/window-parts.ts';

const working = 'print("it works")\n';
const broken = 'print("it works"\n';

/** Runs the file in front and waits for what the shell says of its end. */
async function runTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press('F5');
  await expect(page.getByRole('log', { name: 'Shell output' })).toContainText(words);
  await expect(page.getByRole('button', { name: /^Stop/ })).toBeDisabled();
}

test('a program goes back to when it worked, and Undo brings back what was there', async ({ page }) => {
  await writeInEditor(page, working);
  await runTo(page, 'it works');
  await writeInEditor(page, broken);
  await runTo(page, 'SyntaxError');

  await page.getByRole('button', { name: /^Back to when it worked/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Back to when blink.py worked' });
  await expect(dialog).toContainText('1 difference');
  await dialog.getByRole('button', { name: 'Keep what I have' }).click();
  expect(await editorText(page)).toBe(broken);

  await page.getByRole('button', { name: /^Back to when it worked/ }).click();
  await dialog.getByRole('button', { name: 'Go back to this version' }).click();
  await expect.poll(() => editorText(page)).toBe(working);
  await expect(editorOf(page)).toBeFocused();
  await expect(page.getByRole('button', { name: /^Back to when it worked/ })).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => editorText(page)).toBe(broken);
});
