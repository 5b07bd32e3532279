import { listen } from '../support/announcements.ts';
import { expect, test } from '../support/nibble.ts';
import { noticesOf, saveAs, writeInEditor } from '../support/window-parts.ts';
import { shellOutput, waitForPrompt } from '../support/shell-parts.ts';

test.beforeEach(({ page }) => waitForPrompt(page));

test('screen readers hear a program run and stop; one that ends at once, or by an error, is told of once', async ({
  page,
}) => {
  const heard = await listen(page);
  await test.step('a program runs and is stopped', async () => {
    await page.keyboard.press('F5');
    await expect.poll(heard).toContain('polite: A program is running.');
    await page.keyboard.press('Control+F2');
    await expect.poll(heard).toContain('polite: blink.py was stopped.');
    await expect(page.getByRole('button', { name: /^Board:/ })).toHaveAccessibleName(/Ready/);
  });
  await test.step('one that ends at once, or by an error, is told of once', async () => {
    const running = 'polite: A program is running.';
    await writeInEditor(page, 'print(1)');
    // A busy machine may take so long that the program is heard running first.
    const ends = async () =>
      (await heard()).filter((sentence) => sentence !== running && !sentence.includes('stopped'));
    await page.keyboard.press('F5');
    await expect.poll(ends).toContain('polite: blink.py has finished.');
    await writeInEditor(page, 'print(nobody)');
    await page.keyboard.press('F5');
    const failed = "assertive: blink.py ended with an error. NameError: name 'nobody' isn't defined";
    await expect.poll(ends).toContain(failed);
    expect((await ends()).filter((sentence) => sentence.includes('blink'))).toHaveLength(2);
  });
});

test('what is typed in the shell is not told of, what is saved and what is noticed is', async ({ page }) => {
  await writeInEditor(page, 'x = 1');
  const heard = await listen(page);
  await page.getByRole('textbox', { name: 'Shell input' }).focus();
  await page.keyboard.type('1 + 1\n');
  await expect(shellOutput(page)).toContainText('\n2');
  await saveAs(page, 'lamp.py');
  await expect.poll(heard).toContain('polite: Nothing is left to save in lamp.py.');
  expect((await heard()).filter((sentence) => sentence.includes('program is running'))).toEqual([]);
  await page.getByRole('button', { name: /^Keep/ }).click();
  await expect.poll(heard).toContainEqual(expect.stringContaining('polite: lamp.py is on the Pico now.'));
});

test('notices take a strip of their own, and Escape puts them away', async ({ page }) => {
  await page.getByRole('button', { name: /^Keep/ }).click();
  const notices = noticesOf(page);
  const strip = (await notices.boundingBox())!;
  const shell = (await page.getByRole('region', { name: 'Shell' }).boundingBox())!;
  const editor = (await page.locator('.cm-editor').boundingBox())!;
  expect(editor.y + editor.height).toBeLessThanOrEqual(strip.y + 1);
  expect(strip.y + strip.height).toBeLessThanOrEqual(shell.y + 1);
  await notices.getByRole('button', { name: 'Dismiss' }).focus();
  await page.keyboard.press('Escape');
  await expect(notices).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: /^Editor: / })).toBeFocused();
});
