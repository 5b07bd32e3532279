import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/nibble.ts';
import { editorOf, noticesOf, writeInEditor } from '../support/window-parts.ts';

const sections = ['Look', 'Editor', 'Plotter', 'Running', 'Files', 'This computer'];

async function openSettings(page: Page, section?: string): Promise<Locator> {
  await expect(editorOf(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  if (section !== undefined) await dialog.getByRole('tab', { name: section }).click();
  return dialog;
}

const settingsIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as Record<string, unknown>;

test('a change holds at once, in every window, and at the next start', async ({ page, context, nibble }) => {
  const other = await context.newPage();
  await other.goto(nibble.url);
  await writeInEditor(other, 'a = 1\n');
  const height = async () => (await editorOf(other).locator('.cm-line').first().boundingBox())!.height;
  const before = await height();

  await page.bringToFront(); // a window behind another one draws once a second
  const dialog = await openSettings(page);
  await dialog.getByRole('radio', { name: 'Dark' }).click();
  await dialog.getByRole('radio', { name: 'Atkinson Hyperlegible' }).click();
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(editorOf(other)).toHaveCSS('font-family', /Atkinson Hyperlegible Mono/);

  await dialog.getByRole('tab', { name: 'Editor' }).click();
  for (let press = 0; press < 4; press++) {
    await dialog.getByRole('button', { name: 'Larger text in the editor' }).click();
  }
  await expect(dialog).toContainText('20 px');
  await expect.poll(height).toBeGreaterThan(before * 1.3);
  await dialog.getByRole('switch', { name: 'Wrap long lines' }).click();
  await expect(editorOf(other)).toHaveClass(/cm-lineWrapping/);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await settingsIn(nibble.dataFolder)).toMatchObject({
    theme: 'dark',
    codeFont: 'atkinson-hyperlegible-mono',
    editorTextSize: 20,
    wordWrap: true,
  });
});

test('everything goes back when asked, and only then; the file can be changed by hand, and a mistake in it costs nothing', async ({
  page,
  nibble,
}) => {
  const dialog = await openSettings(page, 'Plotter');
  await test.step('everything goes back when asked, and only then', async () => {
    await dialog.getByRole('radio', { name: 'Lines' }).click();
    await dialog.getByRole('button', { name: 'More: Lines to see at once' }).click();
    await expect(dialog).toContainText('1,000 lines');
    await dialog.getByRole('tab', { name: 'This computer' }).click();
    const ask = page.getByRole('dialog', { name: 'Put all settings back?' });
    await dialog.getByRole('button', { name: 'Put all settings back' }).click();
    await ask.getByRole('button', { name: 'Keep my settings' }).click();
    await expect.poll(() => settingsIn(nibble.dataFolder)).toHaveProperty('plotter');
    await dialog.getByRole('button', { name: 'Put all settings back' }).click();
    await ask.getByRole('button', { name: 'Put them back' }).click();
    await dialog.getByRole('tab', { name: 'Plotter' }).click();
    await expect(dialog.getByRole('radio', { name: 'Time' })).toBeChecked();
    await expect.poll(() => settingsIn(nibble.dataFolder)).not.toHaveProperty('plotter');
  });
  await test.step('the file can be changed by hand, and a mistake in it costs nothing', async () => {
    await dialog.getByRole('tab', { name: 'This computer' }).click();
    const path = join(nibble.dataFolder, 'settings.json');
    const notices = noticesOf(page);
    await expect(dialog).toContainText(path);
    await page.keyboard.press('Escape');
    await writeFile(path, '{ "theme": "dark" }');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await writeFile(path, '{\n  "theme": "light"\n  "zoom": 2\n}');
    await expect(notices.getByText('The settings file has a mistake in line 3')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await writeFile(path, '{ "theme": "pale", "zoom": 1.5 }');
    await expect(
      notices.getByText('Not every setting in the settings file can be used: theme'),
    ).toBeVisible();
    await expect(page.locator('html')).toHaveCSS('font-size', '24px');
    await expect(notices.getByText('has a mistake in line 3')).toHaveCount(0);
    await writeFile(path, '{ "zoom": 1.5 }');
    await expect(notices.getByText('Not every setting')).toHaveCount(0);
  });
});

test.describe('an administrator', () => {
  const defaults = '{ "theme": "dark", "outputsOffOnStop": true, "zoom": "big", "locked": ["theme"] }';
  test.use({
    // eslint-disable-next-line no-empty-pattern -- Playwright wants one
    serve: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'nibble-defaults-'));
      const file = join(folder, 'nibble-defaults.json');
      await writeFile(file, defaults);
      await use({ environment: { NIBBLE_DEFAULTS: file } });
      await rm(folder, { recursive: true });
    },
  });

  test('says what everybody begins with, and what stays so', async ({ page }) => {
    await expect(noticesOf(page).getByText('for everybody on this computer can be used: zoom')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    const dialog = await openSettings(page);
    await expect(dialog.getByRole('radio', { name: 'Light' })).toBeDisabled();
    await expect(dialog).toContainText('This is set for everybody on this computer.');
    await dialog.getByRole('tab', { name: 'Running' }).click();
    const outputsOff = dialog.getByRole('switch', { name: 'Turn everything off at Stop' });
    await expect(outputsOff).toBeChecked();
    await outputsOff.click();
    await expect(outputsOff).not.toBeChecked();
  });
});

test('axe finds nothing in any section, and at 200 % nothing is out of reach', async ({ page }) => {
  const dialog = await openSettings(page);
  for (const section of sections) {
    await dialog.getByRole('tab', { name: section }).click();
    await expectNoFindings(page, '[role=dialog]');
  }
  await dialog.getByRole('tab', { name: sections[0] }).click();
  for (let press = 0; press < 5; press++) await dialog.getByRole('button', { name: 'Larger' }).click();
  for (const section of sections) {
    await dialog.getByRole('tab', { name: section }).click();
    for (const control of await dialog.locator('button, [role=switch]').all()) {
      await control.scrollIntoViewIfNeeded();
      const { x, width } = (await control.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(1280);
    }
  }
});
