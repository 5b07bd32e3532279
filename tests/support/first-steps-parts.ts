import { expect, type Locator, type Page } from '@playwright/test';

/** The titles of the steps, in order. */
export const stepTitles = [
  'Make the LED blink',
  'Make it faster',
  'Break it and mend it',
  'Press a button',
  'Talk to the Pico',
  'Have a Pico?',
  'Keep it on the Pico',
] as const;

/** The card beside the editor. */
export function cardOf(page: Page): Locator {
  return page.getByRole('region', { name: 'First ten minutes', exact: true });
}

/** The row of a step; its name says its title and its state. */
export function stepRow(page: Page, title: (typeof stepTitles)[number]): Locator {
  return cardOf(page).getByRole('button', { name: title });
}

/** Waits until a step is ticked, and the next one is told. */
export async function expectDone(page: Page, title: (typeof stepTitles)[number]): Promise<void> {
  await expect(stepRow(page, title)).toHaveAccessibleName(`${title} done`, { timeout: 15_000 });
}
