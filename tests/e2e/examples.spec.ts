import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, noticesOf, tabOf, writeInEditor } from '../support/window-parts.ts';
import type { Page } from '@playwright/test';

/** Opens the list of examples by its key. */
async function openExamples(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Shift+n');
}

test('an example opens as a copy, by keyboard alone', async ({ page }) => {
  await openExamples(page);
  const dialog = page.getByRole('dialog', { name: 'New from example' });
  await expect(dialog.getByRole('button', { name: /^Blink/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(
    dialog.getByRole('button', { name: 'Press me BOOTSEL lights the LED and counts.' }),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(tabOf(page, 'press_me.py')).toHaveAccessibleName(/not saved yet/);
  await expect(editorOf(page)).toBeFocused();
  await expect(editorOf(page)).toContainText('# You need: nothing else.');
});

test('a changed copy stays, a second one is numbered, an unchanged one comes to the front; Start over undoes it all', async ({
  page,
}) => {
  await test.step('copies stay, are numbered, come to the front', async () => {
    const open = async () => {
      await openExamples(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Blink' }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
    };
    await open();
    await expect(page.getByRole('tablist', { name: 'Open files' }).getByRole('tab')).toHaveCount(1);
    await writeInEditor(page, 'mine = 1');
    await open();
    await expect(tabOf(page, 'blink_2.py')).toHaveAttribute('aria-selected', 'true');
    await tabOf(page, 'blink.py').first().click();
    await expect(editorOf(page)).toHaveText('mine = 1');
  });
  await test.step('Start over brings the example back, and Undo what was typed', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+p');
    await page.keyboard.type('start over');
    await page.keyboard.press('Enter');
    await expect(noticesOf(page)).toContainText('blink.py is as it was');
    await expect.poll(() => editorText(page)).toContain('led.toggle()');
    await expect(editorOf(page)).toBeFocused();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(editorOf(page)).toHaveText('mine = 1');
  });
});
