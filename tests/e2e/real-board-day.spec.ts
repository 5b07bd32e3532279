import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { noFirmware } from '../support/firmware-files.ts';
import { expect } from '../support/nibble.ts';
import { test } from '../support/nibble-with-boards.ts';
import { micropython } from '../support/plugged-ports.ts';
import { shellOutput, typeLines } from '../support/shell-parts.ts';
import { give } from '../support/views.ts';
import { editorText, noticesOf, tabOf, writeInEditor } from '../support/window-parts.ts';

test.skip(noFirmware, 'NIBBLE_FIRMWARE_DIR names no firmware');
test.describe.configure({ timeout: 120_000 });

const serialNumber = 'E6614C311B8C7F2A';

const boardButton = (page: Page, state: string) =>
  page.getByRole('button', { name: new RegExp(`^Board: Pico on .* ${state}`) });

/** A line of the tree below the board. */
const onBoard = (page: Page, name: string) =>
  page
    .getByRole('tree')
    .locator('[data-row^="board:serial"]', { has: page.getByText(name, { exact: true }) });

const onComputer = (page: Page, name: string) =>
  page.getByRole('tree').locator('[data-row^="computer"]', { has: page.getByText(name, { exact: true }) });

async function changeInEditor(page: Page, tab: string, text: string): Promise<void> {
  await tabOf(page, tab).click();
  await writeInEditor(page, text);
}

test('a Pico is plugged in, used, its files edited, pulled out, and plugged in again', async ({
  page,
  nibble,
  pico,
  ports,
}) => {
  await mkdir(join(nibble.workspace, 'lib'), { recursive: true });
  await writeFile(join(nibble.workspace, 'lib', 'motor.py'), 'speed = 1\n');
  const plugIn = async () => {
    await pico.plugIn();
    ports.plugIn({ path: pico.path, usb: micropython, serialNumber });
  };
  const notices = noticesOf(page);

  // It appears by itself, and is what this window works with from one press on.
  await plugIn();
  await notices.getByRole('button', { name: 'Use it' }).click();
  await expect(boardButton(page, 'Ready')).toBeVisible();
  await expect(onBoard(page, 'Pico 7F2A')).toContainText(pico.path);
  await expect(page.getByRole('status')).toContainText('MicroPython 1.26.1');
  await expect(page.getByRole('status')).toContainText('MB free');

  // Files go there, folders and all.
  await onComputer(page, 'lib').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy to Pico 7F2A' }).click();
  await onBoard(page, 'lib').click();
  await expect(onBoard(page, 'motor.py')).toBeVisible();

  // A program runs; opening a file asks before it is stopped, and then opens it.
  await writeInEditor(page, 'from motor import speed\nprint("speed", speed)\nwhile True:\n    pass\n');
  await page.keyboard.press('F5');
  await expect(shellOutput(page)).toContainText('speed 1');
  await expect(page.getByRole('status')).toContainText('Runs until you unplug');
  await onBoard(page, 'motor.py').click();
  const ask = page.getByRole('dialog', { name: 'A program is running on Pico 7F2A' });
  await ask.getByRole('button', { name: 'Let it run' }).click();
  await expect(tabOf(page, 'motor.py')).toHaveCount(0);
  await onBoard(page, 'motor.py').click();
  await ask.getByRole('button', { name: 'Stop it and go on' }).click();
  await expect(tabOf(page, 'motor.py')).toContainText('on Pico 7F2A');

  // It is saved back where it came from, but not over what somebody else wrote meanwhile.
  await changeInEditor(page, 'motor.py', 'speed = 2\n');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(tabOf(page, 'motor.py')).not.toHaveAccessibleName(/Not saved/);
  await typeLines(page, "f = open('/lib/motor.py', 'w'); _ = f.write('speed = 3'); f.close()");
  await changeInEditor(page, 'motor.py', 'speed = 4\n');
  await page.keyboard.press('ControlOrMeta+s');
  const compare = page.getByRole('dialog', { name: 'motor.py on Pico 7F2A was changed meanwhile' });
  await expect(compare.getByRole('textbox', { name: 'In the file now' })).toHaveText('speed = 3');
  await compare.getByRole('button', { name: 'Save mine', exact: true }).click();
  await expect(tabOf(page, 'motor.py')).not.toHaveAccessibleName(/Not saved/);

  // What was there is in its history.
  await give(page, 'file.history');
  const history = page.getByRole('dialog', { name: 'Earlier versions of motor.py' });
  await expect(history.getByRole('radio')).toHaveCount(4);
  await expect(history.getByRole('radio', { name: /Was on the board/ })).toHaveCount(2);
  await page.keyboard.press('Escape');

  // Everything goes home as a zip.
  await onBoard(page, 'Pico 7F2A').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Save all its files as a zip…' }).click();
  const picker = page.getByRole('dialog', { name: 'Take home as a zip' });
  await picker.getByRole('button', { name: 'Pack' }).click();
  await expect(notices).toContainText('Pico 7F2A.zip is packed, with 1 file');
  expect(await readdir(nibble.workspace)).toContain('Pico 7F2A.zip');

  // Pulled out, nothing is lost; plugged in again, it is the same Pico.
  await changeInEditor(page, 'motor.py', 'speed = 5\n');
  await pico.unplug();
  ports.unplug(pico.path);
  await expect(boardButton(page, 'Unplugged')).toBeVisible();
  await expect(onBoard(page, 'Pico 7F2A')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(notices.getByRole('button', { name: 'Save somewhere else' })).toBeVisible();
  expect(await editorText(page)).toBe('speed = 5\n');
  await plugIn();
  await expect(boardButton(page, 'Ready')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(tabOf(page, 'motor.py')).not.toHaveAccessibleName(/Not saved/);
  await typeLines(page, "print(open('/lib/motor.py').read())");
  await expect(shellOutput(page)).toContainText('speed = 5');
});
