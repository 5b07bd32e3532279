import type { Page } from '@playwright/test';
import { expect, test } from '../support/nibble.ts';
import { layoutIn } from '../support/remembered-layout.ts';
import { editorOf } from '../support/window-parts.ts';

test('light and dark follow the system until they are set, and one setting scales everything', async ({
  page,
}) => {
  await test.step('light and dark follow the system until they are set', async () => {
    const root = page.locator('html');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(root).toHaveAttribute('data-theme', 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(root).toHaveAttribute('data-theme', 'light');
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect(root).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(root).toHaveAttribute('data-theme', 'dark');
  });
  await test.step('one setting scales everything', async () => {
    const run = page.getByRole('banner').getByRole('button', { name: 'New', exact: true });
    const before = (await run.boundingBox())!.height;
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('button', { name: 'Larger' }).click();
    await page.getByRole('button', { name: 'Larger' }).click();
    await expect(page.getByRole('dialog')).toContainText('125 %');
    await expect.poll(async () => (await run.boundingBox())!.height).toBeCloseTo(before * 1.25, 0);
  });
});

test('everything fits in windows of any size: nothing scrolls sideways, no label is cut off', async ({
  page,
}) => {
  for (const [width, height] of [
    [1024, 640],
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await test.step(`${width}×${height}`, async () => {
      await page.setViewportSize({ width, height });
      await page.reload(); // a window begins with its size
      await expect(editorOf(page)).toBeVisible();
      expect(await overflowing(page)).toEqual([]);
      expect((await editorOf(page).boundingBox())!.width).toBeGreaterThan(350);
    });
  }
});

/** The beginnings of the elements that do not fit into the window, or whose words do not fit into them. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = (element: Element) => element.scrollWidth > element.clientWidth + 1;
    const buttons = [...document.querySelectorAll('button')].filter(cut);
    const outside = [
      ...document.querySelectorAll('header button, main .panel, main .editor, [role=status]'),
    ].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
    });
    const sideways = document.documentElement.scrollWidth > innerWidth ? [document.documentElement] : [];
    return [...buttons, ...outside, ...sideways].map((element) => element.outerHTML.slice(0, 120));
  });
}

test('panels are sized by mouse and keyboard, and remembered, also when the page goes away at once', async ({
  page,
  nibble,
}) => {
  await test.step('they are sized by mouse and keyboard, and remembered', async () => {
    const files = page.getByRole('region', { name: 'Files' });
    const boundary = page.getByRole('separator', { name: 'Size of Files' });
    const before = (await files.boundingBox())!.width;
    await boundary.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await files.boundingBox())!.width).toBeCloseTo(before + 32, 0);

    const place = (await boundary.boundingBox())!;
    await page.mouse.move(place.x + 3, place.y + 100);
    await page.mouse.down();
    await page.mouse.move(place.x + 43, place.y + 100);
    await page.mouse.up();
    await expect.poll(async () => (await files.boundingBox())!.width).toBeGreaterThan(before + 60);
    const after = (await files.boundingBox())!.width;

    const rem = 16;
    await expect
      .poll(async () => (await layoutIn(nibble.dataFolder))['files.size'])
      .toBeCloseTo(after / rem, 0);
    await page.reload();
    await expect.poll(async () => (await files.boundingBox())!.width).toBeCloseTo(after, 0);
  });
  await test.step('they are remembered also when the page goes away at once', async () => {
    await page.getByRole('button', { name: 'Hide Files' }).click();
    await page.getByRole('separator', { name: 'Size of Simulator' }).press('End');
    const width = (await page.getByRole('region', { name: 'Simulator' }).boundingBox())!.width;
    await page.reload();
    await expect(page.getByRole('button', { name: 'Show Files' })).toBeVisible();
    await expect
      .poll(async () => (await page.getByRole('region', { name: 'Simulator' }).boundingBox())!.width)
      .toBeCloseTo(width, 0);
  });
});

test('panels fold, open again, and remember', async ({ page, nibble }) => {
  const folding = ['Files', 'Shell', 'Simulator'];
  await page.getByRole('button', { name: 'Show Plotter' }).click();
  for (const name of folding) {
    await page.getByRole('button', { name: `Hide ${name}` }).click();
    await expect(page.getByRole('button', { name: `Show ${name}` })).toBeVisible();
  }
  await expect
    .poll(() => layoutIn(nibble.dataFolder))
    .toMatchObject({ 'files.folded': true, 'shell.folded': true, 'simulator.folded': true });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Hide Plotter' })).toBeVisible();
  for (const name of folding) {
    await page.getByRole('button', { name: `Show ${name}` }).click();
    await expect(page.getByRole('button', { name: `Hide ${name}` })).toBeVisible();
  }
});

test('panels fold by themselves where there is no room, and open over the editor', async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 500 });
  const show = page.getByRole('button', { name: 'Show Simulator' });
  await show.click();
  const drawing = page.getByRole('group', { name: /^The board, drawn/ });
  await expect(drawing).toBeVisible();
  await page.getByRole('button', { name: 'Hide Simulator' }).press('Escape');
  await expect(drawing).toBeHidden();
  await expect(show).toBeFocused();
  await show.click();
  await editorOf(page).click({ position: { x: 20, y: 20 } });
  await expect(drawing).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(drawing).toBeVisible();
});
