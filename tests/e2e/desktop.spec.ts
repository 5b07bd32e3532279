import { expect, test } from '@playwright/test';
import type { MenuItemConstructorOptions } from 'electron';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtHost } from '../../build/build.js';
import { ChromiumPages } from '../support/electron-in-chromium.ts';
import { ElectronStandIn } from '../support/electron-stand-in.ts';
import { openTabs } from '../support/window-parts.ts';

type Desktop = typeof import('../../electron/desktop/desktop.ts');

const output = fileURLToPath(new URL('../../out', import.meta.url));

/** The Electron door as it was built, but for Electron itself. */
async function openDesktop(electron: ElectronStandIn, toOpen: readonly string[] = []): Promise<void> {
  const { openDesktop } = (await import(builtHost('desktop.js'))) as Desktop;
  const paths = { window: join(output, 'window'), preload: join(output, 'host/preload.cjs') };
  await openDesktop(electron.parts, paths, toOpen);
}

/** Keys in a form that does not depend on who spells them. */
function sameKeys(keys: string): string {
  const parts = keys.toUpperCase().replace('↑', 'UP').replace('↓', 'DOWN').split('+');
  return parts.sort().join('+');
}

test.describe('the Electron door', () => {
  let home: string;
  const environment = { ...process.env };

  test.beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nibble-desktop-'));
    await mkdir(join(home, 'Documents'));
    Object.assign(process.env, { HOME: home, USERPROFILE: home, NIBBLE_DATA_DIR: join(home, 'data') });
  });

  test.afterEach(async () => {
    process.env = environment;
    await rm(home, { recursive: true, force: true });
  });

  test('open, run blink, stop, quit with unsaved work', async ({ context }) => {
    const pages: ChromiumPages = new ChromiumPages(context, () => electron);
    const electron = new ElectronStandIn(pages);
    const opening = context.waitForEvent('page');
    await openDesktop(electron);
    const page = await opening;

    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.getByRole('status')).toContainText('Running');
    await page.getByRole('button', { name: /^Stop/ }).click();
    await expect(page.getByRole('status')).toContainText('Ready');

    await page.getByRole('textbox', { name: /^Editor:/ }).click();
    await page.keyboard.type('# mine');
    await expect(openTabs(page).and(page.getByRole('tab', { selected: true }))).toContainText('not saved');
    electron.answers.push(0);
    electron.app.quit();
    await expect.poll(() => electron.asked.length).toBe(1);
    expect(electron.asked[0]!.message).toMatch(/is not saved/);
    await expect(page.getByRole('textbox', { name: /^Editor:/ })).toContainText('# mine');

    electron.answers.push(1);
    electron.app.quit();
    expect(await electron.app.ended).toBe(0);
    expect(electron.windows).toEqual([]);
  });

  test('native menu and palette show every command alike: name, key, and whether it can be given', async ({
    context,
  }) => {
    const pages: ChromiumPages = new ChromiumPages(context, () => electron);
    const electron = new ElectronStandIn(pages);
    const opening = context.waitForEvent('page');
    await openDesktop(electron);
    const page = await opening;
    const inMenu = () =>
      electron.menu
        .flatMap(({ submenu }) => (submenu ?? []) as MenuItemConstructorOptions[])
        .filter(({ id }) => id !== undefined)
        .map(({ label, accelerator = '', enabled }) => {
          const keys = accelerator.toString().replace('CommandOrControl', 'Ctrl');
          return `${label} ${sameKeys(keys)} ${enabled}`;
        });
    const inPalette = async () => {
      await page.keyboard.press('ControlOrMeta+Shift+p');
      await expect(page.getByRole('combobox')).toBeFocused();
      const options = await page.getByRole('option').all();
      const shown = options.map(async (option) => {
        const keys = (await option.locator('kbd').allInnerTexts()).join('');
        const enabled = (await option.getAttribute('aria-disabled')) === null;
        return `${await option.locator('.label').innerText()} ${sameKeys(keys)} ${enabled}`;
      });
      const all = await Promise.all(shown);
      await page.keyboard.press('Escape');
      return all;
    };

    await expect(page.getByRole('status').first()).toContainText('Ready');
    await expect.poll(inMenu).toEqual(expect.arrayContaining(['Run F5 true', 'Stop .+CTRL false']));
    const idle = await inPalette();
    await expect.poll(inMenu).toEqual(idle);
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect.poll(inMenu).toEqual(expect.arrayContaining(['Run F5 false', 'Stop .+CTRL true']));
    const running = await inPalette();
    await expect.poll(inMenu).toEqual(running);
    electron.app.quit();
    expect(await electron.app.ended).toBe(0);
  });

  test('a program that was double-clicked is what the window shows', async ({ context }) => {
    const pages: ChromiumPages = new ChromiumPages(context, () => electron);
    const electron = new ElectronStandIn(pages);
    const first = join(home, 'servo.py');
    const second = join(home, 'lamp.py');
    await writeFile(first, 'print("servo")\n');
    await writeFile(second, 'print("lamp")\n');
    const opening = context.waitForEvent('page');
    await openDesktop(electron, [first]);
    const page = await opening;
    await expect(openTabs(page)).toHaveText([/servo\.py/]);

    electron.app.emit('second-instance', {}, ['nibble', '.', second], home);
    await expect(page.getByRole('textbox', { name: 'Editor: lamp.py' })).toContainText('lamp');
    electron.app.quit();
    expect(await electron.app.ended).toBe(0);
  });
});
