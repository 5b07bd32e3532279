import { expect, test } from '../support/nibble.ts';
import { editorOf, fileRow, noticesOf, tabOf, writeInEditor } from '../support/window-parts.ts';
import type { Page } from '@playwright/test';

const run = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Run/ });
const stop = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^(Stop|Force stop)/ });
const board = (page: Page) => page.getByRole('button', { name: /^Board:/ });
const status = (page: Page) => page.getByRole('status');
const output = (page: Page) => page.getByRole('log', { name: 'Shell output' });

test.beforeEach(async ({ page }) => {
  await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Ready/);
});

test('one click runs Blink, one click stops it; the window says which at a glance, and asks before it leaves a program', async ({
  page,
}) => {
  await test.step('run and stop, seen at a glance', async () => {
    await expect(status(page)).toContainText('MicroPython');
    await expect(status(page)).toContainText(/\d MB free/);
    await expect(stop(page)).toBeDisabled();

    await run(page).click();
    await expect(board(page)).toHaveAccessibleName(/Running/);
    await expect(run(page)).toBeDisabled();
    await expect(stop(page)).toBeEnabled();
    await expect(status(page)).toContainText('Runs until you unplug');

    await stop(page).click();
    await expect(board(page)).toHaveAccessibleName(/Ready/);
    await expect(run(page)).toBeEnabled();
    await expect(status(page)).not.toContainText('Runs until you unplug');
  });
  await test.step('leaving the page while something runs asks first', async () => {
    // Nothing is unsaved, so that it is the program that asks.
    await run(page).click();
    await expect(board(page)).toHaveAccessibleName(/Running/);
    await editorOf(page).click();
    const asked = page.waitForEvent('dialog');
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(board(page)).toHaveAccessibleName(/Running/);
  });
  await test.step('F5 while a program runs says to stop it first, and offers it', async () => {
    await page.keyboard.press('F5');
    const notices = noticesOf(page);
    await expect(notices).toContainText('A program is still running');
    await notices.getByRole('button', { name: 'Stop' }).click();
    await expect(board(page)).toHaveAccessibleName(/Ready/);
    await expect(notices.getByText('A program is still running')).toHaveCount(0);
  });
  await test.step('the keys run and stop from anywhere', async () => {
    await writeInEditor(page, 'while True:\n    pass\n');
    for (const stopKeys of ['ControlOrMeta+.', 'Control+F2']) {
      await page.keyboard.press('F5');
      await expect(board(page)).toHaveAccessibleName(/Running/);
      await page.keyboard.press(stopKeys);
      await expect(board(page)).toHaveAccessibleName(/Ready/);
    }
  });
});

test('after a click on Run, typing answers the program; in the editor it stays', async ({ page }) => {
  await writeInEditor(page, 'name = input("Who? ")\nprint("Hello", name)\n');
  await page.keyboard.press('F5');
  await expect(output(page)).toContainText('Who?');
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+.');
  await expect(run(page)).toBeEnabled();

  await run(page).click();
  await expect(page.getByRole('textbox', { name: 'Shell input' })).toBeFocused();
  await page.keyboard.type('Ada\n');
  await expect(output(page)).toContainText('Hello Ada');
});

test('the whole way by keyboard; a folded shell opens for an error', async ({ page }) => {
  await test.step('write, run, read, stop by keyboard', async () => {
    await page.keyboard.press('Alt+n');
    await expect(page.getByRole('textbox', { name: 'Editor: untitled.py' })).toBeFocused();
    await page.keyboard.type('print("hel" + "lo")\nwhile True: pass');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    await run(page).focus();
    await page.keyboard.press('Enter');
    await expect(output(page)).toContainText('hello');
    await page.keyboard.press('Tab');
    await expect(stop(page)).toBeFocused();
    await page.keyboard.press('Space');
    await expect(board(page)).toHaveAccessibleName(/Ready/);
  });
  await test.step('a shell that is folded opens for the error of a program', async () => {
    await page.getByRole('button', { name: 'Hide Shell' }).click();
    await writeInEditor(page, '1/0\n');
    await run(page).click();
    await expect(output(page)).toContainText('ZeroDivisionError');
    await page.getByRole('button', { name: 'Hide Shell' }).click();
    await expect(page.getByRole('button', { name: 'Show Shell' })).toBeVisible();
  });
});

test('a program that will not end is forced', async ({ page }) => {
  await writeInEditor(
    page,
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass\n',
  );
  await run(page).click();
  await expect(board(page)).toHaveAccessibleName(/Running/);
  await stop(page).click();
  const force = page.getByRole('banner').getByRole('button', { name: 'Force stop' });
  await expect(force).toBeVisible();
  await force.click();
  await expect(board(page)).toHaveAccessibleName(/Ready/, { timeout: 15_000 });
  await expect(stop(page)).toBeDisabled();
});

test('after Stop it says what is still on, and turns it off', async ({ page }) => {
  await writeInEditor(
    page,
    'from machine import Pin, PWM\nPWM(Pin(15), freq=1000, duty_u16=32768)\nwhile True:\n    pass\n',
  );
  await run(page).click();
  await expect(board(page)).toHaveAccessibleName(/Running/);
  await expect(page.getByRole('region', { name: 'Simulator' })).toContainText('50 %');
  await stop(page).click();
  await expect(noticesOf(page)).toContainText('GP15 is on, PWM 50 %');
  await noticesOf(page).getByRole('button', { name: 'Turn everything off' }).click();
  await expect(noticesOf(page)).toContainText('Everything is off');
  await expect(noticesOf(page)).not.toContainText('GP15');
});

test('Keep on the Pico, and not any more; a program that was there before is not lost', async ({ page }) => {
  await test.step('keep, and not any more', async () => {
    await page.getByRole('button', { name: 'Keep on the Pico' }).click();
    await expect(noticesOf(page)).toContainText('It starts by itself when the Pico gets power.');
    await expect(fileRow(page, 'main.py')).toBeVisible();

    await run(page).click();
    await expect(status(page)).toContainText('Starts by itself when the Pico gets power');
    await stop(page).click();
    await expect(board(page)).toHaveAccessibleName(/Ready/);

    await board(page).click();
    await page.getByRole('menuitem', { name: "Don't start by itself" }).click();
    await expect(fileRow(page, 'main.py.off')).toBeVisible();
    await expect(fileRow(page, 'main.py')).toHaveCount(0);
  });
  await test.step('keeping a program where another one was loses neither', async () => {
    await writeInEditor(page, 'with open("main.py", "w") as f: f.write("theirs = 1")\n');
    await run(page).click();
    await expect(fileRow(page, 'main.py')).toBeVisible();
    await writeInEditor(page, 'mine = 1\n');
    await page.getByRole('button', { name: 'Keep on the Pico' }).click();
    await expect(noticesOf(page)).toContainText('still there, as main-old.py');

    await fileRow(page, 'main-old.py').click();
    await expect(tabOf(page, 'main-old.py')).toHaveAccessibleName(/on Simulated Pico/);
    await expect(editorOf(page)).toHaveText('theirs = 1');
    await fileRow(page, 'main.py').click();
    await expect(editorOf(page)).toHaveText('mine = 1');
  });
});

test('a file of the board is saved back, and not over what the program made of it meanwhile', async ({
  page,
}) => {
  await test.step('it is opened, changed and saved back', async () => {
    await writeInEditor(page, 'with open("notes.txt", "w") as f:\n    f.write("one\\r\\ntwo\\r\\n")\n');
    await run(page).click();
    await fileRow(page, 'notes.txt').click();
    await expect(page.getByRole('textbox', { name: 'Editor: notes.txt' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('three\n');
    await page.keyboard.press('ControlOrMeta+s');
    await expect(tabOf(page, 'notes.txt')).not.toHaveAccessibleName(/Not saved/);

    await tabOf(page, 'blink.py').click();
    await writeInEditor(page, 'print(open("notes.txt").read().encode())\n');
    await run(page).click();
    await expect(output(page)).toContainText(String.raw`b'one\r\ntwo\r\nthree\r\n'`);
  });
  await test.step('it is not written over unasked when the program changed it meanwhile', async () => {
    await writeInEditor(page, 'with open("n.txt", "w") as f: f.write("first")\n');
    await run(page).click();
    await fileRow(page, 'n.txt').click();
    await expect(editorOf(page)).toHaveText('first');
    await tabOf(page, 'blink.py').click();
    await writeInEditor(page, 'with open("n.txt", "w") as f: f.write("second")\nprint("do" + "ne")\n');
    await run(page).click();
    await expect(output(page)).toContainText('done');
    await tabOf(page, 'n.txt').click();
    await writeInEditor(page, 'mine');
    await page.keyboard.press('ControlOrMeta+s');
    const ask = page.getByRole('dialog', { name: 'n.txt on Simulated Pico was changed meanwhile' });
    await expect(ask.getByRole('textbox', { name: 'In the file now' })).toHaveText('second');
    await page.keyboard.press('Escape');
    await expect(ask).toBeHidden();
    await expect(tabOf(page, 'n.txt')).toHaveAccessibleName(/Not saved/);
  });
});

test.describe('without its host', () => {
  test.use({ expectedErrors: /WebSocket connection/ });

  test('the window says so and keeps the text', async ({ page, nibble }) => {
    await writeInEditor(page, 'precious = 1');
    nibble.process.kill('SIGTERM');
    await expect(status(page)).toContainText('Nibble is gone');
    await expect(run(page)).toBeDisabled();
    await page.keyboard.press('ControlOrMeta+s');
    await expect(noticesOf(page)).toContainText('This page has lost Nibble.');
    await expect(editorOf(page)).toHaveText('precious = 1');
  });
});
