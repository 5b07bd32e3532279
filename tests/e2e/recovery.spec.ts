import { chmod, chown, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startKillableBrowser } from '../support/killable-browser.ts';
import { expect, test } from '../support/nibble.ts';
import { serveNibble } from '../support/served-nibble.ts';
import { canMount, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import {
  editorOf,
  editorText,
  fileRow,
  noticesOf,
  saveAs,
  tabOf,
  writeInEditor,
} from '../support/window-parts.ts';

/** The promised second, from the last key to the disk. */
const promised = 1000;

/** Lets the promised second pass; then nothing more may be needed for the text to be safe. */
const secondPasses = (page: Page) => page.waitForTimeout(promised);

const undo = 'ControlOrMeta+z';

/** The logs in a Nibble's recovery store. */
async function logsIn(dataFolder: string): Promise<string[]> {
  const entries = await readdir(join(dataFolder, 'recovery'), { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => name.startsWith('log-'))
    .map(({ parentPath, name }) => join(parentPath, name));
}

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
  await expect(before.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
  await before.keyboard.press('ControlOrMeta+End');
  await before.keyboard.insertText('speed = 7');
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
    await expect(noticesOf(after)).toContainText('unsaved texts are back');
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

test('a page that is loaded again has everything once, however often', async ({ page }) => {
  page.on('dialog', (dialog) => void dialog.accept());
  await writeInEditor(page, 'precious = True');
  for (let time = 0; time < 3; time++) {
    await secondPasses(page);
    await page.reload();
    await expect(editorOf(page)).toHaveText('precious = True');
    await expect(page.getByRole('tab').and(page.locator('[aria-controls=editor-body]'))).toHaveCount(1);
  }
});

test('what came back is seen beside what was saved, and can be thrown away with undo', async ({ page }) => {
  page.on('dialog', (dialog) => void dialog.accept());
  await writeInEditor(page, 'precious = True');
  await secondPasses(page);
  await page.reload();
  const notices = noticesOf(page);
  await expect(notices).toContainText('Your unsaved text is back');
  await notices.getByRole('button', { name: 'See what is not saved' }).click();
  const ask = page.getByRole('dialog', { name: 'What is not saved in blink.py' });
  await expect(ask.getByRole('textbox', { name: 'As it was at first' })).toContainText('led.toggle()');
  await ask.getByRole('button', { name: 'Go back to that text' }).click();
  await expect(tabOf(page, 'blink.py')).not.toHaveAccessibleName(/Not saved/);
  await editorOf(page).focus();
  await page.keyboard.press(undo);
  await expect(editorOf(page)).toHaveText('precious = True');
});

test('a file that changed while Nibble was not there says so, and loses neither text', async ({
  page,
  nibble,
}) => {
  page.on('dialog', (dialog) => void dialog.accept());
  await writeInEditor(page, 'saved = 1\n');
  await saveAs(page, 'both.py');
  await writeInEditor(page, 'mine = 1\n');
  await secondPasses(page);
  await page.goto('about:blank');
  await writeFile(join(nibble.workspace, 'both.py'), 'theirs = 1\n');
  await page.goto(nibble.url);
  await expect(page.getByRole('alert')).toContainText('Another program has changed both.py');
  expect(await editorText(page)).toBe('mine = 1\n');
  expect(await readFile(join(nibble.workspace, 'both.py'), 'utf8')).toBe('theirs = 1\n');
});

test('a store that was cut off gives back what is left of it, and does not call that the file', async ({
  page,
  nibble,
}) => {
  page.on('dialog', (dialog) => void dialog.accept());
  await writeInEditor(page, 'saved = 1\n');
  await saveAs(page, 'long.py');
  await writeInEditor(page, 'line = 1\n'.repeat(300));
  // Loaded again, its log begins with the whole text.
  await secondPasses(page);
  await page.reload();
  await expect(tabOf(page, 'long.py')).toHaveAccessibleName(/Not saved/);
  await secondPasses(page);
  await page.goto('about:blank');
  const [log] = await logsIn(nibble.dataFolder);
  await truncate(log!, 1500);

  await page.goto(nibble.url);
  await expect(noticesOf(page)).toContainText('Not everything you had open');
  await expect(editorOf(page)).toContainText('line = 1');
  await expect(tabOf(page, 'long.py')).toHaveAccessibleName(/not saved yet/);
  expect(await readFile(join(nibble.workspace, 'long.py'), 'utf8')).toBe('saved = 1\n');
});

test('two Nibbles on one folder leave each other’s work alone', async ({ page, nibble, browser }) => {
  await writeInEditor(page, 'first = 1\n');
  await saveAs(page, 'shared.py');
  await writeInEditor(page, 'first = 2\n');
  await secondPasses(page);
  const other = await serveNibble({ home: nibble.home });
  const context = await browser.newContext();
  try {
    const second = await context.newPage();
    await second.goto(other.url);
    await expect(tabOf(second, 'blink.py')).toBeVisible();
    await expect(tabOf(second, 'shared.py')).toHaveCount(0);
    await fileRow(second, 'shared.py').click();
    await expect(second.getByRole('textbox', { name: 'Editor: shared.py' })).toHaveText('first = 1');
    await writeInEditor(second, 'second = 1\n');
    await second.keyboard.press('ControlOrMeta+s');
    await expect(tabOf(second, 'shared.py')).not.toHaveAccessibleName(/Not saved/);
    await expect(page.getByRole('alert')).toContainText('Another program has changed shared.py');
    expect(await editorText(page)).toBe('first = 2\n');
  } finally {
    await context.close();
    await other.kill();
  }
});

test.describe('where nothing can be kept', () => {
  test.skip(process.getuid?.() !== 0, 'Serving as somebody else needs root.');

  const nobody = 65534;
  test.use({
    serve: {
      asUser: nobody,
      prepare: async (home) => {
        await chmod(home, 0o755);
        await mkdir(join(home, 'data', 'recovery'), { recursive: true });
        await mkdir(join(home, 'Documents', 'Nibble'), { recursive: true });
        for (const own of [join(home, 'data'), join(home, 'Documents', 'Nibble')]) {
          await chown(own, nobody, nobody);
        }
      },
    },
  });

  test('that is said once and stays to be seen, and everything else works', async ({ page, nibble }) => {
    const notices = noticesOf(page);
    await expect(notices).toContainText('may not write in its data folder');
    await notices.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('status').first()).toContainText('What you type is not kept safe');
    await writeInEditor(page, 'works = True\n');
    await saveAs(page, 'works.py');
    await expect(tabOf(page, 'works.py')).not.toHaveAccessibleName(/Not saved/);
    expect(await readFile(join(nibble.workspace, 'works.py'), 'utf8')).toBe('works = True\n');
    await expect(notices.getByText('may not write in its data folder')).toHaveCount(0);
  });
});

test.describe('on a full disk', () => {
  test.skip(!canMount(), 'A disk of its own needs root.');
  let disk: SmallDisk;
  test.use({
    serve: {
      prepare: async (home) => {
        const workspace = join(home, 'Documents', 'Nibble');
        await mkdir(workspace);
        disk = mountSmallDisk(workspace, 64 * 1024);
        await writeFile(join(workspace, 'servo.py'), 'angle = 90\n');
      },
    },
  });
  test.afterEach(() => disk.unmount());

  test('saving keeps the text, says what to do, and offers to save somewhere else', async ({
    page,
    nibble,
  }) => {
    await fileRow(page, 'servo.py').click();
    await expect(page.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
    disk.fill();
    await writeInEditor(page, `angle = 45 #${'x'.repeat(9000)}`);
    await page.keyboard.press('ControlOrMeta+s');
    const notices = noticesOf(page);
    await expect(notices).toContainText('disk is full');
    await expect(tabOf(page, 'servo.py')).toHaveAccessibleName(/Not saved/);
    expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('angle = 90\n');
    await notices.getByRole('button', { name: 'Save somewhere else' }).click();
    const picker = page.getByRole('dialog', { name: 'Save as' });
    await picker.getByRole('button', { name: 'To the folder above' }).click();
    await picker.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(tabOf(page, 'servo.py')).not.toHaveAccessibleName(/Not saved/);
    expect(await readFile(join(nibble.home, 'Documents', 'servo.py'), 'utf8')).toContain('angle = 45');
  });
});
