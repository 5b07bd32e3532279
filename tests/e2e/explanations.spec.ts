import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { shellOutput, typeLines } from '../support/shell-parts.ts';
import { editorOf, fileRow, noticesOf, writeInEditor } from '../support/window-parts.ts';

const run = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Run/ });
const board = (page: Page) => page.getByRole('button', { name: /^Board:/ });
const explanation = (page: Page) => page.getByRole('region', { name: 'What went wrong' });
const marked = (page: Page) => editorOf(page).locator('.cm-failed-line');

async function runProgram(page: Page, text: string): Promise<void> {
  await writeInEditor(page, text);
  await run(page).click();
}

test.beforeEach(async ({ page }) => {
  await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Ready/);
});

test('a failed program is explained beside its traceback, with the place marked and in sight', async ({
  page,
}) => {
  await test.step('it is explained beside its traceback, with the place marked', async () => {
    await runProgram(page, 'count = 3\nfor i in range(2):\n    print(coutn)\n');
    await expect(explanation(page).getByRole('heading')).toHaveText('Python knows no coutn');
    await expect(explanation(page)).toContainText('Did you mean count?');
    await expect(shellOutput(page)).toContainText("NameError: name 'coutn' isn't defined");
    await expect(marked(page)).toContainText('print(coutn)');
    await expect(editorOf(page).locator('.cm-failed-part')).toHaveText('coutn');

    await explanation(page).getByRole('button', { name: 'Go to line 3 of blink.py' }).click();
    await expect(editorOf(page)).toBeFocused();
    await expect(page.getByRole('status')).toContainText('Line 3, column 11');
    await page.keyboard.type('x');
    await expect(marked(page)).toHaveCount(0);
    await expect(explanation(page)).toBeVisible();

    await runProgram(page, 'print("fine")\n');
    await expect(explanation(page)).toHaveCount(0);
  });
  await test.step('an unclosed bracket is shown where it opens, not where MicroPython gave up', async () => {
    await runProgram(page, 'print("a"\nx = 1\nprint(x)\n');
    await expect(explanation(page).getByRole('heading')).toHaveText('A bracket is not closed');
    await expect(marked(page)).toContainText('print("a"');
    await expect(shellOutput(page)).toContainText('line 2');
  });
  await test.step('the place comes into sight', async () => {
    await page.setViewportSize({ width: 1024, height: 640 });
    await runProgram(page, `${'x = 1\n'.repeat(60)}y = 1 / 0\n${'x = 1\n'.repeat(60)}`);
    await expect(marked(page)).toContainText('y = 1 / 0');
    await expect(marked(page)).toBeInViewport();
  });
});

test('the explanation folds, closes and is reached by keyboard; stopping a program is no error', async ({
  page,
}) => {
  await test.step('it folds, closes and is reached by keyboard', async () => {
    await runProgram(page, 'numbers = [1, 2]\nprint(numbers[2])\n');
    const fold = explanation(page).getByRole('button', { name: 'Show only the title' });
    await fold.focus();
    await page.keyboard.press('Enter');
    await expect(explanation(page).getByRole('heading')).toBeVisible();
    await expect(explanation(page)).not.toContainText('Counting begins with 0');
    await page.keyboard.press('Enter');
    await expect(explanation(page)).toContainText('Counting begins with 0');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(explanation(page)).toHaveCount(0);
    await expect(marked(page)).toHaveCount(0);
  });
  await test.step('stopping a program is no error', async () => {
    await runProgram(page, 'while True:\n    pass\n');
    await expect(board(page)).toHaveAccessibleName(/Running/);
    await page.keyboard.press('ControlOrMeta+.');
    await expect(board(page)).toHaveAccessibleName(/Ready/);
    await expect(explanation(page)).toHaveCount(0);
  });
});

test('a line typed at the prompt is explained too, and a program that fails says what is still on', async ({
  page,
}) => {
  await test.step('a line at the prompt, knowing the names of the program', async () => {
    await runProgram(page, 'temperature = 3\n');
    await typeLines(page, 'print(temperatrue)');
    await expect(explanation(page)).toContainText('Did you mean temperature?');
    await expect(explanation(page).getByRole('button', { name: /^Go to line/ })).toHaveCount(0);
    await typeLines(page, '1 + 1');
    await expect(explanation(page)).toHaveCount(0);
  });
  await test.step('a program that fails says what is still on', async () => {
    await runProgram(page, 'from machine import Pin\nPin(15, Pin.OUT, value=1)\n1 / 0\n');
    await expect(explanation(page).getByRole('heading')).toHaveText('Nothing can be divided by zero');
    await expect(noticesOf(page)).toContainText('GP15 is on');
    await noticesOf(page).getByRole('button', { name: 'Turn everything off' }).click();
    await expect(noticesOf(page)).toContainText('Everything is off');
  });
});

test.describe('with a module in the workspace', () => {
  const copy = 'Copy it to the Pico and run again';
  test.use({
    serve: {
      prepare: async (home) => {
        const workspace = join(home, 'Documents', 'Nibble');
        await mkdir(workspace, { recursive: true });
        const helper = 'from words import greeting\ndef greet():\n    print(greeting)\n';
        await writeFile(join(workspace, 'helper.py'), helper);
        await mkdir(join(workspace, 'lib'));
        await writeFile(join(workspace, 'lib', 'words.py'), 'greeting = "Hello from helper"\n');
        await mkdir(join(workspace, 'robot'));
        await writeFile(join(workspace, 'robot', 'arm.py'), 'def wave():\n    print("Waving")\n');
      },
    },
  });

  test('a missing module is copied to the Pico with what it imports, a folder with what is in it, and nothing unasked', async ({
    page,
  }) => {
    await test.step('it is copied with what it imports, and the program runs again', async () => {
      await runProgram(page, 'import helper\nhelper.greet()\n');
      await expect(explanation(page).getByRole('heading')).toHaveText('helper is not on the Pico yet');
      await explanation(page).getByRole('button', { name: copy }).click();
      await expect(shellOutput(page)).toContainText('Hello from helper');
      await expect(explanation(page)).toHaveCount(0);
      await expect(fileRow(page, 'helper.py')).toHaveCount(2);
    });
    await test.step('a folder is copied with what is in it, and nothing is replaced unasked', async () => {
      await runProgram(page, 'from robot.arm import wave\nwave()\n');
      await expect(explanation(page).getByRole('heading')).toHaveText('robot is not on the Pico yet');
      await typeLines(page, 'import os; os.mkdir("robot"); open("robot/arm.py", "w").close()');
      await explanation(page).getByRole('button', { name: copy }).click();
      const ask = page.getByRole('dialog', { name: 'Replace robot on Simulated Pico?' });
      await ask.getByRole('button', { name: 'Cancel' }).click();
      await expect(ask).toBeHidden();
      await expect(shellOutput(page)).not.toContainText('Waving');
      await explanation(page).getByRole('button', { name: copy }).click();
      await ask.getByRole('button', { name: 'Replace' }).click();
      await expect(shellOutput(page)).toContainText('Waving');
    });
  });
});
