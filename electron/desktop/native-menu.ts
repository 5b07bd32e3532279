/** The menu bar: the window's own commands by their ids, and what every window of the system has. */

import type { MenuItemConstructorOptions } from 'electron';
import type { CommandStates } from '../api.ts';
import {
  commandList,
  menuGroups,
  menuNames,
  type CommandId,
  type MenuName,
} from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';

/** What the menu can do. */
export interface MenuActions {
  /** Gives a command to the window in use. */
  readonly command: (id: CommandId) => void;
  readonly newWindow: () => void;
}

type MenuItems = MenuItemConstructorOptions[];

/** The menu for Electron's `Menu.buildFromTemplate`; `states` as the window in use describes its commands. */
export function menuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform = process.platform,
  states: CommandStates = {},
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const command = (id: CommandId): MenuItemConstructorOptions => {
    const keys = commandList[id].keys?.[0];
    return {
      id,
      label: states[id]?.label ?? t(`menu:command.${id}`),
      enabled: states[id]?.enabled ?? true,
      ...(keys ? { accelerator: keys.replace('Mod', 'CommandOrControl').replace('Arrow', '') } : {}),
      // Shown only: the window acts on its keys itself, and would act twice.
      registerAccelerator: false,
      click: () => actions.command(id),
    };
  };
  const newWindow: MenuItemConstructorOptions = {
    label: t('desktop:newWindow'),
    accelerator: 'CommandOrControl+Shift+N',
    click: actions.newWindow,
  };
  const quit: MenuItemConstructorOptions = { role: 'quit', label: t('desktop:quit') };
  /** What the system brings to our own commands. */
  const fromSystem: Readonly<Record<MenuName, { first?: MenuItems[]; last?: MenuItems[] }>> = {
    file: { last: [[newWindow], ...(mac ? [] : [[quit]])] },
    edit: {
      first: [
        [
          { role: 'undo', label: t('desktop:undo') },
          { role: 'redo', label: t('desktop:redo') },
        ],
        [
          { role: 'cut', label: t('desktop:cut') },
          { role: 'copy', label: t('desktop:copy') },
          { role: 'paste', label: t('desktop:paste') },
          { role: 'selectAll', label: t('desktop:selectAll') },
        ],
      ],
    },
    program: {},
    view: { last: [[{ role: 'togglefullscreen', label: t('desktop:fullScreen') }]] },
    help: {},
  };

  const menus = menuNames.map((name): MenuItemConstructorOptions => {
    const { first = [], last = [] } = fromSystem[name];
    const groups = [...first, ...menuGroups(name).map((ids) => ids.map(command)), ...last];
    return {
      label: t(`menu:${name}`),
      ...(name === 'help' ? { role: 'help' as const } : {}),
      submenu: groups.flatMap((group, index) => (index > 0 ? [separator, ...group] : group)),
    };
  });
  return mac ? [{ role: 'appMenu' }, ...menus] : menus;
}
