import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, saveAs, tabOf, writeInEditor } from '../support/window-parts.ts';

test('the first start shows Blink, not marked as changed', async ({ page }) => {
  await expect(page.getByRole('textbox', { name: 'Editor: blink.py' })).toContainText('led.toggle()');
  await expect(tabOf(page, 'blink.py')).toHaveAccessibleName(/not saved yet/);
  await expect(tabOf(page, 'blink.py')).not.toHaveAccessibleName(/Not saved/);
  await expect(page).toHaveTitle('blink.py – Nibble');
});

test('Python is coloured from the tokens', async ({ page }) => {
  const keyword = editorOf(page).getByText('while', { exact: true });
  const colour = await keyword.evaluate((element) => getComputedStyle(element).color);
  expect(colour).toBe('rgb(160, 25, 92)');
});

test('Enter after a colon and Tab indent by four spaces; Escape and then Tab leaves', async ({ page }) => {
  await writeInEditor(page, '');
  await page.keyboard.type('while True:\nx = 1');
  expect(await editorText(page)).toBe('while True:\n    x = 1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('y');
  expect(await editorText(page)).toBe('while True:\n    x = 1\n        y');
  await page.keyboard.press('Shift+Tab');
  expect(await editorText(page)).toBe('while True:\n    x = 1\n    y');

  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editorOf(page)).not.toBeFocused();
});

test('brackets that belong together are shown', async ({ page }) => {
  await writeInEditor(page, 'print((1))');
  await expect(editorOf(page).locator('.cm-matchingBracket')).toHaveCount(2);
});

test('undo survives switching tabs', async ({ page }) => {
  await writeInEditor(page, 'first = 1');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await writeInEditor(page, 'second = 2');
  await tabOf(page, 'blink.py').click();
  await expect(editorOf(page)).toHaveText('first = 1');
  await editorOf(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editorOf(page)).toContainText('led.toggle()');
  await tabOf(page, 'untitled.py').click();
  await expect(editorOf(page)).toHaveText('second = 2');
});

test('a changed file is marked until it is as it was', async ({ page }) => {
  await editorOf(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('x');
  await expect(tabOf(page, 'blink.py')).toHaveAccessibleName(/Not saved/);
  await expect(page.getByRole('status')).toContainText('1 file not saved');
  await page.keyboard.press('Backspace');
  await expect(tabOf(page, 'blink.py')).not.toHaveAccessibleName(/Not saved/);
});

test('tabs are chosen by arrow keys and closed by Delete', async ({ page }) => {
  await expect(tabOf(page, 'blink.py')).toBeVisible();
  await page.keyboard.press('Alt+n');
  await expect(tabOf(page, 'untitled.py')).toHaveAttribute('aria-selected', 'true');
  await tabOf(page, 'untitled.py').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tabOf(page, 'blink.py')).toBeFocused();
  await expect(editorOf(page)).toContainText('led.toggle()');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  await expect(tabOf(page, 'untitled.py')).toHaveCount(0);
});

test.describe('find and replace', () => {
  test('finds, counts, steps and gives the keyboard back', async ({ page }) => {
    await writeInEditor(page, 'one two one\nONE');
    await page.keyboard.press('ControlOrMeta+f');
    const search = page.getByRole('search', { name: 'Find and replace' });
    await expect(search.getByLabel('Find', { exact: true })).toBeFocused();
    await page.keyboard.type('one');
    await expect(search).toContainText('3 found');
    await page.keyboard.press('Enter');
    await expect(search).toContainText(/\d of 3/);
    await search.getByRole('button', { name: 'Match upper and lower case' }).click();
    await expect(search).toContainText(/2 found|\d of 2/);
    await search.getByLabel('Find', { exact: true }).fill('three');
    await expect(search).toContainText('Not found');
    await page.keyboard.press('Escape');
    await expect(search).toBeHidden();
    await expect(editorOf(page)).toBeFocused();
  });

  test('replaces one, and all', async ({ page }) => {
    await writeInEditor(page, 'led led led');
    await page.keyboard.press('ControlOrMeta+f');
    const search = page.getByRole('search', { name: 'Find and replace' });
    await search.getByLabel('Find', { exact: true }).fill('led');
    await search.getByLabel('Replace with').fill('lamp');
    await search.getByRole('button', { name: 'Next match' }).click();
    await search.getByRole('button', { name: 'Replace', exact: true }).click();
    await expect(search).toContainText('of 2');
    await search.getByRole('button', { name: 'Replace all' }).click();
    expect(await editorText(page)).toBe('lamp lamp lamp');
  });
});

test.describe('closing', () => {
  test('an unchanged file closes at once, and the last one leaves an invitation', async ({ page }) => {
    await editorOf(page).focus();
    await page.keyboard.press('Alt+w');
    await expect(page.getByRole('region', { name: 'Editor' })).toContainText('No file is open');
    await page
      .getByRole('region', { name: 'Editor' })
      .getByRole('button', { name: 'New', exact: true })
      .click();
    await expect(page.getByRole('textbox', { name: 'Editor: untitled.py' })).toBeFocused();
  });

  test('a changed file asks: stay, throw away, save', async ({ page, nibble }) => {
    await writeInEditor(page, 'precious = True');
    const ask = page.getByRole('dialog', { name: 'Save blink.py before closing?' });

    await page.keyboard.press('Alt+w');
    await page.keyboard.press('Escape');
    await expect(ask).toBeHidden();
    await expect(editorOf(page)).toHaveText('precious = True');

    await page.keyboard.press('Alt+w');
    await ask.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Save as' })
      .getByRole('button', { name: 'Save', exact: true })
      .click();
    await expect(tabOf(page, 'blink.py')).toHaveCount(0);
    expect(await readFile(join(nibble.workspace, 'blink.py'), 'utf8')).toBe('precious = True');

    await page.keyboard.press('Alt+n');
    await writeInEditor(page, 'rubbish');
    await page.keyboard.press('Alt+w');
    await page.getByRole('button', { name: "Don't save" }).click();
    await expect(tabOf(page, 'untitled.py')).toHaveCount(0);
  });

  test('leaving the page with something unsaved asks first', async ({ page }) => {
    await writeInEditor(page, 'precious = True');
    const asked = page.waitForEvent('dialog');
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(editorOf(page)).toHaveText('precious = True');
    await saveAs(page, 'kept.py');
  });
});

test('F5 never reloads, whether or not something can be run', async ({ page }) => {
  await page.evaluate(() => Object.assign(window, { sameLife: true }));
  await editorOf(page).focus();
  await page.keyboard.press('F5');
  await page.keyboard.press('F1');
  await expect(page.getByRole('searchbox', { name: 'Search the help' })).toBeFocused();
  await page.keyboard.press('F5');
  expect(await page.evaluate(() => 'sameLife' in window)).toBe(true);
});
