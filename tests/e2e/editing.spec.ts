import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, writeInEditor } from '../support/window-parts.ts';

test('typed Python is indented and its brackets closed without getting in the way, and pasted Python fits', async ({
  page,
  context,
}) => {
  await test.step('typing indents, steps back and closes brackets and quotes', async () => {
    await writeInEditor(page, '');
    await page.keyboard.type('def f(x):\nif x == "a":\nreturn 1\nelse:\nprint("b")\n');
    expect(await editorText(page)).toBe(
      'def f(x):\n    if x == "a":\n        return 1\n    else:\n        print("b")\n        ',
    );
  });
  await test.step('nothing is closed before a word', async () => {
    // Before a word nothing is closed: somebody puts a bracket around what is there.
    await writeInEditor(page, 'x = y');
    await page.keyboard.press('Home');
    await page.keyboard.type('(');
    expect(await editorText(page)).toBe('(x = y');
  });
  await test.step('a pasted block fits where it is put', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await writeInEditor(page, '');
    await page.keyboard.type('def f():\n');
    await page.evaluate(() => navigator.clipboard.writeText('if x:\n    a()\nb()'));
    await page.keyboard.press('ControlOrMeta+v');
    await expect.poll(() => editorText(page)).toBe('def f():\n    if x:\n        a()\n    b()');
  });
});

test('lines are commented, moved, duplicated, and several cursors type at once', async ({ page }) => {
  await writeInEditor(page, 'a = 1\nb = 2\nb = b');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+/');
  expect(await editorText(page)).toBe('# a = 1\nb = 2\nb = b');
  await page.keyboard.press('ControlOrMeta+/');
  await page.keyboard.press('Alt+ArrowDown');
  expect(await editorText(page)).toBe('b = 2\na = 1\nb = b');
  await page.keyboard.press('Shift+Alt+ArrowDown');
  expect(await editorText(page)).toBe('b = 2\na = 1\na = 1\nb = b');
  await page.keyboard.press('ControlOrMeta+Alt+ArrowUp');
  await page.keyboard.press('Home');
  await page.keyboard.type('x');
  expect(await editorText(page)).toBe('b = 2\nxa = 1\nxa = 1\nb = b');

  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+d');
  await page.keyboard.press('ControlOrMeta+d');
  await page.keyboard.press('ControlOrMeta+d');
  await page.keyboard.type('led');
  expect(await editorText(page)).toBe('led = 2\nxa = 1\nxa = 1\nled = led');
});

test('mixed tabs and spaces are marked, and mended by one click that one undo takes back', async ({
  page,
}) => {
  const mixed = 'while True:\n    a = 1\n\tb = 2\n    c = 3';
  await writeInEditor(page, mixed);
  const strip = page.getByRole('note').filter({ hasText: '1 line mixes up tabs and spaces' });
  await expect(strip).toBeVisible();
  await expect(editorOf(page).locator('.cm-oddIndentation')).toHaveCount(1);
  await strip.getByRole('button', { name: 'Use spaces everywhere' }).click();
  expect(await editorText(page)).toBe('while True:\n    a = 1\n    b = 2\n    c = 3');
  await expect(strip).toBeHidden();
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await editorText(page)).toBe(mixed);
  await expect(strip).toBeVisible();
});

test('a line is gone to by its number, long ones wrap when asked to, and the wheel makes the text larger', async ({
  page,
}) => {
  const line = editorOf(page).locator('.cm-line').first();
  await test.step('go to line asks for a number that the file has', async () => {
    await writeInEditor(page, Array.from({ length: 300 }, (_, index) => `    x${index + 1}`).join('\n'));
    await page.keyboard.press('Control+g');
    const panel = page.getByRole('form', { name: 'Go to line' });
    await expect(panel.getByLabel('Line')).toBeFocused();
    await page.keyboard.type('400');
    await expect(panel).toContainText('This file has lines 1 to 300');
    await page.keyboard.press('Enter');
    await panel.getByLabel('Line').fill('120');
    await page.keyboard.press('Enter');
    await expect(panel).toBeHidden();
    await expect(page.getByRole('status')).toContainText('Line 120, column 5');
    await page.keyboard.press('Control+g');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(editorOf(page)).toBeFocused();
  });
  await test.step('long lines wrap when asked to', async () => {
    await writeInEditor(page, `x = "${'long '.repeat(200)}"`);
    const height = async () => (await line.boundingBox())!.height;
    const before = await height();
    await page.keyboard.press('Alt+z');
    await expect.poll(height).toBeGreaterThan(3 * before);
    await page.keyboard.press('Alt+z');
    await expect.poll(height).toBe(before);
  });
  await test.step('Control with the wheel makes the text larger', async () => {
    await line.hover({ position: { x: 20, y: 5 } });
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await expect.poll(() => line.evaluate((element) => getComputedStyle(element).fontSize)).toBe('15px');
  });
});
