import type { Locator, Page } from '@playwright/test';

/** The panel with the drawn board. */
export function simulatorOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Simulator', exact: true });
}

/** A pin of the drawn board, by the name printed beside it. Names that appear several times: the first. */
export function drawnPin(page: Page, name: string): Locator {
  return simulatorOf(page)
    .getByRole('button', { name: new RegExp(`^(${name}, pin |Pin \\d+, ${name}: )`) })
    .first();
}

/** The row of a pin in the list below the board. */
export function pinRow(page: Page, name: string): Locator {
  return simulatorOf(page)
    .getByRole('listitem')
    .filter({ hasText: `${name} · pin` });
}

/** The board's LED; its name says whether it is on. */
export function drawnLed(page: Page): Locator {
  return simulatorOf(page).getByRole('img', { name: /^LED / });
}
