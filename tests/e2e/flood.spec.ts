import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import {
  clipboardText,
  outputLines,
  pasteInShell,
  shellInput,
  shellOutput,
  waitForPrompt,
} from '../support/shell-parts.ts';

const flood = 'i = 0\nwhile True:\n    print("line", i)\n    i += 1\n';

/** The number of the newest whole line that the log shows; -1 before the first. */
async function newestLine(page: Page): Promise<number> {
  const line = (await outputLines(page)).findLast((text) => /^line \d+$/.test(text));
  return line ? Number(line.slice('line '.length)) : -1;
}

/** Waits until that many more lines were shown. */
async function waitForLines(page: Page, count: number): Promise<void> {
  const goal = (await newestLine(page)) + count;
  await expect.poll(() => newestLine(page), { timeout: 20_000 }).toBeGreaterThan(goal);
}

test.beforeEach(async ({ page }) => {
  await waitForPrompt(page);
});

test('while a program prints as fast as it can, typing shows, and Stop stops', async ({ page }) => {
  await pasteInShell(page, flood);
  await waitForLines(page, 10_000);
  const editor = page.getByRole('textbox', { name: /^Editor/ });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+End');
  for (let count = 1; count <= 20; count++) {
    await page.keyboard.press('x');
    await expect(editor).toContainText('x'.repeat(count));
  }
  await waitForLines(page, 1000);
  await page.keyboard.press('ControlOrMeta+.');
  await expect(shellOutput(page)).toContainText('KeyboardInterrupt');
});

test('no line is lost, and the end is shown', async ({ page }) => {
  await pasteInShell(page, 'for i in range(9000):\n    print("line", i)\n');
  // The prompt from before the paste is still there at first.
  await expect(shellOutput(page)).toContainText('line 8999', { timeout: 20_000 });
  await waitForPrompt(page);
  await shellInput(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  const copiedLines = async (): Promise<string[]> =>
    (await clipboardText(page)).split(/\r?\n/).filter((line) => line.startsWith('line '));
  await expect
    .poll(copiedLines, 'the copy is on the clipboard')
    .toEqual(Array.from({ length: 9000 }, (_, index) => `line ${index}`));
});

test('memory stays flat, in the page and in the host', async ({ page, nibble }) => {
  const inspector = await page.context().newCDPSession(page);
  const pageMegabytes = async () => {
    await inspector.send('HeapProfiler.collectGarbage');
    const { usedSize } = await inspector.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  };
  const hostMegabytes = async () => {
    const status = await readFile(`/proc/${nibble.process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1000;
  };
  await pasteInShell(page, flood);
  // Twice the scrollback, so that it is full; the host's young heap has its size by then, too.
  await waitForLines(page, 150_000);
  const before = { page: await pageMegabytes(), host: await hostMegabytes() };
  await waitForLines(page, 300_000);
  const after = { page: await pageMegabytes(), host: await hostMegabytes() };
  expect(after.page - before.page, JSON.stringify({ before, after })).toBeLessThan(10);
  expect(after.host - before.host, JSON.stringify({ before, after })).toBeLessThan(60);
  await page.keyboard.press('ControlOrMeta+.');
  await expect(shellOutput(page)).toContainText('KeyboardInterrupt');
});

test('a line of ten million characters is shown to its end', async ({ page }) => {
  test.slow(); // drawn without a graphics card, beside another test
  await pasteInShell(page, 'for i in range(10000):\n    print("x" * 1000, end="")\nprint("!")\n');
  await expect(shellOutput(page)).toContainText('x!', { timeout: 60_000 });
  await waitForPrompt(page);
  const lines = await outputLines(page);
  expect(lines.at(-2)).toMatch(/x!$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(2000);
});
