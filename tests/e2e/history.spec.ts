import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, noticesOf, saveAs, writeInEditor } from '../support/window-parts.ts';

const working = 'print("it works")\n';
const broken = 'print("it works"\n';

/** Runs the file in front and waits for what the shell says of its end. */
async function runTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press('F5');
  await expect(page.getByRole('log', { name: 'Shell output' })).toContainText(words);
  await expect(page.getByRole('button', { name: /^Stop/ })).toBeDisabled();
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+p');
  await page.getByRole('combobox').fill(name);
  await page.keyboard.press('Enter');
}

test('a program goes back to when it worked, and Undo brings back what was there', async ({ page }) => {
  await test.step('a file without earlier versions says how to get them', async () => {
    await command(page, 'Earlier versions');
    await expect(page.getByRole('dialog')).toContainText('No earlier versions yet');
    await page.keyboard.press('Escape');
    await command(page, 'Back to when it worked');
    await expect(
      noticesOf(page).getByText('There is no other version of blink.py that worked'),
    ).toBeVisible();
  });
  await test.step('it goes back to when it worked, when asked', async () => {
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
});

test('earlier versions are listed with what became of them, and each can be had back', async ({ page }) => {
  await writeInEditor(page, 'print("first")\n');
  await runTo(page, 'first');
  await saveAs(page, 'ada.py');
  await writeInEditor(page, 'print("second"\n');
  await runTo(page, 'SyntaxError');
  await writeInEditor(page, 'print("third")\n');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('status')).not.toContainText('not saved');

  const dialog = page.getByRole('dialog', { name: 'Earlier versions of ada.py' });
  const versions = dialog.getByRole('radio');
  // How a run ended is on the disk a moment after it is on the screen.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await command(page, 'Earlier versions');
    const ends = [/Today, .*Saved/, /Today, .*Ended with an error/, /Today, .*Worked/];
    await expect(versions).toHaveText(ends, { timeout: 2000 });
  }).toPass();
  await expect(versions.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(versions.nth(2)).toBeChecked();
  await expect(dialog.getByRole('textbox', { name: /^Today/ })).toHaveText('print("first")');
  await dialog.getByRole('button', { name: 'Go back to this version' }).click();
  await expect.poll(() => editorText(page)).toBe('print("first")\n');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => editorText(page)).toBe('print("third")\n');
});
