import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { writeInEditor } from './window-parts.ts';

/** The plotter as a landmark. */
export function plotterOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Plotter', exact: true });
}

/** The chart itself: it takes the keys. */
export function chartOf(page: Page): Locator {
  return plotterOf(page).getByRole('application');
}

/** Opens the plotter, which is folded at first. */
export async function openPlotter(page: Page): Promise<void> {
  await plotterOf(page).getByRole('button', { name: 'Show Plotter' }).click();
}

/** Runs a program that goes on, or waits for its end. */
export async function runProgram(page: Page, source: string, ends: boolean): Promise<void> {
  await writeInEditor(page, source);
  await page.getByRole('button', { name: /^Run/ }).click();
  if (ends) await expect(page.getByRole('button', { name: /^Stop/ })).toBeDisabled();
}

/** The legend: a series each, as `name last`, without what belongs to the eye. */
export async function legendOf(page: Page): Promise<string[]> {
  const entries = await plotterOf(page)
    .getByRole('list', { name: 'Series' })
    .getByRole('button')
    .allInnerTexts();
  return entries.map((entry) => entry.replace(/\s+/g, ' ').trim());
}

/** Chooses in one of the plotter's menus, by the beginning of the entry. */
export async function chooseInMenu(page: Page, menu: string, entry: string): Promise<void> {
  await plotterOf(page).getByRole('button', { name: menu }).click();
  const beginning = new RegExp(`^\\s*${entry.replace(/[()]/g, '\\$&')}`);
  await page.locator('[role=menu] [role^=menuitem]').filter({ hasText: beginning }).first().click();
}

/** What was saved. */
export async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** Different colours among the pixels of an image or of the chart, each counted; nearly the same are one. */
export async function coloursIn(page: Page, image: Buffer): Promise<Map<string, number>> {
  const counts = await page.evaluate(
    async (address) => {
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.naturalWidth;
      canvas.height = picture.naturalHeight;
      const context = canvas.getContext('2d')!;
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const found: Record<string, number> = {};
      for (let index = 0; index < data.length; index += 4) {
        const colour = [0, 1, 2].map((channel) => data[index + channel]! >> 4).join(' ');
        found[colour] = (found[colour] ?? 0) + 1;
      }
      return found;
    },
    `data:image/png;base64,${image.toString('base64')}`,
  );
  return new Map(Object.entries(counts));
}
