import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/nibble.ts';
import { editorOf, editorText, fileRow, tabOf, writeInEditor } from '../support/window-parts.ts';

/** The drive of the simulated Pico. */
const boardFolder = (dataFolder: string) => join(dataFolder, 'simulators', 'pico', 'files');

test.use({
  serve: {
    prepare: async (home) => {
      const workspace = join(home, 'Documents', 'Nibble');
      await mkdir(workspace);
      await writeFile(join(workspace, 'servo.py'), 'angle = 90\nspeed = 1\n');
      await mkdir(boardFolder(join(home, 'data')), { recursive: true });
      await writeFile(join(boardFolder(join(home, 'data')), 'board.py'), 'angle = 1\n');
    },
  },
});

test.beforeEach(async ({ page }) => {
  await fileRow(page, 'servo.py').click();
  await expect(page.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
});

test('a tab without changes follows its file, and undo goes back; a file that was deleted can be saved again', async ({
  page,
  nibble,
}) => {
  await test.step('it follows its file, and undo goes back', async () => {
    await page.keyboard.press('ControlOrMeta+End');
    await writeFile(join(nibble.workspace, 'servo.py'), 'angle = 90\nspeed = 2\n');
    await expect(editorOf(page)).toContainText('speed = 2');
    await expect(tabOf(page, 'servo.py')).not.toHaveAccessibleName(/Not saved/);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    expect(await editorText(page)).toBe('angle = 90\nspeed = 1\n');
    await expect(tabOf(page, 'servo.py')).toHaveAccessibleName(/Not saved/);
  });
  await test.step('a file that was deleted is said so, and can be saved again', async () => {
    await page.keyboard.press('ControlOrMeta+s');
    await expect(tabOf(page, 'servo.py')).not.toHaveAccessibleName(/Not saved/);
    await rm(join(nibble.workspace, 'servo.py'));
    await expect(page.getByRole('alert')).toContainText('servo.py is not on this computer any more');
    await page.getByRole('alert').getByRole('button', { name: 'Save it again' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('angle = 90\nspeed = 1\n');
  });
});

test('a tab with changes can save them, take what is in the file, or be saved under another name', async ({
  page,
  nibble,
}) => {
  const changeElsewhere = async (theirs: string, mine: string) => {
    await writeInEditor(page, mine);
    await writeFile(join(nibble.workspace, 'servo.py'), theirs);
    await expect(page.getByRole('alert')).toContainText('Another program has changed servo.py');
    await expect(tabOf(page, 'servo.py')).toHaveAccessibleName(/Changed by another program/);
    await page.getByRole('alert').getByRole('button', { name: 'Compare' }).click();
  };
  await test.step('it can save what is in it, seen side by side', async () => {
    await changeElsewhere('angle = 45\nspeed = 1\n', 'angle = 90\nspeed = 1\nmine = True\n');
    const ask = page.getByRole('dialog', { name: 'servo.py was changed by another program' });
    await expect(ask.getByRole('textbox', { name: 'In the file now' })).toContainText('angle = 45');
    await expect(ask.getByRole('textbox', { name: 'Your text' })).toContainText('mine = True');
    await expect(ask).toContainText('2 differences');
    await page.keyboard.press('F7');
    await expect(ask).toContainText('Difference 1 of 2, line 1');
    await page.keyboard.press('F7');
    await expect(ask).toContainText('Difference 2 of 2, line 3');
    await ask.getByRole('button', { name: 'Save mine', exact: true }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(tabOf(page, 'servo.py')).not.toHaveAccessibleName(/Not saved|Changed/);
    expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toContain('mine = True');
  });
  await test.step('it can take what is in the file, and get the own text back with undo', async () => {
    await changeElsewhere('angle = 30\n', 'angle = 20\n');
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => editorText(page)).toBe('angle = 30\n');
    await expect(tabOf(page, 'servo.py')).not.toHaveAccessibleName(/Not saved|Changed/);
    await editorOf(page).focus();
    await page.keyboard.press('ControlOrMeta+z');
    expect(await editorText(page)).toBe('angle = 20\n');
  });
  await test.step('it can be saved under another name', async () => {
    await changeElsewhere('angle = 45\nspeed = 1\n', 'mine = True\n');
    await page.getByRole('button', { name: 'Save mine under another name' }).click();
    const picker = page.getByRole('dialog', { name: 'Save as' });
    await picker.getByLabel('Name').fill('mine.py');
    await picker.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(tabOf(page, 'mine.py')).not.toHaveAccessibleName(/Not saved|Changed/);
    expect(await readFile(join(nibble.workspace, 'mine.py'), 'utf8')).toContain('mine = True');
    expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('angle = 45\nspeed = 1\n');
  });
});

test('a file on the board that something else changed is compared before it is saved', async ({
  page,
  nibble,
}) => {
  const file = join(boardFolder(nibble.dataFolder), 'board.py');
  await fileRow(page, 'board.py').click();
  await expect(tabOf(page, 'board.py')).toHaveAccessibleName(/on Simulated Pico/);
  await writeInEditor(page, 'angle = 2\n');
  await writeFile(file, 'angle = 3\n');
  await page.keyboard.press('ControlOrMeta+s');
  const ask = page.getByRole('dialog', { name: 'board.py on Simulated Pico was changed meanwhile' });
  await expect(ask.getByRole('textbox', { name: 'In the file now' })).toHaveText('angle = 3');
  expect(await readFile(file, 'utf8')).toBe('angle = 3\n');
  await ask.getByRole('button', { name: 'Save mine', exact: true }).click();
  await expect(tabOf(page, 'board.py')).not.toHaveAccessibleName(/Not saved/);
  expect(await readFile(file, 'utf8')).toBe('angle = 2\n');
});
