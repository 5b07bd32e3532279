import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/nibble.ts';
import { editorOf, fileRow, noticesOf, saveAs, tabOf, writeInEditor } from '../support/window-parts.ts';

const workspaceWith = (files: Record<string, string | Buffer>) => async (home: string) => {
  const folder = join(home, 'Documents', 'Nibble');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
};

test('an empty workspace says what belongs there, and gets its folder at the first save', async ({
  page,
  nibble,
}) => {
  await test.step('it says what belongs there', async () => {
    await expect(page.getByRole('region', { name: 'Files' })).toContainText('Programs you save appear here.');
  });
  await test.step('it gets its folder at the first save, and shows what was saved', async () => {
    await writeInEditor(page, 'print(1)\n');
    await page.keyboard.press('ControlOrMeta+s');
    const picker = page.getByRole('dialog', { name: 'Save as' });
    await expect(picker.getByLabel('Name')).toHaveValue('blink.py');
    await picker.getByLabel('Name').fill('lights');
    await picker.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(tabOf(page, 'lights.py')).toHaveAccessibleName(/on this computer/);
    await expect(tabOf(page, 'lights.py')).not.toHaveAccessibleName(/Not saved/);
    await expect(editorOf(page)).toHaveAccessibleName('Editor: lights.py');
    await expect(fileRow(page, 'lights.py')).toBeVisible();
    expect(await readFile(join(nibble.workspace, 'lights.py'), 'utf8')).toBe('print(1)\n');
  });
});

test.describe('a workspace with files', () => {
  test.use({
    serve: {
      prepare: workspaceWith({
        'servo.py': 'angle = 90\n',
        'windows.py': '\uFEFFa = 1\r\nb = 2\r\n',
        'lib/motor.py': 'speed = 1\n',
        'machine.py': 'x = 1\n',
        'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]),
      }),
    },
  });

  test('shows them and what comes; the keyboard goes through the tree; each opens once, or says why not', async ({
    page,
    nibble,
  }) => {
    await test.step('the keyboard goes through the tree and opens a file', async () => {
      await expect(fileRow(page, 'lib')).toBeVisible();
      await fileRow(page, 'This computer').focus();
      await page.keyboard.press('ArrowDown');
      await expect(fileRow(page, 'lib')).toBeFocused();
      await expect(fileRow(page, 'lib')).toHaveAttribute('aria-expanded', 'false');
      await page.keyboard.press('ArrowRight');
      await expect(fileRow(page, 'motor.py')).toHaveAttribute('aria-level', '3');
      await page.keyboard.press('ArrowRight');
      await expect(fileRow(page, 'motor.py')).toBeFocused();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await expect(fileRow(page, 'motor.py')).toHaveCount(0);
      await page.keyboard.press('s');
      await expect(fileRow(page, 'servo.py')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
    });
    await test.step('a file is opened once, however often it is pressed', async () => {
      await tabOf(page, 'blink.py').click();
      await fileRow(page, 'servo.py').click();
      await expect(tabOf(page, 'servo.py')).toHaveCount(1);
      await expect(tabOf(page, 'servo.py')).toHaveAttribute('aria-selected', 'true');
    });
    await test.step('what appears in the folder from elsewhere is shown', async () => {
      await writeFile(join(nibble.workspace, 'new.py'), '');
      await expect(fileRow(page, 'new.py')).toBeVisible();
    });
    await test.step('it says why a picture cannot be opened, and the keyboard stays where it was', async () => {
      await fileRow(page, 'picture.png').click();
      await expect(noticesOf(page)).toContainText('picture.png');
      await expect(fileRow(page, 'picture.png')).toBeFocused();
      await expect(tabOf(page, 'picture.png')).toHaveCount(0);
    });
    await test.step('it warns about a file that hides one of the Pico’s own modules', async () => {
      await fileRow(page, 'machine.py').click();
      await expect(tabOf(page, 'machine.py')).toBeVisible();
      await expect(noticesOf(page)).toContainText('machine.py');
    });
  });

  test('keeps line ends and byte order mark when saving, and asks before writing over what somebody else changed', async ({
    page,
    nibble,
  }) => {
    await test.step('line ends and byte order mark are kept', async () => {
      await fileRow(page, 'windows.py').click();
      await expect(page.getByRole('textbox', { name: 'Editor: windows.py' })).toBeFocused();
      await page.keyboard.press('ControlOrMeta+End');
      await page.keyboard.type('c = 3\n');
      await page.keyboard.press('ControlOrMeta+s');
      await expect(tabOf(page, 'windows.py')).not.toHaveAccessibleName(/Not saved/);
      expect(await readFile(join(nibble.workspace, 'windows.py'), 'utf8')).toBe(
        '\uFEFFa = 1\r\nb = 2\r\nc = 3\r\n',
      );
    });
    await test.step('it asks before writing over what somebody else changed', async () => {
      await fileRow(page, 'servo.py').click();
      await expect(page.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
      await writeInEditor(page, 'mine = 1\n');
      await writeFile(join(nibble.workspace, 'servo.py'), 'theirs = 1\n');
      await page.keyboard.press('ControlOrMeta+s');
      const ask = page.getByRole('dialog', { name: 'servo.py was changed by another program' });
      await expect(ask).toContainText('1 difference');
      await expect(ask.getByRole('textbox', { name: 'In the file now' })).toHaveText('theirs = 1');
      await page.keyboard.press('Escape');
      expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('theirs = 1\n');
      await page.keyboard.press('ControlOrMeta+s');
      await ask.getByRole('button', { name: 'Save mine', exact: true }).click();
      await expect(tabOf(page, 'servo.py')).not.toHaveAccessibleName(/Not saved/);
      expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('mine = 1\n');
    });
  });

  test('opens through the picker, saves over a file only after saying so, and refuses names that no computer should have', async ({
    page,
    nibble,
  }) => {
    await test.step('a file is opened through the picker, by keyboard alone', async () => {
      await page.keyboard.press('ControlOrMeta+o');
      const picker = page.getByRole('dialog', { name: 'Open a file' });
      await picker.getByRole('button', { name: 'lib' }).press('Enter');
      await picker.getByRole('button', { name: 'motor.py' }).press('Enter');
      await picker.getByRole('button', { name: 'Open', exact: true }).press('Enter');
      await expect(picker).toBeHidden();
      await expect(page.getByRole('textbox', { name: 'Editor: motor.py' })).toHaveText('speed = 1');
    });
    await test.step('a file is saved over only after saying so', async () => {
      await page.keyboard.press('Alt+n');
      await expect(editorOf(page)).toHaveAccessibleName('Editor: untitled.py');
      await writeInEditor(page, 'new = 1\n');
      await page.keyboard.press('ControlOrMeta+Shift+s');
      const saving = page.getByRole('dialog', { name: 'Save as' });
      await saving.getByLabel('Name').fill('servo.py');
      await saving.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(saving).toContainText('servo.py is already here');
      expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('angle = 90\n');
      await saving.getByRole('button', { name: 'Replace it' }).click();
      await expect(tabOf(page, 'servo.py')).toHaveAccessibleName(/on this computer/);
      expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('new = 1\n');
    });
    await test.step('a name that no computer should have is refused in words, and the text stays', async () => {
      await tabOf(page, 'blink.py').click();
      await expect(editorOf(page)).toHaveAccessibleName('Editor: blink.py');
      await writeInEditor(page, 'precious = 1');
      await saveAs(page, 'con.py');
      await expect(noticesOf(page)).toContainText('con.py');
      await expect(editorOf(page)).toHaveText('precious = 1');
      await expect(tabOf(page, 'blink.py')).toHaveAccessibleName(/Not saved/);
    });
  });
});

test.describe('a folder that is read-only for this person', () => {
  test.skip(process.getuid?.() !== 0, 'Serving as somebody else needs root.');

  const nobody = 65534;
  test.use({
    serve: {
      asUser: nobody,
      prepare: async (home) => {
        await workspaceWith({ 'servo.py': 'angle = 90\n' })(home);
        await chmod(home, 0o755);
        await mkdir(join(home, 'data'), { recursive: true });
        await chown(join(home, 'data'), nobody, nobody);
      },
    },
  });

  test('says so, and loses nothing', async ({ page, nibble }) => {
    await fileRow(page, 'servo.py').click();
    await expect(page.getByRole('textbox', { name: 'Editor: servo.py' })).toBeFocused();
    await writeInEditor(page, 'angle = 45\n');
    await page.keyboard.press('ControlOrMeta+s');
    await expect(noticesOf(page)).toContainText('read-only');
    await expect(tabOf(page, 'servo.py')).toHaveAccessibleName(/Not saved/);
    await expect(editorOf(page)).toContainText('angle = 45');
    expect(await readFile(join(nibble.workspace, 'servo.py'), 'utf8')).toBe('angle = 90\n');
  });
});
