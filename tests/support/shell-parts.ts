import { expect, type Locator, type Page } from '@playwright/test';

/** The shell as a landmark. */
export function shellOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Shell', exact: true });
}

/** Where a person types. */
export function shellInput(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Shell input' });
}

/** The last 500 lines as text. */
export function shellOutput(page: Page): Locator {
  return page.getByRole('log', { name: 'Shell output' });
}

/** The lines of the log, the newest last. */
export function outputLines(page: Page): Promise<string[]> {
  return shellOutput(page).evaluate((log) => [...log.children].map((line) => line.textContent.trimEnd()));
}

/** Waits until the last line of the shell is an empty prompt. */
export async function waitForPrompt(page: Page): Promise<void> {
  await expect.poll(async () => (await outputLines(page)).at(-1), { timeout: 15_000 }).toBe('>>>');
}

/** Types lines at the prompt and waits until each has been dealt with. */
export async function typeLines(page: Page, ...lines: string[]): Promise<void> {
  for (const line of lines) {
    await waitForPrompt(page);
    await beginLine(page, line);
  }
  await waitForPrompt(page);
}

/** Types one line at the prompt; what it does may go on. */
export async function beginLine(page: Page, line: string): Promise<void> {
  await shellInput(page).focus();
  await page.keyboard.type(line);
  // The log follows with a delay: from here on, an empty prompt in it is one after this line.
  await expect.poll(async () => (await outputLines(page)).at(-1)).not.toBe('>>>');
  await page.keyboard.press('Enter');
}

/** Pastes text at the prompt, through the clipboard. */
export async function pasteInShell(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
  await shellInput(page).focus();
  await page.keyboard.press('ControlOrMeta+v');
}

/** What is on the clipboard. */
export async function clipboardText(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return page.evaluate(() => navigator.clipboard.readText());
}

/** A piece of text as it is drawn in the terminal. A layer above it takes the pointer: click it with `force`. */
export function drawnText(page: Page, text: string | RegExp): Locator {
  return shellOf(page).locator('.xterm-rows').getByText(text).last();
}
