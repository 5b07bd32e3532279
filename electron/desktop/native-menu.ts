/** The menu bar: the window's own commands by their ids, and what every window of the system has. */

import type { MenuItemConstructorOptions } from 'electron';
import { commandList, type CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';

/** What the menu can do. */
export interface MenuActions {
  /** Gives a command to the window in use. */
  readonly command: (id: CommandId) => void;
  readonly newWindow: () => void;
}

/** The menu for Electron's `Menu.buildFromTemplate`. */
export function menuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform = process.platform,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const command = (id: CommandId): MenuItemConstructorOptions => {
    const keys = commandList[id].keys?.[0];
    return {
      id,
      label: t(`menu:command.${id}`),
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

  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: t('menu:file'),
      submenu: [
        ...(['file.new', 'file.newFromExample', 'file.open'] as const).map(command),
        newWindow,
        separator,
        ...(['file.save', 'file.saveAs', 'file.startOver', 'file.close'] as const).map(command),
        separator,
        command('file.print'),
        ...(mac ? [] : [separator, quit]),
      ],
    },
    {
      label: t('menu:edit'),
      submenu: [
        { role: 'undo', label: t('desktop:undo') },
        { role: 'redo', label: t('desktop:redo') },
        separator,
        { role: 'cut', label: t('desktop:cut') },
        { role: 'copy', label: t('desktop:copy') },
        { role: 'paste', label: t('desktop:paste') },
        { role: 'selectAll', label: t('desktop:selectAll') },
        separator,
        ...(['edit.find', 'edit.findNext', 'edit.findPrevious', 'edit.goToLine'] as const).map(command),
        separator,
        ...(['edit.toggleComment', 'edit.indentWithSpaces'] as const).map(command),
        ...(['edit.moveLinesUp', 'edit.moveLinesDown', 'edit.duplicateLines'] as const).map(command),
        separator,
        ...(['edit.selectNextOccurrence', 'edit.addCursorAbove', 'edit.addCursorBelow'] as const).map(
          command,
        ),
        separator,
        ...(['edit.nextProblem', 'edit.previousProblem'] as const).map(command),
      ],
    },
    {
      label: t('menu:program'),
      submenu: [
        ...(['program.run', 'program.stop'] as const).map(command),
        separator,
        ...(['program.keep', 'program.doNotStartByItself'] as const).map(command),
        separator,
        ...(['board.outputsOff', 'board.softReset', 'board.powerCycle', 'shell.clear'] as const).map(command),
      ],
    },
    {
      label: t('menu:view'),
      submenu: [
        ...(['view.zoomIn', 'view.zoomOut', 'view.zoomReset'] as const).map(command),
        separator,
        ...(['view.textLarger', 'view.textSmaller', 'view.wordWrap'] as const).map(command),
        separator,
        ...(['view.nextFile', 'view.previousFile'] as const).map(command),
        separator,
        { role: 'togglefullscreen', label: t('desktop:fullScreen') },
        separator,
        command('view.settings'),
      ],
    },
    { label: t('menu:help'), role: 'help', submenu: [command('help.open')] },
  ];
}
