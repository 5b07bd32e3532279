import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startKillableBrowser } from '../support/killable-browser.ts';
import { expect, test } from '../support/nibble.ts';
import { serveNibble } from '../support/served-nibble.ts';
import { editorOf, editorText, fileRow, saveAs, tabOf, writeInEditor } from '../support/window-parts.ts';

/** The promised second, from the last key to the disk. */
const promised = 1000;

/** Lets the promised second pass; then nothing more may be needed for the text to be safe. */
const secondPasses = (page: Page) => page.waitForTimeout(promised);

const undo = 'ControlOrMeta+z';

test('everything comes back after the power was cut: text, cursor, tabs, undo', async ({ nibble, page }) => {
  await mkdir(nibble.workspace, { recursive: true });
  await writeFile(join(nibble.workspace, 'servo.py'), 'angle = 90\n');
  await writeFile(join(nibble.workspace, 'read.py'), 'only = "read"\n');
  await page.close();

  const first = await startKillableBrowser();
  const before = await first.browser.newPage();
  await before.goto(nibble.url);
  await writeInEditor(before, 'first = 1\nsecond = 2\n');
  await saveAs(before, 'kept.py');
  await fileRow(before, 'read.py').click();
  await fileRow(before, 'servo.py').click();
  await editorOf(before).focus();
  await before.keyboard.press('ControlOrMeta+End');
  await before.keyboard.type('speed = 7');
  await before.keyboard.press('Alt+n');
  await before.keyboard.type('untitled = True\nlast = "key"');
  await before.keyboard.press('ArrowUp');
  await before.keyboard.press('Home');
  await secondPasses(before);
  await Promise.all([first.kill(), nibble.kill()]);

  const again = await serveNibble({ home: nibble.home });
  const second = await startKillableBrowser();
  try {
    const after = await second.browser.newPage();
    await after.goto(again.url);
    await expect(after.getByRole('region', { name: 'Notices' })).toContainText('unsaved texts are back');
    await expect(after.getByRole('tab').and(after.locator('[aria-controls=editor-body]'))).toHaveText([
      /kept\.py/,
      /read\.py/,
      /servo\.py/,
      /untitled\.py/,
    ]);
    await expect(tabOf(after, 'untitled.py')).toHaveAttribute('aria-selected', 'true');
    expect(await editorText(after)).toBe('untitled = True\nlast = "key"');
    await editorOf(after).focus();
    await after.keyboard.type('#');
    expect(await editorText(after)).toBe('#untitled = True\nlast = "key"');

    await tabOf(after, 'servo.py').click();
    expect(await editorText(after)).toBe('angle = 90\nspeed = 7');
    await editorOf(after).focus();
    await after.keyboard.press(undo);
    expect(await editorText(after)).toBe('angle = 90\n');
    await expect(tabOf(after, 'servo.py')).not.toHaveAccessibleName(/Not saved/);

    await tabOf(after, 'read.py').click();
    expect(await editorText(after)).toBe('only = "read"\n');
    expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('angle = 90\n');
  } finally {
    await second.kill();
    await again.kill();
  }
});
