import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/desktop/native-menu.ts';
import { commandList } from '../../../resources/commands.ts';

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

test('every item that is a command gives it', () => {
  const given: string[] = [];
  const template = menuTemplate({ command: (id) => given.push(id), newWindow: () => {} });
  const commands = items(template).filter(({ id }) => id !== undefined);
  for (const { click } of commands) (click as () => void)();
  expect(given).toEqual(commands.map(({ id }) => id));
  expect(given).toContain('program.run');
  expect(Object.keys(commandList)).toEqual(expect.arrayContaining(given));
});

test('keys are shown, and left to the window', () => {
  const template = menuTemplate({ command: () => {}, newWindow: () => {} });
  const run = items(template).find(({ id }) => id === 'program.run');
  const save = items(template).find(({ id }) => id === 'file.saveAs');
  expect(run).toMatchObject({ label: 'Run', accelerator: 'F5', registerAccelerator: false });
  expect(save).toMatchObject({ accelerator: 'CommandOrControl+Shift+S', registerAccelerator: false });
});

test('a Mac has its application menu and quits from there', () => {
  const actions = { command: () => {}, newWindow: () => {} };
  const quits = (platform: NodeJS.Platform) =>
    items(menuTemplate(actions, platform)).filter(({ role }) => role === 'quit').length;
  expect(menuTemplate(actions, 'darwin')[0]).toEqual({ role: 'appMenu' });
  expect([quits('darwin'), quits('linux'), quits('win32')]).toEqual([0, 1, 1]);
});

test('nothing reloads the window', () => {
  const roles = items(menuTemplate({ command: () => {}, newWindow: () => {} })).map(({ role }) => role);
  expect(roles).not.toContain('reload');
  expect(roles).not.toContain('forceReload');
});
