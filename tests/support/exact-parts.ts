import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { firmwareFiles, firmwareFolder, type FirmwareName } from './firmware-files.ts';
import { simulatorOf } from './simulator-parts.ts';

/** Makes the simulated Pico Fast or Exact, with the switch in its panel. */
export async function chooseSimulation(page: Page, name: 'Fast' | 'Exact'): Promise<void> {
  await simulatorOf(page).getByRole('radio', { name, exact: true }).click();
}

/** Chooses a file for an empty Pico, as with "Choose a UF2 file…". */
export async function chooseFirmware(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await simulatorOf(page).getByRole('button', { name: 'Choose a UF2 file…' }).click();
  await (await choosing).setFiles(file);
}

/** The path of real firmware. */
export function firmwarePath(name: FirmwareName): string {
  return join(firmwareFolder ?? '', firmwareFiles[name]);
}

/** A button among cable and buttons. */
export function handle(page: Page, name: string): Locator {
  return simulatorOf(page)
    .getByRole('region', { name: 'Cable and buttons' })
    .getByRole('button', { name, exact: true });
}
