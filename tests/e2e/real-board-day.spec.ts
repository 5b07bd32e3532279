import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { listen } from '../support/announcements.ts';
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

/** Lets files from the desktop fall onto a line of the tree. */
async function dropFromDesktop(page: Page, row: Locator, name: string, length: number): Promise<void> {
  const file = { name, length };
  const data = await page.evaluateHandle((one) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from({ length: one.length }, (_, at) => at % 256)], one.name));
    return dropped;
  }, file);
  await row.dispatchEvent('dragover', { dataTransfer: data });
  await row.dispatchEvent('drop', { dataTransfer: data });
}

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

test('what is dropped onto one of two Picos, replaced and deleted there comes back', async ({
  page,
  pico,
  ports,
}) => {
  ports.plugIn({ path: '/dev/ttyACM9', usb: micropython, serialNumber: 'E6614C311B8CE661' });
  await pico.plugIn();
  ports.plugIn({ path: pico.path, usb: micropython, serialNumber });
  const notices = noticesOf(page);
  const heard = await listen(page);
  await page.getByRole('button', { name: /^Board:/ }).click();
  await page.getByRole('menuitemradio', { name: /Pico 7F2A/ }).click();
  await expect(boardButton(page, 'Ready')).toBeVisible();
  await page.getByRole('button', { name: /^Board:/ }).click();
  await expect(page.getByRole('menu').getByText('Pico 7F2A', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  // A picture is no text that any history keeps.
  await onBoard(page, 'Pico 7F2A').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'New folder' }).fill('pictures');
  await page.keyboard.press('Enter');
  await expect(onBoard(page, 'pictures')).toBeVisible();
  await dropFromDesktop(page, onBoard(page, 'pictures'), 'logo.bin', 3000);
  await expect(notices).toContainText('logo.bin was copied to Pico 7F2A');
  await dropFromDesktop(page, onBoard(page, 'pictures'), 'logo.bin', 40);
  const conflict = page.getByRole('dialog', { name: 'pictures already has logo.bin' });
  await expect(conflict).toContainText('you can undo that');
  await conflict.getByRole('button', { name: 'Replace' }).click();
  await expect(notices).toContainText('1 file that was there was replaced.');
  await notices.getByRole('button', { name: 'Undo' }).click();
  await expect(notices).toContainText('logo.bin is back on Pico 7F2A');
  await typeLines(page, "import os; print(os.stat('/pictures/logo.bin')[6], 'bytes')");
  await expect(shellOutput(page)).toContainText('3000 bytes');

  // Deleted and brought back with keys alone, and said.
  await onBoard(page, 'pictures').focus();
  await page.keyboard.press('Delete');
  const ask = page.getByRole('dialog', { name: 'Delete pictures?' });
  await expect(ask.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(onBoard(page, 'pictures')).toHaveCount(0);
  await expect.poll(heard).toContain('polite: pictures was deleted from Pico 7F2A');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(onBoard(page, 'pictures')).toBeVisible();
  await typeLines(page, "print(os.stat('/pictures/logo.bin')[6] + 1, 'with one')");
  await expect(shellOutput(page)).toContainText('3001 with one');

  // What a line makes at the prompt shows, and the next line is typed as ever.
  await typeLines(page, "os.mkdir('made'); made = 4");
  await expect(onBoard(page, 'made')).toBeVisible();
  await typeLines(page, "print(made + 1, 'it is')");
  await expect(shellOutput(page)).toContainText('5 it is');
});

test('a main.py that takes Ctrl-C away is caught and put aside with keys alone', async ({
  page,
  pico,
  ports,
}) => {
  const plugIn = async () => {
    await pico.plugIn();
    ports.plugIn({ path: pico.path, usb: micropython, serialNumber });
  };
  const unplug = async () => {
    await pico.unplug();
    ports.unplug(pico.path);
  };
  await plugIn();
  await noticesOf(page).getByRole('button', { name: 'Use it' }).click();
  await expect(boardButton(page, 'Ready')).toBeVisible();
  await writeInEditor(
    page,
    'import time, micropython\ntime.sleep(20)\nmicropython.kbd_intr(-1)\nwhile True: pass\n',
  );
  await page.getByRole('button', { name: 'Keep on the Pico' }).click();
  await expect(onBoard(page, 'main.py')).toBeVisible();
  await page.keyboard.press('F5');
  await expect(boardButton(page, 'Running')).toBeVisible();
  const heard = await listen(page);
  await give(page, 'board.rescue');
  const steps = page.getByRole('dialog', { name: /doesn't let go/ });
  await expect(steps.locator('[aria-current=step]')).toContainText('Pull the cable out');
  await unplug();
  await expect(steps.locator('[aria-current=step]')).toContainText('Plug it in again');
  await plugIn();
  const caught = page.getByRole('dialog', { name: 'Pico 7F2A is yours again' });
  await expect(caught.getByRole('button', { name: 'Rename it to main.py.off' })).toBeFocused();
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^assertive: Pico 7F2A is yours again/));
  await page.keyboard.press('Enter');
  await expect(onBoard(page, 'main.py.off')).toBeVisible();
});
