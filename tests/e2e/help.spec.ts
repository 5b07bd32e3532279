import type { Page } from '@playwright/test';
import { commandList } from '../../resources/commands.ts';
import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/nibble.ts';
import { clipboardText, waitForPrompt } from '../support/shell-parts.ts';
import { editorOf } from '../support/window-parts.ts';

const help = (page: Page) => page.getByRole('region', { name: 'Help', exact: true });
const search = (page: Page) => help(page).getByRole('searchbox', { name: 'Search the help' });
const topic = (page: Page, name: string) => help(page).getByRole('button', { name, exact: true });
const heading = (page: Page) => help(page).getByRole('article').getByRole('heading', { level: 3 });

test('F1 goes to its search from anywhere; what is found is read by keyboard, and left again', async ({
  page,
}) => {
  await editorOf(page).focus();
  await page.keyboard.press('F1');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('duty');
  await expect(help(page).getByText('1 topic found')).toBeAttached();
  await page.keyboard.press('Tab');
  await expect(topic(page, 'PWM')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('PWM');
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(topic(page, 'PWM')).toBeFocused();
  await page.keyboard.press('F1');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('xyzzy');
  await expect(help(page)).toContainText('Nothing found for “xyzzy”');
  await page.keyboard.press('Escape');
  await expect(search(page)).toHaveValue('');
  await expect(topic(page, 'Which Pico to buy')).toBeVisible();
});

test('every topic can be read, and leads on; pages on the web are asked of the host, never of the page itself', async ({
  page,
}) => {
  test.slow();
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1')) elsewhere.push(request.url());
  });

  await test.step('every topic can be read, and leads on', async () => {
    await page.keyboard.press('F1');
    await expect(topic(page, 'UF2')).toBeVisible();
    const names = await help(page).locator('[data-topic]').allInnerTexts();
    expect(names.length).toBeGreaterThan(25);
    for (const name of names) {
      await topic(page, name).click();
      await expect(heading(page)).toHaveText(name);
      const text = await help(page).getByRole('article').innerText();
      expect(text, name).not.toMatch(/\{\{|\bhelp:|\*\*|`/);
      await help(page).getByRole('button', { name: 'All topics' }).click();
    }
    await topic(page, 'Get a real Pico going').click();
    await topic(page, 'UF2').click();
    await expect(heading(page)).toHaveText('UF2');
  });
  await test.step('pages on the web are asked of the host', async () => {
    await help(page).getByRole('button', { name: 'All topics' }).click();
    await topic(page, 'Get a real Pico going').click();
    await expect(help(page).getByRole('link')).toHaveCount(0);
    await expect(help(page).getByRole('button', { name: /^MicroPython for the Pico W/ })).toBeVisible();
    expect(elsewhere).toEqual([]);
  });
});

test('tells the keys of the commands, what the plotter reads, which mistakes are explained, and copies the report', async ({
  page,
}) => {
  await test.step('the keys are those of the commands', async () => {
    await page.keyboard.press('F1');
    await topic(page, 'Keys').click();
    const shown = await help(page).getByRole('article').locator('kbd').allInnerTexts();
    const inBrowser = Object.values(commandList).flatMap(({ keys = [], browserKeys }) => browserKeys ?? keys);
    expect(shown.length).toBeGreaterThanOrEqual(inBrowser.length);
    expect(shown).toEqual(
      expect.arrayContaining(['F5', 'Ctrl+S', 'Alt+N', 'Ctrl+.', 'F1', 'Escape, then Tab']),
    );
  });
  await test.step('what the plotter reads, and which mistakes are explained', async () => {
    await search(page).fill('plotter reads');
    await topic(page, 'What the plotter reads').click();
    await expect(help(page).getByRole('article')).toContainText('light: 3 heat: 4');
    await search(page).fill('syntaxerror');
    await topic(page, 'Errors in plain words').click();
    await expect(help(page).getByRole('article')).toContainText('A colon is missing');
  });
  await test.step('the report is copied from there', async () => {
    await search(page).fill('report');
    await topic(page, 'Report a problem').click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await help(page).getByRole('button', { name: 'Copy the report' }).click();
    await expect(help(page).getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await clipboardText(page)).toContain('Nibble');
  });
});

test('axe finds nothing in the list, a search and long topics', async ({ page }) => {
  await waitForPrompt(page);
  await page.keyboard.press('F1');
  await expectNoFindings(page, 'main');
  for (const name of ['Keys', 'What the plotter reads', 'Errors in plain words', 'Get a real Pico going']) {
    await topic(page, name).click();
    await expect(heading(page)).toHaveText(name);
    await expectNoFindings(page, '[aria-label=Help]');
    await page.keyboard.press('Escape');
  }
  await search(page).fill('pin');
  await expectNoFindings(page, '[aria-label=Help]');
});
