import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chooseFirmware, chooseSimulation, firmwarePath, handle } from '../support/exact-parts.ts';
import { crashingProgram } from '../support/crashing-program.ts';
import { noFirmware } from '../support/firmware-files.ts';
import { expect, test } from '../support/nibble.ts';
import { serveNibble } from '../support/served-nibble.ts';
import { shellOutput, typeLines } from '../support/shell-parts.ts';
import { drawnLed, simulatorOf } from '../support/simulator-parts.ts';
import { writeInEditor } from '../support/window-parts.ts';

const board = (page: Page) => page.getByRole('button', { name: /^Board:/ });
const filesOf = (page: Page) => page.getByRole('region', { name: 'Files', exact: true });
const waiting = /^Board: Simulated Pico Waiting for MicroPython/;

test.beforeEach(async ({ page }) => {
  await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Ready/, { timeout: 15_000 });
});

test('the switch leads to an empty Pico that says what it waits for, with cable and reset button, and back', async ({
  page,
}) => {
  await test.step('an empty Pico says what it waits for', async () => {
    await chooseSimulation(page, 'Exact');
    await expect(board(page)).toHaveAccessibleName(waiting);
    await expect(simulatorOf(page)).toContainText('it needs a UF2 file with MicroPython first');
    await expect(simulatorOf(page)).toContainText('RPI-RP2');
    await expect(filesOf(page).getByRole('button', { name: 'Choose a UF2 file…' })).toBeVisible();
    await expect(page.getByRole('status')).not.toContainText('free');
  });
  await test.step('a file that is no firmware is refused where it was chosen', async () => {
    await chooseFirmware(page, { name: 'song.uf2', mimeType: '', buffer: Buffer.from('la '.repeat(500)) });
    await expect(simulatorOf(page).getByRole('alert')).toContainText('song.uf2 is not a UF2 file.');
    await expect(board(page)).toHaveAccessibleName(waiting);
  });
  await test.step('cable and reset button do what hands do', async () => {
    await handle(page, 'Unplug').click();
    await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Unplugged/);
    await expect(handle(page, 'Reset')).toBeDisabled();
    await handle(page, 'Plug in').click();
    await expect(board(page)).toHaveAccessibleName(waiting);
  });
  await test.step('the switch leads back', async () => {
    await chooseSimulation(page, 'Fast');
    await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Ready/, { timeout: 15_000 });
    await expect(drawnLed(page)).toBeVisible();
  });
});

test('a running program is asked about before the switch, and stays where the answer is no', async ({
  page,
}) => {
  await writeInEditor(page, 'while True: pass\n');
  await page.keyboard.press('F5');
  await expect(board(page)).toHaveAccessibleName(/Running/);
  await chooseSimulation(page, 'Exact');
  await page
    .getByRole('dialog', { name: 'Switch to Exact?' })
    .getByRole('button', { name: 'Not now' })
    .click();
  await expect(board(page)).toHaveAccessibleName(/Running/);
  await expect(simulatorOf(page).getByRole('radio', { name: 'Fast' })).toBeChecked();
  await chooseSimulation(page, 'Exact');
  await page.getByRole('button', { name: 'Switch', exact: true }).click();
  await expect(board(page)).toHaveAccessibleName(waiting);
});

test('a program that crashes is told of, with what it asked for and is not emulated', async ({ page }) => {
  await chooseSimulation(page, 'Exact');
  await chooseFirmware(page, { name: 'crash.uf2', mimeType: '', buffer: crashingProgram() });
  await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Crashed/);
  await expect(simulatorOf(page)).toContainText('has crashed at address 0x2000000a');
  await expect(simulatorOf(page)).toContainText('memory protection (MPU)');
  await handle(page, 'Reset').click();
  await expect(board(page)).toHaveAccessibleName(waiting);
  await expect(simulatorOf(page)).not.toContainText('memory protection (MPU)');
});

test('the second Nibble says who has the Pico, and draws none', async ({ page, nibble, context }) => {
  await chooseSimulation(page, 'Exact');
  await expect(board(page)).toHaveAccessibleName(waiting);
  const second = await serveNibble({ home: nibble.home });
  try {
    const other = await context.newPage();
    await other.goto(second.url);
    await expect(simulatorOf(other)).toContainText('it runs in another Nibble');
    await expect(handle(other, 'Plug in')).toHaveCount(0);
    await expect(filesOf(other)).toContainText('it runs in another Nibble');
    await expect(drawnLed(other)).toBeHidden();
    await handle(page, 'Unplug').click();
    await simulatorOf(other).getByRole('button', { name: 'Try again' }).click();
    await expect(board(other)).toHaveAccessibleName(waiting);
  } finally {
    await second.kill();
  }
});

test.describe('with real firmware', () => {
  test.skip(noFirmware, 'NIBBLE_FIRMWARE_DIR names no folder with firmware');

  test('MicroPython is installed by choosing its file, runs, and lights the LED', async ({ page }) => {
    await chooseSimulation(page, 'Exact');
    await chooseFirmware(page, firmwarePath('pico'));
    await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Ready/, { timeout: 20_000 });
    // Over a REPL, what is typed at the prompt gives way to Nibble looking at the files.
    await expect(page.getByRole('status')).toContainText('MB free');
    await expect(page.getByRole('tree')).toContainText('Nothing on the board yet');
    await typeLines(
      page,
      'import os; os.uname().release',
      'import machine; machine.Pin(25, machine.Pin.OUT, value=1)',
    );
    await expect(shellOutput(page)).toContainText("'1.26.1'");
    await expect(drawnLed(page)).toHaveAccessibleName('LED on');
    await writeInEditor(
      page,
      'import time, machine\nmachine.Pin(15, machine.Pin.OUT, value=1)\nprint("started")\ntime.sleep(60)\n',
    );
    await page.keyboard.press('F5');
    await expect(shellOutput(page)).toContainText('started');
    await expect(simulatorOf(page)).toContainText('Keeps up with a real Pico');
    await page.keyboard.press('ControlOrMeta+.');
    await expect(board(page)).toHaveAccessibleName(/Ready/);
    await expect(page.getByRole('button', { name: 'Turn everything off' })).toBeVisible();
    await handle(page, 'Hold BOOTSEL').click();
    await expect(handle(page, 'Hold BOOTSEL')).toHaveAttribute('aria-pressed', 'true');
    await handle(page, 'Reset').click();
    await expect(board(page)).toHaveAccessibleName(waiting);
    await expect(page.getByRole('button', { name: 'Turn everything off' })).toBeHidden();
    await expect(page.getByRole('status')).not.toContainText('free');
    await handle(page, 'Hold BOOTSEL').click();
    await handle(page, 'Reset').click();
    await expect(board(page)).toHaveAccessibleName(/Ready/, { timeout: 20_000 });
  });

  test('a file manager installs it too: the drive is a folder', async ({ page, nibble }) => {
    await chooseSimulation(page, 'Exact');
    await expect(simulatorOf(page)).toContainText('RPI-RP2');
    const drive = join(nibble.dataFolder, 'emulators', 'pico', 'RPI-RP2');
    await cp(firmwarePath('old'), join(drive, 'firmware.uf2')).catch(() => undefined); // it goes meanwhile
    await expect(board(page)).toHaveAccessibleName(/^Board: Simulated Pico Ready/, { timeout: 20_000 });
    await expect(page.getByRole('status')).toContainText('MicroPython 1.19.1');
  });
});
