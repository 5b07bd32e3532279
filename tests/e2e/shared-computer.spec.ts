import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, noticesOf, saveAs, tabOf, writeInEditor } from '../support/window-parts.ts';

/** Whether recovery has a file on the disk that says this. */
async function isKept(dataFolder: string, text: RegExp): Promise<boolean> {
  const folder = join(dataFolder, 'recovery');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).some((each) => text.test(each));
}

const ask = "Somebody's text was not saved. Is it yours?";

test('Clear for the next person says what it does, does it, and the next person starts clean', async ({
  page,
  context,
  nibble,
}) => {
  await writeInEditor(page, 'print("Ada")\n');
  await saveAs(page, 'ada.py');
  await writeInEditor(page, 'print("Ada, changed")\n');
  const other = await context.newPage();
  await other.goto(nibble.url);
  await writeInEditor(other, 'print("in another window")\n');

  await page.bringToFront(); // a window behind another one draws once a second
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'This computer', exact: true }).click();
  await page.getByRole('button', { name: 'Clear for the next person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clear for the next person?' });
  const folder = join(dirname(nibble.workspace), 'Nibble put away');
  await expect(dialog).toContainText(nibble.workspace);
  await expect(dialog).toContainText(folder);
  await expectNoFindings(page, '[role=dialog]');
  await page.keyboard.press('Escape');
  expect(await readdir(nibble.workspace)).toEqual(['ada.py']);

  await page.getByRole('button', { name: 'Clear for the next person' }).click();
  await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
  const told = (window: Page) => noticesOf(window).getByText('Nibble is ready for the next person').count();
  await expect.poll(async () => (await told(page)) + (await told(other))).toBe(1);
  for (const window of [page, other]) {
    await expect(tabOf(window, 'blink.py')).toBeVisible();
    await expect(window.getByRole('tablist').getByRole('tab', { name: 'ada.py' })).toHaveCount(0);
    expect(await editorText(window)).not.toContain('Ada');
  }

  const [dated] = await readdir(folder);
  const texts = join(folder, dated!, 'Open texts');
  const kept = await Promise.all((await readdir(texts)).map((name) => readFile(join(texts, name), 'utf8')));
  expect(kept.sort()).toEqual(['print("Ada, changed")\n', 'print("in another window")\n']);
  expect(await readFile(join(folder, dated!, 'Programs', 'ada.py'), 'utf8')).toBe('print("Ada")\n');
  expect(await readdir(nibble.workspace)).toEqual([]);
});

test.describe('a shared computer', () => {
  test.use({
    serve: {
      prepare: async (home) => {
        await mkdir(join(home, 'data'), { recursive: true });
        await writeFile(join(home, 'data', 'settings.json'), '{ "sharedComputer": true }');
      },
    },
  });

  test('asks before it shows what somebody did not save, and shows nothing else', async ({
    page,
    context,
    nibble,
  }) => {
    await writeInEditor(page, 'print("secret")\n');
    await expect(page.getByRole('status').first()).toContainText('not saved');
    await expect.poll(() => isKept(nibble.dataFolder, /secret/)).toBe(true);
    await page.close();

    const next = await context.newPage();
    await next.goto(nibble.url);
    const dialog = next.getByRole('dialog', { name: ask });
    await expect(dialog).toContainText('blink.py');
    expect(await next.getByText('secret').count()).toBe(0);
    // Enter, pressed unread, shows nobody else's text.
    await expect(dialog.getByRole('button', { name: 'No, start clean' })).toBeFocused();
    await next.keyboard.press('Enter');
    await expect(editorOf(next)).not.toContainText('secret');
    await expect(tabOf(next, 'blink.py')).toBeVisible();
    await next.close();

    const owner = await context.newPage();
    await owner.goto(nibble.url);
    await owner.getByRole('dialog', { name: ask }).getByRole('button', { name: 'Yes, show it' }).click();
    await expect(editorOf(owner)).toContainText('secret');
    await saveAs(owner, 'mine.py');
    const isSaved = /"name":"mine\.py"[^]*"unsaved":false/;
    await expect.poll(() => isKept(nibble.dataFolder, isSaved)).toBe(true);
    await owner.close();

    const last = await context.newPage();
    await last.goto(nibble.url);
    await expect(tabOf(last, 'blink.py')).toBeVisible();
    await expect(last.getByRole('dialog')).toHaveCount(0);
    await expect(tabOf(last, 'mine.py')).toHaveCount(0);
  });
});
