import { expect, test } from '../support/nibble.ts';
import { editorOf, writeInEditor } from '../support/window-parts.ts';

test('the whole file is printed, black on white, with numbers, name and date', async ({ page }) => {
  const lines = Array.from({ length: 400 }, (_, index) => `line_${index + 1} = ${index}`);
  lines[9] = `long = "${'word '.repeat(100)}"`;
  await writeInEditor(page, lines.join('\n'));
  // Chromium without a head has no printer: the sheet stays until something says that it was printed.
  await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { asked: true }) }));
  await page.keyboard.press('ControlOrMeta+p');
  expect(await page.evaluate(() => 'asked' in window)).toBe(true);
  const sheet = page.locator('.print-sheet');
  await expect(sheet).toBeHidden();

  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toBeVisible();
  await expect(editorOf(page)).toBeHidden();
  await expect(sheet.getByRole('heading')).toHaveText('blink.py');
  await expect(sheet).toContainText(String(new Date().getFullYear()));
  await expect(sheet).toContainText('Name:');
  await expect(sheet.getByRole('listitem')).toHaveCount(400);
  await expect(sheet.getByRole('listitem').last()).toHaveText('400line_400 = 399');
  expect(await sheet.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');
  const wide = await sheet.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(wide, 'long lines go on in the next').toBe(false);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(5);

  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(sheet).toHaveCount(0);
  await expect(editorOf(page)).toBeVisible();
});
