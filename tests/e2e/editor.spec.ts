import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, saveAs, tabOf, writeInEditor } from '../support/window-parts.ts';

test('the first start shows Blink, coloured, and marked as changed only while it is', async ({ page }) => {
  await test.step('the first start shows Blink, not marked as changed', async () => {
    await expect(page.getByRole('textbox', { name: 'Editor: blink.py' })).toContainText('led.toggle()');
    await expect(tabOf(page, 'blink.py')).toHaveAccessibleName(/not saved yet/);
    await expect(tabOf(page, 'blink.py')).not.toHaveAccessibleName(/Not saved/);
    await expect(page).toHaveTitle('blink.py – Nibble');
  });
  await test.step('Python is coloured from the tokens', async () => {
    const keyword = editorOf(page).getByText('while', { exact: true });
    const colour = await keyword.evaluate((element) => getComputedStyle(element).color);
    expect(colour).toBe('rgb(160, 25, 92)');
  });
  await test.step('a changed file is marked until it is as it was', async () => {
    await editorOf(page).focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('x');
    await expect(tabOf(page, 'blink.py')).toHaveAccessibleName(/Not saved/);
    await expect(page.getByRole('status')).toContainText('1 file not saved');
    await page.keyboard.press('Backspace');
    await expect(tabOf(page, 'blink.py')).not.toHaveAccessibleName(/Not saved/);
  });
});

test('Enter after a colon and Tab indent by four spaces; Escape and then Tab leaves', async ({ page }) => {
  await test.step('Enter after a colon and Tab indent', async () => {
    await writeInEditor(page, '');
    await page.keyboard.type('while True:\nx = 1');
    expect(await editorText(page)).toBe('while True:\n    x = 1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('y');
    expect(await editorText(page)).toBe('while True:\n    x = 1\n        y');
    await page.keyboard.press('Shift+Tab');
    expect(await editorText(page)).toBe('while True:\n    x = 1\n    y');
  });
  await test.step('Escape and then Tab leaves', async () => {
    await expect(editorOf(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(editorOf(page)).not.toBeFocused();
  });
  await test.step('brackets that belong together are shown', async () => {
    await writeInEditor(page, 'print((1))');
    await expect(editorOf(page).locator('.cm-matchingBracket')).toHaveCount(2);
  });
});

test('tabs keep their undo, are chosen by keys, and closed by Delete', async ({ page }) => {
  await test.step('undo survives switching tabs', async () => {
    await writeInEditor(page, 'first = 1');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await writeInEditor(page, 'second = 2');
    await tabOf(page, 'blink.py').click();
    await expect(editorOf(page)).toHaveText('first = 1');
    await editorOf(page).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(editorOf(page)).toContainText('led.toggle()');
  });
  await test.step('Alt and Page Down go from file to file', async () => {
    await page.keyboard.press('Alt+PageDown');
    await expect(editorOf(page)).toHaveAccessibleName('Editor: untitled.py');
    await expect(editorOf(page)).toHaveText('second = 2');
    await expect(editorOf(page)).toBeFocused();
    await page.keyboard.press('Alt+PageUp');
    await expect(editorOf(page)).toHaveAccessibleName('Editor: blink.py');
  });
  await test.step('tabs are chosen by arrow keys and closed by Delete', async () => {
    await page.keyboard.press('Alt+n');
    await expect(tabOf(page, 'untitled-2.py')).toHaveAttribute('aria-selected', 'true');
    await tabOf(page, 'untitled-2.py').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(tabOf(page, 'untitled.py')).toBeFocused();
    await expect(editorOf(page)).toContainText('second = 2');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    await expect(tabOf(page, 'untitled-2.py')).toHaveCount(0);
  });
});

test('many tabs scroll, and the strip shows at which side there are more', async ({ page }) => {
  await expect(editorOf(page)).toHaveAccessibleName('Editor: blink.py');
  for (let count = 2; count <= 9; count++) await page.keyboard.press('Alt+n');
  const tabs = page.getByRole('tablist', { name: 'Open files' });
  const strip = tabs.locator('..');
  const sign = (side: string) =>
    strip.evaluate((element, pseudo) => getComputedStyle(element, pseudo).display, side);
  await expect.poll(() => sign('::before')).toBe('flex');
  await expect.poll(() => sign('::after')).toBe('none');
  await tabs.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => sign('::after')).toBe('flex');
  await expect.poll(() => sign('::before')).toBe('none');
  await tabs.getByRole('tab').nth(1).click({ button: 'middle' });
  await expect(tabs.getByRole('tab')).toHaveCount(8);
});

test('finding counts, steps and gives the keyboard back; replacing takes one, or all', async ({ page }) => {
  const search = page.getByRole('search', { name: 'Find and replace' });
  await test.step('finds, counts, steps and gives the keyboard back', async () => {
    await writeInEditor(page, 'one two one\nONE');
    await page.keyboard.press('ControlOrMeta+f');
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
  await test.step('replaces one, and all', async () => {
    await writeInEditor(page, 'led led led');
    await page.keyboard.press('ControlOrMeta+f');
    await search.getByLabel('Find', { exact: true }).fill('led');
    await search.getByLabel('Replace with').fill('lamp');
    await search.getByRole('button', { name: 'Next match' }).click();
    await search.getByRole('button', { name: 'Replace', exact: true }).click();
    await expect(search).toContainText('of 2');
    await search.getByRole('button', { name: 'Replace all' }).click();
    expect(await editorText(page)).toBe('lamp lamp lamp');
  });
});

test('an unchanged file closes at once, the last one leaves an invitation, and a changed one asks', async ({
  page,
  nibble,
}) => {
  await editorOf(page).focus();
  await page.keyboard.press('Alt+w');
  const area = page.getByRole('region', { name: 'Editor' });
  await expect(area).toContainText('No file is open');
  await area.getByRole('button', { name: 'New', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Editor: untitled.py' })).toBeFocused();

  await test.step('a changed file asks: stay, save', async () => {
    await writeInEditor(page, 'precious = True');
    const ask = page.getByRole('dialog', { name: 'Save untitled.py before closing?' });
    await page.keyboard.press('Alt+w');
    await expect(ask).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(ask).toBeHidden();
    await expect(editorOf(page)).toHaveText('precious = True');
    await page.keyboard.press('Alt+w');
    await ask.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Save as' })
      .getByRole('button', { name: 'Save', exact: true })
      .click();
    await expect(tabOf(page, 'untitled.py')).toHaveCount(0);
    expect(await readFile(join(nibble.workspace, 'untitled.py'), 'utf8')).toBe('precious = True');
  });
  await test.step('a changed file asks: throw away', async () => {
    await page.keyboard.press('Alt+n');
    await writeInEditor(page, 'rubbish');
    await page.keyboard.press('Alt+w');
    await page.getByRole('button', { name: "Don't save" }).click();
    await expect(area).toContainText('No file is open');
  });
});

test('F5 never reloads, and leaving the page with something unsaved asks first', async ({ page }) => {
  await test.step('F5 never reloads, whether or not something can be run', async () => {
    await page.evaluate(() => Object.assign(window, { sameLife: true }));
    await editorOf(page).focus();
    await page.keyboard.press('F5');
    await page.keyboard.press('F1');
    await expect(page.getByRole('searchbox', { name: 'Search the help' })).toBeFocused();
    await page.keyboard.press('F5');
    expect(await page.evaluate(() => 'sameLife' in window)).toBe(true);
  });
  await test.step('leaving with something unsaved asks first', async () => {
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
