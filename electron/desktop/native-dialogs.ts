import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { join } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import type { PickAnswer } from '../api.ts';
import type { Dialogs } from '../dialogs.ts';

/** The operating system's own dialogs for opening and saving, in front of the window in use. */
export function nativeDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  windowInUse: () => BrowserWindow | null,
): Dialogs {
  const open = async (options: OpenDialogOptions): Promise<PickAnswer> => {
    const window = windowInUse();
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options));
    const path = filePaths[0];
    return canceled || path === undefined ? { kind: 'cancelled' } : { kind: 'picked', path };
  };
  const save = async (options: SaveDialogOptions): Promise<PickAnswer> => {
    const window = windowInUse();
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === '' ? { kind: 'cancelled' } : { kind: 'picked', path: filePath };
  };

  return {
    pickOpen: (folder) =>
      open({ defaultPath: folder, filters: [...texts(), ...zips()], properties: ['openFile'] }),
    pickSave: (folder, suggestedName) => save({ defaultPath: join(folder, suggestedName), filters: texts() }),
    pickFolder: (folder) => open({ defaultPath: folder, properties: ['openDirectory', 'createDirectory'] }),
    pickZip: (folder, suggestedName) => save({ defaultPath: join(folder, suggestedName), filters: zips() }),
  };
}

function texts(): FileFilter[] {
  return [
    { name: t('desktop:pythonFiles'), extensions: ['py'] },
    { name: t('desktop:allFiles'), extensions: ['*'] },
  ];
}

function zips(): FileFilter[] {
  return [{ name: t('desktop:zipFiles'), extensions: ['zip'] }];
}
