import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/nibble.ts';
import { editorOf, fileRow } from '../support/window-parts.ts';

const line = 'value = value + 1  # the same again and again\n';

test.use({
  serve: {
    prepare: async (home) => {
      const workspace = join(home, 'Documents', 'Nibble');
      await mkdir(workspace, { recursive: true });
      await writeFile(join(workspace, 'large.py'), line.repeat(5_000_000 / line.length));
      await writeFile(join(workspace, 'long.txt'), 'a'.repeat(1_000_000));
      await writeFile(join(workspace, 'photo.png'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1));
      await writeFile(join(workspace, 'notepad.py'), Buffer.from('\ufeffprint("é")\r\n', 'utf16le'));
    },
  },
});

test('very large files, very long lines, other encodings and pictures', async ({ page }) => {
  const strip = page.getByRole('note');
  await fileRow(page, 'large.py').dblclick();
  await expect(page.getByRole('textbox', { name: 'Editor: large.py' })).toContainText('the same again');
  await expect(strip.filter({ hasText: 'This file is very large' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('end');
  await expect(editorOf(page).locator('.cm-line').last()).toHaveText('end');
  await strip.getByRole('button').click();
  await expect(strip).toHaveCount(0);

  await fileRow(page, 'long.txt').dblclick();
  await expect(page.getByRole('textbox', { name: 'Editor: long.txt' })).toContainText('aaaa');
  await page.keyboard.type('b');
  await expect(editorOf(page)).toContainText('baaaa');

  await fileRow(page, 'notepad.py').dblclick();
  await expect(page.getByRole('textbox', { name: 'Editor: notepad.py' })).toHaveText('print("é")');
  await expect(strip).toContainText('UTF-16');

  await fileRow(page, 'photo.png').dblclick();
  await expect(page.getByText('photo.png is a picture, not text.').first()).toBeVisible();
});
