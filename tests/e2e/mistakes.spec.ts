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

test('an open bracket is said where it was opened, within 300 ms after the line was left', async ({
  page,
}) => {
  await writeInEditor(page, 'x = 1\nprint(x\ny = 2\n');
  await expect(mistake(page)).toContainText('bracket');
  await expect(editorOf(page).locator('.cm-line:has(+ div .mistake)')).toHaveText('print(x');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('x = 1\nif x == 1\n    print(x)\n');
  const waited = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        const look = () =>
          document.querySelector('.mistake')?.textContent.includes('colon')
            ? resolve(performance.now() - startedAt)
            : requestAnimationFrame(look);
        look();
      }),
  );
  expect(waited).toBeLessThan(300);
});

test('the line with the cursor is taken as meant after a longer pause, or when the keyboard leaves', async ({
  page,
}) => {
  await writeInEditor(page, '');
  await page.keyboard.type('print("a"');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await expect(mistake(page)).toContainText('bracket');
  await page.keyboard.type(')');
  await expect(mistake(page)).toHaveCount(0);
  await page.keyboard.press('Backspace');
  await page.getByRole('textbox', { name: 'Shell input' }).focus();
  // Sooner than after the longer pause of 3 s.
  await expect(mistake(page)).toContainText('bracket', { timeout: 2500 });
});

test('a program that makes the compiler hang does not stop the next from being checked', async ({ page }) => {
  await writeInEditor(page, 'x = 9 ** 9 ** 9\nwhile True\n');
  await writeInEditor(page, 'while True\n');
  await expect(mistake(page)).toContainText('A colon is missing');
});

test('the words wrap within what is seen of the editor, however long its lines are', async ({ page }) => {
  await writeInEditor(page, `if True:\n    x = 1\n   y = "${'long '.repeat(60)}"\n`);
  const words = (await mistake(page).boundingBox())!;
  const seen = (await page.locator('.cm-scroller').boundingBox())!;
  expect(words.x + words.width).toBeLessThanOrEqual(seen.x + seen.width);
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
