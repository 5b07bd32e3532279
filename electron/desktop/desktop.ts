/** The Electron door: windows, menu and dialogs around one host. */

import type * as Electron from 'electron';
import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import { dataFolder, documentsFolder } from '../data-folder.ts';
import { createHost, type Host } from '../host.ts';
import { defaultsFiles } from '../settings/defaults-files.ts';
import { DesktopWindow } from './desktop-window.ts';
import { guardPages, guardPermissions, openExternal } from './guards.ts';
import { nativeDialogs } from './native-dialogs.ts';
import { menuTemplate } from './native-menu.ts';
import { windowScheme } from './window-address.ts';
import { fitToScreens, readBounds, rememberBounds, type WindowBounds } from './window-bounds.ts';
import { windowFiles } from './window-files.ts';

/** The parts of Electron that the door uses; handed in, so that it can be tested where Electron is not. */
export type ElectronParts = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'Menu' | 'nativeTheme' | 'protocol' | 'screen' | 'session' | 'shell'
>;

/** Where the build put what a window is made of; absolute paths. */
export interface WindowPaths {
  /** The folder of the built page. */
  readonly window: string;
  /** The built preload. */
  readonly preload: string;
}

/** A new window, when none was remembered. */
const usualSize = { width: 1280, height: 800 };

/** How far each further window is from the one before, in pixels. */
const cascade = 28;

/** What a window shows until its page is painted, so that it does not flash. */
const backgrounds = { light: '#faf8f5', dark: '#1a1e25' };

/**
 * Opens the door. Everything up to its first `await` must run before Electron is ready, so call it
 * at once when the process starts.
 */
export async function openDesktop(electron: ElectronParts, paths: WindowPaths): Promise<void> {
  const { app, dialog, protocol, shell } = electron;
  const folder = dataFolder();
  // Electron's own caches, and with them the lock that keeps Nibble to one process.
  app.setPath('userData', join(folder, 'electron'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  protocol.registerSchemesAsPrivileged([
    { scheme: windowScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  guardPages(app, shell);

  await app.whenReady();
  guardPermissions(electron.session.defaultSession);
  protocol.handle(windowScheme, windowFiles(paths.window));
  let host: Host;
  try {
    host = await createHost({
      dataFolder: folder,
      documentsFolder: documentsFolder(),
      defaultsFiles: defaultsFiles(),
      door: 'electron',
      dialogs: nativeDialogs(dialog, () => electron.BrowserWindow.getFocusedWindow()),
      openExternal: (url) => openExternal(shell, url),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    dialog.showErrorBox(t('desktop:noData.title'), t('desktop:noData.message', { folder, reason }));
    return app.exit(1);
  }
  new Desktop(electron, paths, host, folder).begin();
}

/** All windows of the process, and when it ends. */
class Desktop {
  readonly #windows = new Map<BrowserWindow, DesktopWindow>();
  #quitting = false;
  #hostClosed = false;

  constructor(
    private readonly electron: ElectronParts,
    private readonly paths: WindowPaths,
    private readonly host: Host,
    private readonly dataFolder: string,
  ) {}

  begin(): void {
    const { app, BrowserWindow, Menu } = this.electron;
    const template = menuTemplate({
      command: (id) => {
        const inUse = BrowserWindow.getFocusedWindow();
        if (inUse) this.#windows.get(inUse)?.tell('command', { id });
      },
      newWindow: () => this.#open(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    app.on('second-instance', () => this.#open());
    app.on('activate', () => {
      if (this.#windows.size === 0) this.#open();
    });
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
    app.on('before-quit', () => (this.#quitting = true));
    app.on('will-quit', (event) => {
      if (this.#hostClosed) return;
      event.preventDefault();
      this.#hostClosed = true;
      void this.host.close().finally(() => app.quit());
    });
    this.#open();
  }

  #open(): void {
    const { app, BrowserWindow, dialog, nativeTheme } = this.electron;
    const { theme } = this.host.settings.current;
    const dark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark';
    const { maximized, ...bounds } = this.#boundsForNext();
    const native = new BrowserWindow({
      ...bounds,
      minWidth: 640,
      minHeight: 480,
      title: 'Nibble',
      show: false,
      backgroundColor: dark ? backgrounds.dark : backgrounds.light,
      webPreferences: {
        preload: this.paths.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    });
    if (maximized) native.maximize();
    const window = new DesktopWindow(native, this.host, dialog, {
      closing: () =>
        rememberBounds(this.dataFolder, { ...native.getNormalBounds(), maximized: native.isMaximized() }),
      staying: () => (this.#quitting = false),
      lettingGo: () => {
        // Asking had put off the end of all windows.
        if (this.#quitting) app.quit();
      },
    });
    this.#windows.set(native, window);
    native.on('closed', () => this.#windows.delete(native));
  }

  /** Beside the newest window, else where the last one was, else in the middle (no place given). */
  #boundsForNext(): Partial<WindowBounds> {
    const screens = this.electron.screen.getAllDisplays().map(({ workArea }) => workArea);
    const newest = [...this.#windows.keys()].at(-1);
    if (newest) {
      const { x, y, width, height } = newest.getNormalBounds();
      const beside = { x: x + cascade, y: y + cascade, width, height, maximized: false };
      return fitToScreens(beside, screens);
    }
    const remembered = readBounds(this.dataFolder);
    return remembered ? fitToScreens(remembered, screens) : usualSize;
  }
}
