import type { BrowserWindow, Dialog, FileFilter } from 'electron';
import { join } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import type { Dialogs } from '../dialogs.ts';

/** The operating system's own dialogs for opening and saving, in front of the window in use. */
export function nativeDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  windowInUse: () => BrowserWindow | null,
): Dialogs {
  return {
    async pickOpen(folder) {
      const options = { defaultPath: folder, filters: filters(), properties: ['openFile' as const] };
      const window = windowInUse();
      const { canceled, filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      const path = filePaths[0];
      return canceled || path === undefined ? { kind: 'cancelled' } : { kind: 'picked', path };
    },
    async pickSave(folder, suggestedName) {
      const options = { defaultPath: join(folder, suggestedName), filters: filters() };
      const window = windowInUse();
      const { canceled, filePath } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? { kind: 'cancelled' } : { kind: 'picked', path: filePath };
    },
  };
}

function filters(): FileFilter[] {
  return [
    { name: t('desktop:pythonFiles'), extensions: ['py'] },
    { name: t('desktop:allFiles'), extensions: ['*'] },
  ];
}
