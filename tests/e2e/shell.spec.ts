import { expect, test } from '../support/nibble.ts';
import { layoutIn } from '../support/remembered-layout.ts';
import {
  beginLine,
  clipboardText,
  drawnText,
  outputLines,
  pasteInShell,
  shellInput,
  shellOf,
  shellOutput,
  typeLines,
  waitForPrompt,
} from '../support/shell-parts.ts';

test.beforeEach(async ({ page }) => {
  await waitForPrompt(page);
});

test('the prompt answers, with the board’s own history and completion; Shift+Tab leaves, Ctrl+D forgets', async ({
  page,
}) => {
  await test.step('a line typed at the prompt is answered', async () => {
    await typeLines(page, '6 * 9');
    await expect.poll(async () => (await outputLines(page)).slice(-3)).toEqual(['>>> 6 * 9', '54', '>>>']);
  });
  await test.step('the board’s own history and completion work', async () => {
    await typeLines(page, 'gallimaufry = 12');
    await shellInput(page).focus();
    await page.keyboard.type('galli');
    await page.keyboard.press('Tab');
    await expect(shellOutput(page)).toContainText('>>> gallimaufry');
    await page.keyboard.type(' + 30');
    await page.keyboard.press('Enter');
    await expect(shellOutput(page)).toContainText('42');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await outputLines(page)).slice(-5))
      .toEqual(['>>> gallimaufry + 30', '42', '>>> gallimaufry + 30', '42', '>>>']);
  });
  await test.step('Shift+Tab leaves the shell', async () => {
    await shellInput(page).focus();
    await page.keyboard.press('Shift+Tab');
    await expect(shellInput(page)).not.toBeFocused();
  });
  await test.step('Ctrl+D restarts the board: names are gone', async () => {
    await typeLines(page, 'x = 5');
    await page.keyboard.press('Control+d');
    await expect(shellOutput(page)).toContainText('soft reboot');
    await typeLines(page, 'x');
    await expect(shellOutput(page)).toContainText("NameError: name 'x' isn't defined");
  });
});

test('a block pasted at the prompt keeps its indentation, and lines pasted while a program asks are its input', async ({
  page,
}) => {
  await test.step('a block keeps its indentation, and the shell says what it did', async () => {
    await pasteInShell(page, 'for i in range(3):\n    if i:\n        print("got", i)\n\nprint("end")\n');
    await waitForPrompt(page);
    await expect
      .poll(async () => (await outputLines(page)).slice(-4))
      .toEqual(['got 1', 'got 2', 'end', '>>>']);
    await expect(shellOf(page)).toContainText('Pasted 5 lines as one block, with their indentation.');
    await page.keyboard.type('1');
    await expect(shellOf(page)).not.toContainText('Pasted');
    await page.keyboard.press('Control+c');
    await waitForPrompt(page);
  });
  await test.step('lines pasted while a program asks are its input', async () => {
    await beginLine(page, 'print([input() for _ in range(2)])');
    await expect(page.getByRole('status')).toContainText('Running');
    await pasteInShell(page, 'one\ntwo\n');
    await expect(shellOutput(page)).toContainText("['one', 'two']");
  });
});

test('Ctrl+A selects instead of leaving the prompt, and Ctrl+C drops what was typed', async ({ page }) => {
  await test.step('Ctrl+A selects', async () => {
    await shellInput(page).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await expect.poll(() => clipboardText(page)).toContain('MicroPython');
    await typeLines(page, '6 * 7');
    await expect(shellOutput(page)).toContainText('42');
  });
  await test.step('Ctrl+C drops the typed line', async () => {
    await shellInput(page).focus();
    await page.keyboard.type('nonsense');
    await expect(shellOutput(page)).toContainText('nonsense');
    await page.keyboard.press('Control+c');
    await typeLines(page, '"fine"');
    await expect(shellOutput(page)).not.toContainText('NameError');
  });
});

test('Ctrl+C copies when text is selected, and else stops what runs', async ({ page }) => {
  await test.step('it copies when text is selected, and the program goes on', async () => {
    await typeLines(page, 'print("marmalade")', 'import time');
    await beginLine(page, 'time.sleep(60)');
    await expect(page.getByRole('status')).toContainText('Running');
    await drawnText(page, /^marmalade/).dblclick({ position: { x: 20, y: 8 }, force: true });
    await page.keyboard.press('Control+c');
    await expect.poll(() => clipboardText(page)).toBe('marmalade');
    await expect(shellOutput(page)).not.toContainText('KeyboardInterrupt');
    await page.keyboard.press('Control+c');
    await expect(shellOutput(page)).toContainText('KeyboardInterrupt');
    await waitForPrompt(page);
  });
  await test.step('it stops what runs', async () => {
    await beginLine(page, 'while True: pass');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status')).toContainText('Running');
    await page.keyboard.press('Control+c');
    const interrupts = async () =>
      (await outputLines(page)).filter((line) => line.startsWith('KeyboardInterrupt')).length;
    await expect.poll(interrupts).toBe(2);
    await expect(page.getByRole('status')).toContainText('Ready');
  });
});

test('a traceback is drawn in the colour of errors, and the place it names leads to its line', async ({
  page,
}) => {
  await test.step('a place named in it leads to its line', async () => {
    await page.getByRole('textbox', { name: /^Editor/ }).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('a = 1\nb = 2\nprint(undefined_name)\nc = 3\n');
    await page.getByRole('button', { name: /^Run/ }).click();
    const place = drawnText(page, 'File "blink.py", line 3');
    await expect(place).toBeVisible();
    await place.click({ position: { x: 40, y: 8 }, force: true });
    await expect(page.getByRole('textbox', { name: 'Editor: blink.py' })).toBeFocused();
    await expect(page.getByRole('status')).toContainText('Line 3, column 1');

    await page.keyboard.press('ControlOrMeta+Home');
    await expect(page.getByRole('status')).toContainText('Line 1, column 1');
    await page.getByRole('button', { name: 'Go to line 3 of blink.py' }).click();
    await expect(page.getByRole('status')).toContainText('Line 3, column 7');
  });
  await test.step('it has the colour of errors, in both themes', async () => {
    await typeLines(page, '1 / 0');
    const error = drawnText(page, 'ZeroDivisionError');
    const colourOf = (token: string) =>
      page.evaluate((name) => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = `var(${name})`;
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      }, token);
    const danger = await colourOf('--color-danger');
    await expect(error).toHaveCSS('color', danger);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => colourOf('--color-danger')).not.toBe(danger);
    await expect(error).toHaveCSS('color', await colourOf('--color-danger'));
  });
});

test('what was shown can be searched, its last 500 lines are in the log, and clearing leaves what is typed', async ({
  page,
}) => {
  await test.step('it can be searched', async () => {
    await typeLines(page, 'for i in range(300): print("item", i)\r');
    await shellInput(page).focus();
    await page.keyboard.press('ControlOrMeta+f');
    const search = shellOf(page).getByRole('search');
    const field = search.getByLabel('Search in the shell');
    await expect(field).toBeFocused();
    await field.fill('item 12');
    await expect(search).toContainText(/\d+ of 11/);
    await expect(drawnText(page, /^item 129/)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(search).toContainText('10 of 11');
    await field.fill('nowhere');
    await expect(search).toContainText('No match');
    await page.keyboard.press('Escape');
    await expect(search).toBeHidden();
    await expect(shellInput(page)).toBeFocused();
  });
  await test.step('the log holds the last 500 lines', async () => {
    await typeLines(page, 'for i in range(2000): print("line", i)\r');
    const lines = await outputLines(page);
    expect(lines).toHaveLength(500);
    expect(lines.at(-2)).toBe('line 1999');
    expect(lines[0]).toBe('line 1501');
  });
  await test.step('clearing leaves the prompt and what was typed', async () => {
    await typeLines(page, 'print("old")');
    await page.keyboard.type('1 + ');
    await expect(shellOutput(page)).toContainText('>>> 1 +');
    await page.getByRole('button', { name: 'Clear the shell' }).click();
    await expect.poll(() => outputLines(page)).toEqual(['>>> 1 +']);
    await expect(shellInput(page)).toBeFocused();
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expect.poll(() => outputLines(page)).toEqual(['>>> 1 + 1', '2', '>>>']);
  });
});

test('a program cannot reach the title, the clipboard or the keyboard', async ({ page }) => {
  const title = 'blink.py – Nibble';
  await expect(page).toHaveTitle(title);
  await typeLines(page, String.raw`print('a\x1b]0;EVIL\x07b\x1b]52;c;RVZJTA==\x07c\x1b[6nd\x1b[?1049he')`);
  await expect.poll(async () => (await outputLines(page)).slice(-2)).toEqual(['abcde', '>>>']);
  expect(await page.title()).toBe(title);
  expect(await clipboardText(page)).not.toContain('EVIL');
});

test('a shell that was folded from the start comes back at its end', async ({ page, nibble }) => {
  await typeLines(page, 'for i in range(40): print("line", i)\n');
  await page.getByRole('button', { name: 'Hide Shell' }).click();
  await expect.poll(() => layoutIn(nibble.dataFolder)).toMatchObject({ 'shell.folded': true });
  await page.reload();
  await expect(page.locator('[role="log"]')).toContainText('line 39');
  await page.getByRole('button', { name: 'Show Shell' }).click();
  await expect(drawnText(page, 'line 39')).toBeInViewport({ ratio: 1 });
  await expect(drawnText(page, 'line 0')).toBeHidden();
});
