import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, writeInEditor } from '../support/window-parts.ts';

/** In milliseconds: the list takes no key before, so that nobody takes a name unseen. */
const unseen = 75;

/** Waits until the list has been in sight, by the page's own clock, for long enough to be seen. */
async function seeTheList(page: Page): Promise<void> {
  const since = await list(page).evaluate(() => performance.now());
  await page.waitForFunction(([from, length]) => performance.now() - from > length, [since, unseen] as const);
}

const list = (page: Page) => page.getByRole('listbox', { name: 'Names that fit' });

test('names appear while typing and after a dot; Enter and Tab take them, Escape closes', async ({
  page,
}) => {
  await writeInEditor(page, 'from machine import Pin\nled = Pin("LED", Pin.OUT)\n');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('le');
  await expect(list(page).getByRole('option', { selected: true })).toContainText('led');
  await seeTheList(page);
  await page.keyboard.press('Enter');
  await page.keyboard.type('.to');
  await expect(list(page).getByRole('option', { name: /^toggle/ })).toBeVisible();
  await expect(page.locator('.cm-completionInfo')).toHaveText('On becomes off, off becomes on.');
  await seeTheList(page);
  await page.keyboard.press('Tab');
  await expect(list(page)).toBeHidden();
  expect(await editorText(page)).toContain('\nled.toggle');

  await page.keyboard.type('()\npri');
  await expect(list(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();
  await expect(editorOf(page)).toBeFocused();
  // One Escape closes the list, the next lets Tab leave, as where there was no list.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editorOf(page)).not.toBeFocused();
  expect(await editorText(page)).toContain('led.toggle()\npri');
});

test('a word that is complete goes on with Enter to the next line; comments and texts offer nothing', async ({
  page,
}) => {
  await writeInEditor(page, '');
  await page.keyboard.type('while True:\npass', { delay: 60 });
  await expect(list(page)).toBeHidden();
  await page.keyboard.press('Enter');
  await page.keyboard.type('# print the pri', { delay: 60 });
  await expect(list(page)).toBeHidden();
  expect(await editorText(page)).toBe('while True:\n    pass\n# print the pri');
});
