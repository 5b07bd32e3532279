import { expect, test } from '../support/nibble.ts';
import { editorOf } from '../support/window-parts.ts';
import type { Locator, Page } from '@playwright/test';

async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+Shift+p');
  const field = page.getByRole('combobox', { name: 'What do you want to do?' });
  await expect(field).toBeFocused();
  return field;
}

/** The command that Enter would give, as a screen reader finds it. */
async function chosenIn(page: Page, field: Locator): Promise<string> {
  const id = await field.getAttribute('aria-activedescendant');
  return page.locator(`[id="${id}"] .label`).innerText();
}

test('finds a command by some of its letters, gives it, and gives the keyboard back; arrows go around', async ({
  page,
}) => {
  await editorOf(page).focus();
  const field = await openPalette(page);
  await test.step('arrows go around the list, Escape leaves without doing anything', async () => {
    const labels = await page.getByRole('option').locator('.label').allInnerTexts();
    expect(await chosenIn(page, field)).toBe(labels[0]);
    await page.keyboard.press('ArrowDown');
    expect(await chosenIn(page, field)).toBe(labels[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await chosenIn(page, field)).toBe(labels.at(-1));
    await page.keyboard.type('no command is called like this');
    await expect(page.getByRole('option')).toHaveCount(0);
    await expect(page.getByRole('dialog').getByRole('status')).toHaveText('No command is called that.');
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(editorOf(page)).toBeFocused();
  });
  await test.step('some letters find a command; it is given, and the keyboard given back', async () => {
    await openPalette(page);
    await page.keyboard.type('panls bck');
    expect(await chosenIn(page, field)).toBe('Put all panels back');
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
    await expect(editorOf(page)).toBeFocused();

    await openPalette(page);
    await page.keyboard.type('find');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('search').getByRole('textbox').first()).toBeFocused();
  });
});

test('what cannot be given now is shown so, as in the toolbar, and stays without effect', async ({
  page,
}) => {
  await test.step('it is shown so, and stays without effect', async () => {
    await page.getByRole('button', { name: 'All commands' }).click();
    await page.keyboard.type('stop');
    const stop = page.getByRole('option', { name: /^Stop Program/ });
    await expect(stop).toHaveAttribute('aria-disabled', 'true');
    await stop.click({ force: true });
    await expect(stop).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(stop).toBeHidden();
  });
  await test.step('each button of the toolbar is as available as its command', async () => {
    const states = new Map<string, boolean>();
    for (const button of await page.locator('header.toolbar').getByRole('button').all()) {
      states.set((await button.innerText()).trim(), (await button.getAttribute('aria-disabled')) === null);
    }
    await openPalette(page);
    for (const option of await page.getByRole('option').all()) {
      const label = await option.locator('.label').innerText();
      if (!states.has(label)) continue;
      const available = (await option.getAttribute('aria-disabled')) === null;
      expect({ label, available }).toEqual({ label, available: states.get(label) });
    }
    expect(states.get('Run')).toBe(true);
    expect(states.get('Stop')).toBe(false);
  });
});
