import { expect, type Page } from '@playwright/test';
import { crashingProgram } from './crashing-program.ts';
import { pretendBoard } from './pretended-board.ts';

/** One thing that the window can show. Nothing here may depend on the language of the window. */
export interface View {
  readonly name: string;
  /** Brings it into sight. */
  open(page: Page): Promise<unknown>;
  /** The part of the page to look at; else all of it. */
  readonly part?: string;
  /** Escape puts it away, and the window is as before. */
  readonly passing?: true;
}

/** Waits until the board is at its prompt. */
export async function boardIsReady(page: Page): Promise<void> {
  await expect(page.locator('[role=log]').first()).toContainText('>>>', { timeout: 15_000 });
}

/** Gives a command by the palette. */
export async function give(page: Page, command: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+p');
  await page.locator(`[role=option][id$="-${command}"]`).click();
}

const program = (text: string) => async (page: Page) => {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('F5');
};

const dialog = '[role=dialog]';
const commandDialog = (command: string) => ({
  part: dialog,
  passing: true as const,
  async open(page: Page) {
    await give(page, command);
    await expect(page.locator(`${dialog} h2`)).toBeVisible();
  },
});

/** Every view of the window. A new one is a line here: axe and the pseudo-language then look at it. */
export const views: readonly View[] = [
  { name: 'the window at its start', open: (page) => page.locator('.cm-content').focus() },
  { name: 'finding and replacing', part: '[role=search]', open: (page) => give(page, 'edit.find') },
  {
    name: 'the menu of the files',
    part: '[role=menu]',
    passing: true,
    async open(page) {
      await page.locator('[role=treeitem]').first().press('Shift+F10');
      await page.locator('[role=menuitem]').first().waitFor();
    },
  },
  {
    name: 'the name of a new file',
    part: '[role=tree]',
    async open(page) {
      await page.locator('[role=treeitem]').first().press('Shift+F10');
      await page.locator('[role=menuitem]').first().click();
      await page.locator('[role=tree] input').fill('con');
      await page.keyboard.press('Enter');
      await page.locator('[role=tree] [role=alert]').waitFor();
    },
  },
  {
    name: 'finding no file',
    part: '[role=tree]',
    async open(page) {
      await page.locator('[role=treeitem]').first().press('ControlOrMeta+f');
      await page.keyboard.type('nothing');
      await expect(page.locator('[role=treeitem]').nth(1)).toContainText('nothing');
    },
  },
  { name: 'choosing a folder', ...commandDialog('file.openFolder') },
  { name: 'taking a project home', ...commandDialog('file.takeHome') },
  {
    name: 'saving on the board',
    part: dialog,
    passing: true,
    async open(page) {
      await boardIsReady(page);
      await commandDialog('file.saveOnBoard').open(page);
    },
  },
  { name: 'the help', part: 'main', open: (page) => page.keyboard.press('F1') },
  { name: 'the plotter, empty', part: 'main', open: (page) => give(page, 'view.plotter') },
  {
    name: 'the plotter, drawing',
    part: 'main',
    async open(page) {
      await give(page, 'view.plotter');
      await program('import time\nfor i in range(50): print(i, 5 * i); time.sleep(0.01)\nwhile True: pass')(
        page,
      );
      await page.locator('.uplot').waitFor();
    },
  },
  {
    name: 'the explanation of an error',
    part: 'main',
    async open(page) {
      await program('from machine import Pin\nled = Pin(99, Pin.OUT)\n')(page);
      await page.locator('.cm-failed-words').waitFor();
    },
  },
  {
    name: 'a notice, and what stays on',
    part: 'main',
    async open(page) {
      await program('from machine import Pin\nPin(15, Pin.OUT, value=1)\nprint("lit")\nwhile True: pass')(
        page,
      );
      await expect(page.locator('[role=log]').first()).toContainText('lit');
      await page.keyboard.press('Control+F2');
      await page.locator('.notice').waitFor();
    },
  },
  {
    name: 'the board menu',
    part: 'header.toolbar',
    passing: true,
    open: async (page) => {
      await page.locator('header.toolbar [aria-haspopup=menu]').click();
      await page.locator('[role=menu]').waitFor();
    },
  },
  {
    name: 'an exact Pico without firmware',
    part: 'main',
    async open(page) {
      await page.locator('[role=radio]').nth(1).click();
      await page.locator('.ways .path').waitFor();
    },
  },
  {
    name: 'an exact Pico whose program crashed, and asked for what is not emulated',
    part: 'main',
    async open(page) {
      await page.locator('[role=radio]').nth(1).click();
      await page.locator('.ways .path').waitFor();
      const file = { name: 'crash.uf2', mimeType: '', buffer: crashingProgram() };
      await page.locator('.exact input[type=file]').setInputFiles(file);
      await page.locator('.missing li').waitFor();
      await page.locator('.exact .ways').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'an exact Pico, unplugged',
    part: 'main',
    async open(page) {
      await page.locator('[role=radio]').nth(1).click();
      await page.locator('.ways .path').waitFor();
      await page.locator('.hands button').first().click();
      await page.locator('.ways').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'a real board that may not be used',
    part: 'main',
    async open(page) {
      const words = {
        message: '[You may not use it.]',
        hint: '[Run this:]',
        copy: 'sudo usermod -aG dialout me',
      };
      const problem = {
        code: 'board-denied',
        ...words,
        action: { command: 'board.connect', label: '[Again]' },
      };
      await pretendBoard(page, { state: { name: 'denied', problem } });
      await page.locator('[role=tree] code').waitFor();
    },
  },
  {
    name: 'a real board that runs something else',
    part: 'body',
    async open(page) {
      await pretendBoard(page, { state: { name: 'other-firmware' }, firmware: '[CircuitPython 8.2.9]' });
      await page.locator('[role=tree] [role=treeitem] button').last().waitFor();
    },
  },
  {
    name: 'catching a board before its program',
    part: dialog,
    async open(page) {
      const become = await pretendBoard(page, { state: { name: 'rescuing' } });
      await give(page, 'board.rescue');
      become({ state: { name: 'rescuing' }, port: undefined });
      await page.locator(`${dialog} [aria-current=step]`).nth(0).waitFor();
      await expect(page.locator(`${dialog} li`).nth(1)).toHaveAttribute('aria-current', 'step');
    },
  },
  {
    name: 'the question before all files of a board are lost',
    part: dialog,
    async open(page) {
      await pretendBoard(page, { state: { name: 'ready' } });
      await give(page, 'board.format');
      await page.locator(`${dialog} h2`).waitFor();
    },
  },
  {
    name: 'folded panels',
    part: 'main',
    async open(page) {
      for (const panel of ['files', 'shell', 'simulator']) await give(page, `view.${panel}`);
    },
  },
  {
    name: 'no file',
    part: 'main',
    open: async (page) => {
      await page.locator('.cm-content').waitFor();
      await page.keyboard.press('Alt+w');
      await page.locator('.cm-content').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'a question',
    part: dialog,
    async open(page) {
      await page.locator('.cm-content').focus();
      await page.keyboard.insertText('x = 1\n');
      await page.keyboard.press('Alt+w');
      await page.locator(dialog).waitFor();
    },
  },
  {
    name: 'the command palette',
    part: dialog,
    passing: true,
    open: async (page) => {
      await page.keyboard.press('ControlOrMeta+Shift+p');
      await page.locator(dialog).waitFor();
    },
  },
  { name: 'the settings', ...commandDialog('view.settings') },
  { name: 'opening a file', ...commandDialog('file.open') },
  { name: 'saving under a name', ...commandDialog('file.saveAs') },
  { name: 'the examples', ...commandDialog('file.newFromExample') },
  {
    name: 'the history of a file',
    part: dialog,
    async open(page) {
      await program('print(1)')(page);
      await page.locator('[role=log]').filter({ hasText: /^1$/m }).waitFor();
      await give(page, 'file.history');
      await page.locator(dialog).waitFor();
    },
  },
];
