import { test as base, type Page } from '@playwright/test';
import { serveNibble, type ServedNibble, type ServeOptions } from './served-nibble.ts';

interface NibbleOptions {
  /** How the test's Nibble is served: `test.use({ serve: { … } })`. */
  serve: ServeOptions;
  /** Errors in the page that belong to the test; every other fails it. */
  expectedErrors: RegExp | null;
}

interface NibbleFixtures {
  /** A Nibble of this test's own. */
  nibble: ServedNibble;
  /** Its window, loaded. Every error in the page fails the test. */
  page: Page;
}

/** Playwright's `test`, with a Nibble and its window for every test. */
export const test = base.extend<NibbleOptions & NibbleFixtures>({
  serve: [{}, { option: true }],
  expectedErrors: [null, { option: true }],
  nibble: async ({ serve }, use) => {
    const nibble = await serveNibble(serve);
    await use(nibble);
    await nibble.close();
  },
  page: async ({ page, nibble, serve, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(await windowAddress(page, nibble, serve));
    // The page is loaded a moment before its window is there to take keys.
    await page.getByRole('main').waitFor();
    await use(page);
    await page.context().clearPermissions(); // all else is reset before the next test
    const unexpected = errors.filter((error) => !expectedErrors?.test(error));
    base.expect(unexpected, 'errors in the page').toEqual([]);
  },
});

/** Where the window is in the language that it is served in. */
async function windowAddress(page: Page, nibble: ServedNibble, { language }: ServeOptions): Promise<string> {
  if (!language) return nibble.url;
  await page.request.get(nibble.url); // keeps the token, which the address with a language has not
  return new URL(`/?language=${language}`, nibble.url).href;
}

export { expect } from '@playwright/test';
