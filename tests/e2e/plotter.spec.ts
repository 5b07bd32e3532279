import { listen } from '../support/announcements.ts';
import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/nibble.ts';
import {
  chartOf,
  chooseInMenu,
  coloursIn,
  contentOf,
  legendOf,
  openPlotter,
  plotterOf,
  runProgram,
} from '../support/plotter-parts.ts';
import { typeLines, waitForPrompt } from '../support/shell-parts.ts';

const counting = `import time
count = 0
while True:
    print("count:", count, "half:", count / 2, "V")
    count += 1
    time.sleep(0.01)
`;
const measuring = `for t in [20, 21, None, 23]:
    print("Temperature:", t, "C" if t else "", "light:", 100 - t if t else "nan")
print("Nibble v1.2.3 at 12:30:05")
`;
/** The first two colours of lines in the light theme, four bits a channel. */
const blue = '3 7 14';
const orange = '14 5 1';

test.beforeEach(async ({ page }) => {
  await waitForPrompt(page);
});

test('numbers that a program prints become lines', async ({ page }) => {
  const plotter = plotterOf(page);
  await openPlotter(page);
  await expect(plotter.getByText('Nothing to plot yet')).toBeVisible();
  await plotter.getByRole('button', { name: 'What does it read?' }).click();
  await expect(page.getByRole('dialog', { name: 'What the plotter reads' })).toContainText('192.168.0.1');
  await page.keyboard.press('Escape');

  const heard = await listen(page);
  await runProgram(page, measuring, true);
  await expect.poll(() => legendOf(page)).toEqual(['Temperature 23 C', 'light 77']);
  await expect.poll(heard).toContainEqual(expect.stringContaining('light: last 77, minimum 77, maximum 80.'));
  await expect(chartOf(page)).toHaveAccessibleName('Chart of Temperature, light');
  const shown = async (colour: string) =>
    (await coloursIn(page, await chartOf(page).screenshot())).get(colour) ?? 0;
  await expect.poll(() => shown(blue)).toBeGreaterThan(20);
  expect(await shown(orange)).toBeGreaterThan(20);

  const light = plotter.getByRole('button', { name: /^light/ });
  await light.click();
  await expect(light).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => shown(orange)).toBe(0);
  expect(await shown(blue)).toBeGreaterThan(20);
  await light.click();
  await expect.poll(() => shown(orange)).toBeGreaterThan(20);

  await plotter.getByRole('button', { name: 'Minimum, maximum and mean' }).click();
  await expect(plotter.getByRole('row', { name: /^Temperature/ })).toHaveText(
    /Temperature\s*23 C\s*20\s*23\s*21\.33/,
  );

  await runProgram(page, 'print(1, 2)\n', true);
  await expect(plotter.getByRole('row')).toHaveText([/Series/, /Value 1\s*1/, /Value 2\s*2/]);
  await plotter.getByRole('button', { name: 'Clear the plot' }).click();
  await expect(plotter.getByText('Nothing to plot yet')).toBeVisible();
});

test('it reads along while everything is folded, and says quietly that there is something', async ({
  page,
}) => {
  const plotter = plotterOf(page);
  await page.getByRole('button', { name: 'Hide Shell' }).click();
  await runProgram(page, 'for i in range(300):\n    print(i)\nprint("light", 5)\n', true);
  const sign = plotter.getByRole('button', { name: 'There are numbers to plot' });
  await expect(sign).toBeVisible();
  await expect(plotter.getByRole('list')).toBeHidden();
  await sign.click();
  await expect.poll(() => legendOf(page)).toEqual(['Value 299', 'light 5']);
});

test('it can be held while the program runs on, and nothing is lost', async ({ page }) => {
  const plotter = plotterOf(page);
  await openPlotter(page);
  await runProgram(page, counting, false);
  await plotter.getByRole('button', { name: 'Pause the plot' }).click();
  await expect(plotter.getByText(/^Paused, \d+ lines since$/)).toBeVisible();
  await expect(plotter.getByText(/^Paused, [3-9]\d lines since$/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+.');
  await waitForPrompt(page);
  await plotter.getByRole('button', { name: 'Follow the program' }).first().click();
  await expect(plotter.getByText(/^Paused/)).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await chooseInMenu(page, 'More for the plot', 'Numbers as a table (CSV)');
  const table = (await contentOf(await saved)).toString('utf8');
  const counts = table
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => Number(line.split(',')[2]));
  expect(counts.length).toBeGreaterThan(30);
  expect(counts).toEqual(counts.map((_, index) => index));
});

test('it is saved as a table and as a picture', async ({ page }) => {
  await openPlotter(page);
  await runProgram(page, `${measuring}print('=1+1: 5 °C')\n`, true);
  await expect.poll(() => legendOf(page)).toHaveLength(2);
  await typeLines(page, 'print("a b", 7)');
  await expect.poll(() => legendOf(page)).toHaveLength(3);
  const table = page.waitForEvent('download');
  await chooseInMenu(page, 'More for the plot', 'Numbers as a table (CSV)');
  expect((await table).suggestedFilename()).toMatch(/^plot \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.csv$/);
  const lines = (await contentOf(await table)).toString('utf8').split('\r\n');
  expect(lines[0]).toBe('\ufefftime (s),line,Temperature (C),light,a b');
  expect(lines.slice(1, 5).map((line) => line.replace(/^[\d.]+,/, ''))).toEqual([
    '1,20,80,',
    '2,21,79,',
    '3,,,',
    '4,23,77,',
  ]);
  expect(lines[5]).toMatch(/^\d+(\.\d+)?,5,,,7$/);

  const picture = page.waitForEvent('download');
  await chooseInMenu(page, 'More for the plot', 'Picture (PNG)');
  expect((await picture).suggestedFilename()).toMatch(/\.png$/);
  const colours = await coloursIn(page, await contentOf(await picture));
  expect(colours.get(blue)).toBeGreaterThan(20);
  expect(colours.get(orange)).toBeGreaterThan(20);
});

test('the keyboard reads values, zooms and comes back', async ({ page }) => {
  const plotter = plotterOf(page);
  await openPlotter(page);
  await runProgram(page, 'for i in range(100):\n    print("i:", i)\n', true);
  await chooseInMenu(page, 'How the plot looks', 'Lines');
  await expect.poll(() => legendOf(page)).toEqual(['i 99']);
  const heard = await listen(page);
  await chartOf(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(heard).toContain('polite: line 100: i 99');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(heard).toContain('polite: line 98: i 97');
  await expect(plotter.getByText('Paused', { exact: true })).toBeVisible();
  for (let count = 0; count < 8; count++) await page.keyboard.press('+');
  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  await expect(plotter.getByText('Paused')).toHaveCount(0);
  await page.keyboard.press(' ');
  await expect(plotter.getByText('Paused', { exact: true })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(chartOf(page)).not.toBeFocused();
});

test('window, axis and scale are chosen, and the first two are remembered', async ({ page }) => {
  const plotter = plotterOf(page);
  await openPlotter(page);
  await runProgram(page, 'for i in range(100):\n    print("i:", i)\n', true);
  await chooseInMenu(page, 'How the plot looks', '1 minute');
  await chooseInMenu(page, 'How the plot looks', 'Fixed…');
  const dialog = page.getByRole('dialog', { name: 'Scale of the plot' });
  await dialog.getByLabel('Highest').fill('much');
  await dialog.getByRole('button', { name: 'Set' }).click();
  await expect(dialog.getByText('This is not a number.')).toBeVisible();
  await dialog.getByLabel('Highest').fill('200');
  await dialog.getByLabel('Lowest').fill('-50');
  await dialog.getByRole('button', { name: 'Set' }).click();
  await plotter.getByRole('button', { name: 'How the plot looks' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Fixed, −50 to 200' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await page.keyboard.press('Escape');
  await page.reload();
  await waitForPrompt(page);
  await runProgram(page, 'for i in range(100):\n    print("i:", i)\n', true);
  await plotter.getByRole('button', { name: 'How the plot looks' }).click();
  await expect(page.getByRole('menuitemradio', { name: '1 minute' })).toHaveAttribute('aria-checked', 'true');
});

test('the last run stays where that is wanted', async ({ page }) => {
  await openPlotter(page);
  await runProgram(page, 'print("a:", 1)\n', true);
  await expect.poll(() => legendOf(page)).toEqual(['a 1']);
  await runProgram(page, 'x = 1\n', true);
  await expect.poll(() => legendOf(page)).toEqual(['a 1']);
  await chooseInMenu(page, 'More for the plot', 'Goes on after the last');
  await runProgram(page, 'print("b:", 2)\n', true);
  await expect.poll(() => legendOf(page)).toEqual(['a 1', 'b 2']);
});

test('a line of ten million characters, terminal sequences and bytes that are no text do no harm', async ({
  page,
}) => {
  test.slow(); // ten million characters are drawn in the shell, too
  await openPlotter(page);
  const program = `import sys
print("a:", 1)
for i in range(10000):
    print("1" * 1000, end="")
print()
print("\\x1b[31ma:\\x1b[0m", 2)
print("\\x1b]0;b: 9\\x07")
sys.stdout.buffer.write(b"a: \\xff\\xfe 8\\n")
print("a:", 3)
`;
  await runProgram(page, program, false);
  await expect.poll(() => legendOf(page), { timeout: 60_000 }).toEqual(['a 3']);
  await waitForPrompt(page);
  const saved = page.waitForEvent('download');
  await chooseInMenu(page, 'More for the plot', 'Numbers as a table (CSV)');
  const lines = (await contentOf(await saved)).toString('utf8').trim().split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',').slice(1).join(','))).toEqual(['1,1', '2,2', '3,3']);
});

test('axe finds nothing in the plotter', async ({ page }) => {
  const plotter = plotterOf(page);
  const section = 'section[aria-label="Plotter"]';
  await openPlotter(page);
  await expectNoFindings(page, section);
  await runProgram(page, 'for i in range(50):\n    print(*range(20))\n', true);
  await expect.poll(() => legendOf(page)).toHaveLength(20);
  await expectNoFindings(page, section);
  await plotter.getByRole('button', { name: 'Minimum, maximum and mean' }).click();
  await plotter.getByRole('button', { name: 'Pause the plot' }).click();
  await chartOf(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expectNoFindings(page, section);
  await plotter.getByRole('button', { name: 'How the plot looks' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectNoFindings(page, section);
  await page.getByRole('menuitemradio', { name: 'Fixed…' }).click();
  await expectNoFindings(page, '[role=dialog]');
});
