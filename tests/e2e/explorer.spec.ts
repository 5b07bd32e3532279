import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { canHang, mountHungFolder, type HungDrive } from '../support/hung-folder.ts';
import { expect, test } from '../support/nibble.ts';
import { typeLines } from '../support/shell-parts.ts';
import { editorOf, fileRow, noticesOf, tabOf, writeInEditor } from '../support/window-parts.ts';

const workspaceWith = (files: Record<string, string>) => async (home: string) => {
  for (const [name, content] of Object.entries(files)) {
    const path = join(home, 'Documents', 'Nibble', name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }
};

const board = 'Simulated Pico';

/** A line of the tree below the board, or below this computer. */
const rowUnder = (page: Page, half: string, name: string) =>
  page.getByRole('tree').locator(`[data-row^="${half === board ? 'board:' : 'computer'}"]`, {
    has: page.getByText(name, { exact: true }),
  });

const boardIsReady = (page: Page) =>
  page.getByRole('log', { name: 'Shell output' }).filter({ hasText: '>>>' }).waitFor();

const chooseInMenu = async (page: Page, row: string, entry: string) => {
  await fileRow(page, row).click({ button: 'right' });
  await page.getByRole('menu').getByRole('menuitem', { name: entry }).click();
};

test.use({
  serve: {
    prepare: workspaceWith({
      'servo.py': 'angle = 90\n',
      'lib/motor.py': 'speed = 1\n',
      'lib/sensors/thermometer.py': 't = 1\n',
    }),
  },
});

test('names are given in the tree: a new file, a new folder, another name', async ({ page, nibble }) => {
  await fileRow(page, 'servo.py').focus();
  await page.getByRole('button', { name: 'Add a file' }).click();
  const field = page.getByRole('tree').getByRole('textbox');
  await expect(field).toBeFocused();
  await field.fill('lights');
  await field.press('Enter');
  await expect(fileRow(page, 'lights.py')).toBeVisible();
  await expect(tabOf(page, 'lights.py')).toHaveAttribute('aria-selected', 'true');
  expect(await readFile(join(nibble.workspace, 'lights.py'), 'utf8')).toBe('');

  await chooseInMenu(page, 'lib', 'New folder');
  await field.fill('con');
  await field.press('Enter');
  await expect(page.getByRole('tree').getByRole('alert')).toContainText('cannot be called con');
  await field.fill('parts');
  await field.press('Enter');
  await expect(fileRow(page, 'parts')).toBeFocused();
  expect(await readdir(join(nibble.workspace, 'lib'))).toEqual(['motor.py', 'parts', 'sensors']);

  await fileRow(page, 'servo.py').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('arm');
  await page.keyboard.press('Enter');
  await expect(fileRow(page, 'arm.py')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await expect(fileRow(page, 'arm.py')).toBeFocused();
});

test('an open file keeps its tab and its unsaved text when it is renamed, moved and deleted', async ({
  page,
  nibble,
}) => {
  await fileRow(page, 'servo.py').click();
  await expect(page.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
  await writeInEditor(page, 'angle = 45  # typed, not saved');
  await fileRow(page, 'servo.py').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('arm');
  await page.keyboard.press('Enter');
  await expect(tabOf(page, 'arm.py')).toHaveAccessibleName(/Not saved/);
  await fileRow(page, 'arm.py').dragTo(fileRow(page, 'lib'));
  await expect(fileRow(page, 'arm.py')).toHaveAttribute('aria-level', '3');
  await expect(editorOf(page)).toContainText('typed, not saved');
  await editorOf(page).focus();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(tabOf(page, 'arm.py')).not.toHaveAccessibleName(/Not saved/);
  expect(await readFile(join(nibble.workspace, 'lib', 'arm.py'), 'utf8')).toContain('typed, not saved');

  await fileRow(page, 'arm.py').focus();
  await page.keyboard.press('Delete');
  const ask = page.getByRole('dialog', { name: 'Delete arm.py?' });
  await expect(ask).toContainText('trash');
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(fileRow(page, 'arm.py')).toHaveCount(0);
  await expect(tabOf(page, 'arm.py')).toHaveAccessibleName(/deleted: still open here.*Not saved|Not saved/);
  await expect(editorOf(page)).toContainText('typed, not saved');
  const trash = join(nibble.workspace, '..', '..', '.local', 'share', 'Trash', 'files');
  const [trashed] = await readdir(trash);
  expect(await readFile(join(trash, trashed!), 'utf8')).toContain('typed, not saved');
  await rename(join(trash, trashed!), join(nibble.workspace, 'lib', 'arm.py'));
  await expect(tabOf(page, 'arm.py')).not.toHaveAccessibleName(/deleted|Not saved/);
});

test('files and folders go to the board and back, by menu, keyboard and drag, and ask before replacing', async ({
  page,
  nibble,
}) => {
  await boardIsReady(page);
  await chooseInMenu(page, 'lib', 'Copy to Simulated Pico');
  await expect(noticesOf(page)).toContainText('2 files were copied');
  await expect(rowUnder(page, board, 'lib')).toBeVisible();

  await fileRow(page, 'servo.py').focus();
  await page.keyboard.press('ControlOrMeta+c');
  await fileRow(page, board).focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(rowUnder(page, board, 'servo.py')).toBeVisible();
  await writeFile(join(nibble.workspace, 'servo.py'), 'angle = 1\n');
  await page.keyboard.press('ControlOrMeta+v');
  const conflict = page.getByRole('dialog', { name: 'Simulated Pico already has servo.py' });
  await conflict.getByRole('button', { name: 'Keep both' }).click();
  await expect(rowUnder(page, board, 'servo_2.py')).toBeVisible();
  await rowUnder(page, board, 'servo_2.py').click();
  await expect(page.getByRole('textbox', { name: 'Editor: servo_2.py' })).toHaveText(/angle = 1/);

  await rowUnder(page, board, 'servo_2.py').dragTo(fileRow(page, 'This computer'));
  await expect(rowUnder(page, 'computer', 'servo_2.py')).toBeVisible();
  expect(await readFile(join(nibble.workspace, 'servo_2.py'), 'utf8')).toBe('angle = 1\n');

  await rowUnder(page, board, 'servo_2.py').focus();
  await page.keyboard.press('Delete');
  const ask = page.getByRole('dialog', { name: 'Delete servo_2.py?' });
  await expect(ask).toContainText('you can undo this until you close the window');
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rowUnder(page, board, 'servo_2.py')).toHaveCount(0);
  await expect(rowUnder(page, 'computer', 'servo_2.py')).toBeVisible();

  // Brought back, it is the file of its open tab again.
  await expect(tabOf(page, 'servo_2.py')).toHaveAccessibleName(/deleted: still open here/);
  await noticesOf(page).getByRole('button', { name: 'Undo' }).click();
  await expect(rowUnder(page, board, 'servo_2.py')).toBeVisible();
  await expect(tabOf(page, 'servo_2.py')).not.toHaveAccessibleName(/deleted|Not saved/);

  // What a line makes at the prompt shows too.
  await typeLines(page, "import os; os.mkdir('pictures')");
  await expect(rowUnder(page, board, 'pictures')).toBeVisible();
});

test('several lines are selected and moved together, by keyboard alone', async ({ page, nibble }) => {
  await writeFile(join(nibble.workspace, 'a.py'), '');
  await expect(fileRow(page, 'a.py')).toBeVisible();
  await fileRow(page, 'a.py').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(fileRow(page, 'a.py')).toHaveAttribute('aria-selected', 'true');
  await expect(fileRow(page, 'servo.py')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ControlOrMeta+x');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(fileRow(page, 'lib')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menu').getByRole('menuitem', { name: 'Paste' }).press('Enter');
  await expect(fileRow(page, 'servo.py')).toHaveAttribute('aria-level', '3');
  await expect(fileRow(page, 'lib')).toBeFocused();
  expect(await readdir(join(nibble.workspace, 'lib'))).toEqual(['a.py', 'motor.py', 'sensors', 'servo.py']);
});

test('the filter finds names in folders that were never opened', async ({ page }) => {
  await fileRow(page, 'servo.py').focus();
  await page.keyboard.press('ControlOrMeta+f');
  const field = page.getByRole('textbox', { name: 'Find files by name' });
  await expect(field).toBeFocused();
  await field.fill('THERMO');
  await expect(fileRow(page, 'thermometer.py')).toHaveAttribute('aria-level', '4');
  await expect(fileRow(page, 'servo.py')).toHaveCount(0);
  await field.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Editor: thermometer.py' })).toBeFocused();
  await field.fill('nothing like it');
  await expect(page.getByRole('tree')).toContainText('No name here holds “nothing like it”.');
  await field.press('Escape');
  await expect(fileRow(page, 'servo.py')).toBeVisible();
});

test('files that are dropped from the desktop are taken over', async ({ page, nibble }) => {
  await expect(fileRow(page, 'lib')).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['print("dropped")\n'], 'dropped.py'));
    return dropped;
  });
  await fileRow(page, 'lib').dispatchEvent('dragover', { dataTransfer: data });
  await fileRow(page, 'lib').dispatchEvent('drop', { dataTransfer: data });
  await expect(fileRow(page, 'dropped.py')).toHaveAttribute('aria-level', '3');
  expect(await readFile(join(nibble.workspace, 'lib', 'dropped.py'), 'utf8')).toBe('print("dropped")\n');
});

test('a new program is saved straight onto the board, with the ending it needs', async ({ page }) => {
  await boardIsReady(page);
  await writeInEditor(page, 'print("on the board")\n');
  await page.keyboard.press('ControlOrMeta+s');
  const picker = page.getByRole('dialog', { name: 'Save as' });
  await picker.getByRole('radio', { name: board }).click();
  await picker.getByLabel('Name').fill('hello');
  await picker.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(tabOf(page, 'hello.py')).toHaveAccessibleName(/on Simulated Pico/);
  await expect(rowUnder(page, board, 'hello.py')).toBeVisible();
});

test('a project goes home as one zip and comes back from it', async ({ page, nibble }) => {
  await page.getByRole('button', { name: 'Project' }).click();
  await page.getByRole('menuitem', { name: 'Take home…' }).click();
  const picker = page.getByRole('dialog', { name: 'Take home as a zip' });
  await picker.getByRole('button', { name: 'To the folder above' }).click();
  await picker.getByLabel('Name').fill('robot');
  await picker.getByRole('button', { name: 'Pack' }).click();
  const notices = noticesOf(page);
  await expect(notices).toContainText('robot.zip is packed, with 3 files');

  await page.keyboard.press('ControlOrMeta+o');
  const open = page.getByRole('dialog', { name: 'Open a file' });
  await open.getByRole('button', { name: 'To the folder above' }).click();
  await open.getByRole('button', { name: 'robot.zip' }).click();
  await open.getByRole('button', { name: 'Open', exact: true }).click();
  const ask = page.getByRole('dialog', { name: 'Open robot.zip as a project?' });
  await ask.getByRole('button', { name: 'Open it' }).click();
  await expect(notices).toContainText('Nibble_2 is open, with 3 files');
  await expect(fileRow(page, 'This computer')).toContainText('Nibble_2');
  expect((await readdir(join(nibble.workspace, '..', 'Nibble_2'))).sort()).toEqual(['lib', 'servo.py']);

  await page.getByRole('button', { name: 'Project' }).click();
  await page.getByRole('menuitem', { name: 'Open folder…' }).click();
  const folders = page.getByRole('dialog', { name: 'Open a folder' });
  await folders.getByRole('button', { name: 'To the folder above' }).click();
  await folders.getByRole('button', { name: 'Nibble', exact: true }).click();
  await folders.getByRole('button', { name: 'Open this folder' }).click();
  await expect(fileRow(page, 'This computer')).not.toContainText('Nibble_2');
  await expect(fileRow(page, 'servo.py')).toBeVisible();
});

test.describe('ten thousand files', () => {
  test.use({
    serve: {
      prepare: async (home) => {
        const folder = join(home, 'Documents', 'Nibble');
        await mkdir(folder, { recursive: true });
        for (let number = 0; number < 10_000; number += 100) {
          await Promise.all(
            Array.from({ length: 100 }, (_, at) => writeFile(join(folder, `file-${number + at}.py`), '')),
          );
        }
      },
    },
  });

  test('scroll, and say their places, while few are drawn', async ({ page }) => {
    const tree = page.getByRole('tree');
    await expect(fileRow(page, 'file-0.py')).toHaveAttribute('aria-setsize', '10000');
    await tree.evaluate((element) => (element.scrollTop = 100_000));
    await expect(fileRow(page, 'file-3580.py')).toBeVisible();
    expect(await tree.getByRole('treeitem').count()).toBeLessThan(120);
    await fileRow(page, 'This computer').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(fileRow(page, 'file-9999.py')).toBeFocused();
    await expect(fileRow(page, 'file-9999.py')).toHaveAttribute('aria-posinset', '10000');
  });
});

test.describe('a workspace on a drive that never answers', () => {
  test.skip(!canHang(), 'Mounting such a drive needs root and FUSE.');
  let drive: HungDrive | undefined;
  test.use({
    serve: {
      prepare: async (home) => {
        const folder = join(home, 'Documents', 'Nibble');
        await mkdir(folder, { recursive: true });
        drive = mountHungFolder(folder);
      },
    },
  });
  test.afterEach(() => drive?.unmount());

  test('ends in a sentence; the board and other folders go on', async ({ page }) => {
    await boardIsReady(page);
    await expect(page.getByRole('tree')).toContainText("The folder Nibble isn't answering.", {
      timeout: 20_000,
    });
    await page.getByRole('tree').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.getByRole('status')).toContainText('Running');
    drive?.unmount();
    await expect(page.getByRole('tree').getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
