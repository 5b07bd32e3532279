import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { editorOf, writeInEditor } from '../support/window-parts.ts';

const mistake = (page: Page) => editorOf(page).locator('.mistake');

test('a mistake is explained below its line, never while the line is being typed', async ({ page }) => {
  await writeInEditor(page, '');
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('.mistake')) Object.assign(window, { interrupted: true });
    }).observe(document.body, { childList: true, subtree: true });
  });
  // As slowly as somebody who looks for every key: each pause is long enough to be checked.
  await page.keyboard.type('x = 1\nwhile True', { delay: 250 });
  expect(await page.evaluate(() => 'interrupted' in window)).toBe(false);

  await page.keyboard.press('ArrowUp');
  await expect(mistake(page)).toContainText('A colon is missing');
  await expect(editorOf(page).locator('.cm-lintRange-error')).toHaveCount(1);
  await expect(page.locator('.cm-gutter-lint .cm-lint-marker-error')).toHaveCount(1);

  await expect(page.getByRole('status')).toContainText('1 mistake');
  await page.keyboard.press('F8');
  await expect(page.getByRole('status')).toContainText('Line 2,');
  await page.keyboard.press('End');
  await page.keyboard.type(':');
  await expect(mistake(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.keyboard.type('pass');
  await page.keyboard.press('ArrowUp');
  await expect(mistake(page)).toHaveCount(0);
});

test('a bracket is said where it was opened, the line with the cursor after a longer pause or when the keyboard leaves', async ({
  page,
}) => {
  await test.step('an open bracket is said where it was opened, and what is pasted at once', async () => {
    await writeInEditor(page, 'x = 1\nprint(x\ny = 2\n');
    await expect(mistake(page)).toContainText('bracket');
    await expect(editorOf(page).locator('.cm-line:has(+ div .mistake)')).toHaveText('print(x');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('x = 1\nif x == 1\n    print(x)\n');
    await expect(mistake(page)).toContainText('colon');
  });
  await test.step('the line with the cursor is taken as meant after a longer pause', async () => {
    await writeInEditor(page, '');
    await page.keyboard.type('print("a"');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await expect(mistake(page)).toContainText('bracket');
  });
  await test.step('… and when the keyboard leaves', async () => {
    // Time stands from here on, so that the longer pause never ends.
    await page.clock.install();
    await page.clock.pauseAt(new Date(Date.now() + 10_000));
    await page.keyboard.type(')');
    await page.clock.runFor(500);
    await expect(mistake(page)).toHaveCount(0);
    await page.keyboard.press('Backspace');
    await page.clock.runFor(500);
    await expect(mistake(page)).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Shell input' }).focus();
    await page.clock.runFor(500);
    await expect(mistake(page)).toContainText('bracket');
  });
});

test('a program that makes the compiler hang does not stop the next from being checked; long words wrap', async ({
  page,
}) => {
  await test.step('the next program is checked', async () => {
    await writeInEditor(page, 'x = 9 ** 9 ** 9\nwhile True\n');
    await writeInEditor(page, 'while True\n');
    await expect(mistake(page)).toContainText('A colon is missing');
  });
  await test.step('the words wrap within what is seen of the editor, however long its lines are', async () => {
    await writeInEditor(page, `if True:\n    x = 1\n   y = "${'long '.repeat(60)}"\n`);
    await expect(mistake(page)).toContainText('This line is not lined up');
    const words = (await mistake(page).boundingBox())!;
    const seen = (await page.locator('.cm-scroller').boundingBox())!;
    expect(words.x + words.width).toBeLessThanOrEqual(seen.x + seen.width);
  });
});

test('after a run the explanation says what is wrong, and the line no longer says it too', async ({
  page,
}) => {
  await writeInEditor(page, 'while True\n    pass\n');
  await expect(mistake(page)).toBeVisible();
  await page.keyboard.press('F5');
  const explanation = page.getByRole('region', { name: 'What went wrong' });
  await expect(explanation).toBeVisible();
  await expect(mistake(page)).toBeHidden();
  await expect(editorOf(page).locator('.cm-failed-words')).toHaveText('A colon is missing');
  await explanation.getByRole('button', { name: 'Close the explanation' }).click();
  await expect(mistake(page)).toBeVisible();
});
