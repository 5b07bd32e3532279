import type { Page } from '@playwright/test';
import { expectNoFindings } from '../support/axe.ts';
import { cardOf, expectDone, stepRow, stepTitles } from '../support/first-steps-parts.ts';
import { expect, test } from '../support/nibble.ts';
import { beginLine, shellInput, shellOutput, waitForPrompt } from '../support/shell-parts.ts';
import { drawnLed, simulatorOf } from '../support/simulator-parts.ts';
import { editorOf, editorText } from '../support/window-parts.ts';

test.use({ serve: { firstSteps: true } });

const bootsel = (page: Page) => simulatorOf(page).getByRole('button', { name: 'BOOTSEL button' });
const board = (page: Page) => page.getByRole('button', { name: /^Board:/ });
const ready = (page: Page) => expect(board(page)).toHaveAccessibleName(/Ready/);

/** Goes from one control to the next, as somebody without a mouse does, until the keyboard is where it should be. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    const focused = page.locator(':focus');
    if ((await focused.count()) > 0) {
      const label = await focused.evaluate(
        (element) => element.getAttribute('aria-label') ?? element.textContent,
      );
      if (name.test(label.trim())) return;
      // Tab means something in the editor; its name for screen readers says how to leave.
      if (label.startsWith('Editor: ')) await page.keyboard.press('Escape');
    }
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard did not reach ${name}`);
}

/** Leaves the editor, as its name for screen readers tells. */
async function leaveEditor(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editorOf(page)).not.toBeFocused();
}

/** Presses BOOTSEL by key for as long as it takes. */
async function holdBootsel(page: Page, until: () => Promise<void>): Promise<void> {
  await page.keyboard.down('Space');
  await until();
  await page.keyboard.up('Space');
}

test('the whole first ten minutes by keyboard alone', async ({ page }) => {
  test.setTimeout(120_000);
  await waitForPrompt(page);
  await expect(cardOf(page)).toContainText('0 of 7 done');

  // Make the LED blink.
  await page.keyboard.press('F5');
  await expectDone(page, 'Make the LED blink');
  await expect(cardOf(page)).toContainText('1 of 7 done');

  // Make it faster: "Show me" leads to Stop, and then to the number.
  await tabTo(page, /^Show me$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('banner').getByRole('button', { name: 'Stop' })).toBeFocused();
  await page.keyboard.press('Enter');
  await ready(page);
  await tabTo(page, /^Show me$/);
  await page.keyboard.press('Enter');
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.type('0.1');
  expect(await editorText(page)).toContain('sleep(0.1)');
  await page.keyboard.press('F5');
  await expectDone(page, 'Make it faster');

  // Break it and mend it.
  await page.keyboard.press('Control+.');
  await ready(page);
  await leaveEditor(page);
  await tabTo(page, /^Show me$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await page.keyboard.press('F5');
  await expect(shellOutput(page)).toContainText('SyntaxError');
  await expect(cardOf(page)).toContainText('Python found your mistake.');
  await expect(page.getByText('missing').first()).toBeVisible();
  await tabTo(page, /^Editor: blink.py$/);
  await page.keyboard.type(':');
  await page.keyboard.press('F5');
  await expectDone(page, 'Break it and mend it');

  // Press a button.
  await page.keyboard.press('Control+.');
  await ready(page);
  await leaveEditor(page);
  await tabTo(page, /^Open Press me$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Editor: press_me.py' })).toBeFocused();
  await page.keyboard.press('F5');
  await expect(shellOutput(page)).toContainText('Press BOOTSEL on the Pico.');
  await leaveEditor(page);
  await tabTo(page, /^Show me$/);
  await page.keyboard.press('Enter');
  await expect(bootsel(page)).toBeFocused();
  await holdBootsel(page, () => expect(drawnLed(page)).toHaveAccessibleName('LED on'));
  await expectDone(page, 'Press a button');
  await expect(shellOutput(page)).toContainText('presses: 1');
  // One that is stopped before it has seen the button go up leaves the LED on.
  await expect(drawnLed(page)).toHaveAccessibleName('LED off');

  // Talk to the Pico.
  await page.keyboard.press('Control+.');
  await waitForPrompt(page);
  await tabTo(page, /^Shell input$/, 'Shift+Tab');
  await beginLine(page, 'led.on()');
  await expect(drawnLed(page)).toHaveAccessibleName('LED on');
  await expectDone(page, 'Talk to the Pico');

  // Have a Pico? Not yet: the reaction game, to its end.
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, /^Open the game$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Editor: reaction_game.py' })).toBeFocused();
  await page.keyboard.press('F5');
  await expect(shellOutput(page)).toContainText('Wait for the light');
  await expect(drawnLed(page)).toHaveAccessibleName('LED off');
  await leaveEditor(page);
  await tabTo(page, /^Show me$/);
  await page.keyboard.press('Enter');
  await expect(bootsel(page)).toBeFocused();
  for (let turn = 0; turn < 3; turn++) {
    await expect(drawnLed(page)).toHaveAccessibleName('LED on', { timeout: 10_000 });
    await holdBootsel(page, () => expect(drawnLed(page)).toHaveAccessibleName('LED off'));
  }
  await expectDone(page, 'Have a Pico?');

  // Keep it on the Pico, and take its power away.
  await tabTo(page, /^Open Blink$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Editor: blink/ })).toBeFocused();
  await leaveEditor(page);
  await tabTo(page, /^Keep on the Pico$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, /^Unplug and plug in again$/);
  await page.keyboard.press('Enter');
  await expectDone(page, 'Keep it on the Pico');
  await expect(shellOutput(page)).toContainText('Unplugged, and plugged in again');
  await expect(cardOf(page)).toContainText('7 of 7 done');
  await expect(cardOf(page).getByRole('heading', { name: 'That was all!' })).toBeVisible();
});

test('the same by mouse, looked at in between', async ({ page }) => {
  test.setTimeout(120_000);
  const run = page.getByRole('banner').getByRole('button', { name: 'Run' });
  const stop = page.getByRole('banner').getByRole('button', { name: 'Stop' });
  const inCard = (name: string) => cardOf(page).getByRole('button', { name, exact: true });
  await waitForPrompt(page);
  await run.click();
  await expectDone(page, 'Make the LED blink');
  await stop.click();
  await ready(page);
  await inCard('Show me').click();
  await page.keyboard.insertText('0.1');
  await run.click();
  await expectDone(page, 'Make it faster');
  await stop.click();
  await ready(page);
  await inCard('Show me').click();
  await page.keyboard.press('Delete');
  await run.click();
  await expect(cardOf(page)).toContainText('Python found your mistake.');
  await editorOf(page).locator('.cm-line', { hasText: 'while True' }).click();
  await page.keyboard.press('End');
  await page.keyboard.insertText(':');
  await run.click();
  await expectDone(page, 'Break it and mend it');
  await stop.click();
  await ready(page);
  await inCard('Open Press me').click();
  await expect(page.getByRole('textbox', { name: 'Editor: press_me.py' })).toBeFocused();
  await run.click();
  await expect(shellOutput(page)).toContainText('Press BOOTSEL on the Pico.');
  await bootsel(page).hover();
  await page.mouse.down();
  await expect(drawnLed(page)).toHaveAccessibleName('LED on');
  await page.mouse.up();
  await expectDone(page, 'Press a button');
  await expect(drawnLed(page)).toHaveAccessibleName('LED off');
  await stop.click();
  await waitForPrompt(page);
  await inCard('Show me').click();
  await expect(shellInput(page)).toBeFocused();
  await beginLine(page, 'led.on()');
  await expectDone(page, 'Talk to the Pico');
  await inCard('Open the game').click();
  await expect(page.getByRole('textbox', { name: 'Editor: reaction_game.py' })).toBeFocused();
  await run.click();
  await expect(shellOutput(page)).toContainText('Wait for the light');
  await expect(drawnLed(page)).toHaveAccessibleName('LED off');
  for (let turn = 0; turn < 3; turn++) {
    await expect(drawnLed(page)).toHaveAccessibleName('LED on', { timeout: 10_000 });
    await bootsel(page).hover();
    await page.mouse.down();
    await expect(drawnLed(page)).toHaveAccessibleName('LED off');
    await page.mouse.up();
  }
  await expectDone(page, 'Have a Pico?');
  await inCard('Open Blink').click();
  await expect(page.getByRole('textbox', { name: /^Editor: blink/ })).toBeFocused();
  await page.getByRole('button', { name: 'Keep on the Pico' }).first().click();
  await inCard('Unplug and plug in again').click();
  await expectDone(page, 'Keep it on the Pico');
});

test('a step counts by what happens, in any order, and never by being looked at', async ({ page }) => {
  await waitForPrompt(page);
  await stepRow(page, 'Talk to the Pico').click();
  await expect(stepRow(page, 'Talk to the Pico')).toHaveAttribute('aria-expanded', 'true');
  await expect(stepRow(page, 'Make the LED blink')).toHaveAttribute('aria-expanded', 'false');
  await expect(cardOf(page)).toContainText('0 of 7 done');
  await beginLine(page, 'from machine import Pin; Pin("LED", Pin.OUT).on()');
  await expectDone(page, 'Talk to the Pico');
  await expect(stepRow(page, 'Make the LED blink')).toHaveAttribute('aria-expanded', 'true');
  await expect(stepRow(page, 'Make the LED blink')).toHaveAttribute('aria-current', 'step');
  await expect(page.getByText('Done: Talk to the Pico. Next: Make the LED blink.')).toBeAttached();
});

test('is closed, stays closed, and comes back as it was left', async ({ page }) => {
  await waitForPrompt(page);
  await page.keyboard.press('F5');
  await expectDone(page, 'Make the LED blink');
  await page.keyboard.press('Control+.');
  await ready(page);
  await cardOf(page).getByRole('button', { name: 'Close the first ten minutes' }).click();
  await expect(cardOf(page)).toHaveCount(0);
  await page.reload();
  await waitForPrompt(page);
  await expect(cardOf(page)).toHaveCount(0);
  await page.keyboard.press('F1');
  await page.getByRole('button', { name: 'First ten minutes' }).click();
  await page.getByRole('article').getByRole('button', { name: 'First ten minutes' }).click();
  await expectDone(page, 'Make the LED blink');
  await expect(cardOf(page)).toContainText('1 of 7 done');
});

test('stands beside the program, which can be read whole', async ({ page }) => {
  await expect(cardOf(page)).toBeVisible();
  const card = (await cardOf(page).boundingBox())!;
  const lines = await editorOf(page).locator('.cm-line').all();
  for (const line of lines) {
    const end = await line.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().right;
    });
    expect(end).toBeLessThan(card.x);
  }
});

test('axe finds nothing in any step', async ({ page }) => {
  await waitForPrompt(page);
  await expect(page.getByRole('button', { name: /^Run/ })).toBeEnabled();
  await page.keyboard.press('F5');
  await expectDone(page, 'Make the LED blink');
  for (const title of stepTitles) {
    await stepRow(page, title).click();
    await expect(stepRow(page, title)).toHaveAttribute('aria-expanded', 'true');
  }
  await expectNoFindings(page, 'main');
});
