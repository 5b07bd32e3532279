/** The Electron door: windows, menu and dialogs around one host. */

import type * as Electron from 'electron';
import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import { PortWatch } from '../boards/serial/port-watch.ts';
import { SerialSource } from '../boards/serial/serial-source.ts';
import { dataFolder, documentsFolder } from '../data-folder.ts';
import { createHost, type Host } from '../host.ts';
import { defaultsFiles } from '../settings/defaults-files.ts';
import { Turns } from '../turns.ts';
import { DesktopWindow, type WindowListeners } from './desktop-window.ts';
import { guardPages, guardPermissions, openExternal } from './guards.ts';
import { nativeDialogs } from './native-dialogs.ts';
import { menuTemplate } from './native-menu.ts';
import { inUtilityProcess } from './port-process.ts';
import { filesAmong, wordsOf } from './start-words.ts';
import { windowScheme } from './window-address.ts';
import { fitToScreens, readBounds, rememberBounds, type WindowBounds } from './window-bounds.ts';
import { windowFiles } from './window-files.ts';

/** The parts of Electron that the door uses; handed in, so that it can be tested where Electron is not. */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'Menu'
  | 'nativeTheme'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
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
 * at once when the process starts. `toOpen` are absolute paths of files to show.
 */
export async function openDesktop(
  electron: ElectronParts,
  paths: WindowPaths,
  toOpen: readonly string[] = [],
): Promise<void> {
  const { app, dialog, protocol, shell } = electron;
  const folder = dataFolder();
  // Electron's own caches, and with them the lock that keeps Nibble to one process.
  app.setPath('userData', join(folder, 'electron'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  protocol.registerSchemesAsPrivileged([
    {
      scheme: windowScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
  guardPages(app, shell);
  const first = [...toOpen];
  let show: (path: string) => void = (path) => first.push(path);
  // macOS names files this way, the first ones before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    show(path);
  });

  await app.whenReady();
  guardPermissions(electron.session.defaultSession);
  protocol.handle(windowScheme, windowFiles(paths.window));
  const ports = new PortWatch({ start: inUtilityProcess(electron.utilityProcess) });
  electron.powerMonitor.on('resume', () => ports.woke());
  let host: Host;
  try {
    host = await createHost({
      dataFolder: folder,
      documentsFolder: documentsFolder(),
      defaultsFiles: defaultsFiles(),
      door: 'electron',
      sources: [new SerialSource(ports)],
      dialogs: nativeDialogs(dialog, () => electron.BrowserWindow.getFocusedWindow()),
      trash: { put: (path) => shell.trashItem(path) },
      openExternal: (url) => openExternal(shell, url),
      showFolder: async (path) => {
        const failure = await shell.openPath(path);
        if (failure !== '') throw new Error(failure);
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    dialog.showErrorBox(t('desktop:noData.title'), t('desktop:noData.message', { folder, reason }));
    return app.exit(1);
  }
  const desktop = new Desktop(electron, paths, host, folder);
  desktop.begin(first);
  show = (path) => desktop.show([path]);
}

/** All windows of the process, and when it ends. */
class Desktop {
  readonly #windows = new Map<BrowserWindow, DesktopWindow>();
  /** Where the window was that closed last. */
  #lastBounds: WindowBounds | undefined;
  readonly #remembering = new Turns();
  #quitting = false;
  #hostClosing = false;
  #hostClosed = false;

  constructor(
    private readonly electron: ElectronParts,
    private readonly paths: WindowPaths,
    private readonly host: Host,
    private readonly dataFolder: string,
  ) {}

  begin(toOpen: readonly string[]): void {
    const { app } = this.electron;
    this.#showMenu();
    app.on('browser-window-focus', () => this.#showMenu());
    app.on('second-instance', (_event, words, folder) => {
      const files = filesAmong(wordsOf(words, app.isPackaged), folder);
      if (files.length > 0) this.show(files);
      else this.#open();
    });
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
      // Letting unsaved work go asks to quit again, and people do: what is being written has its time all the same.
      if (this.#hostClosing) return;
      this.#hostClosing = true;
      void Promise.all([this.host.close(), this.#remembering.done()]).finally(() => {
        this.#hostClosed = true;
        app.quit();
      });
    });
    this.#open(toOpen);
  }

  /** Electron cannot rename an item of a menu: each change of a command makes a new one. */
  #showMenu(): void {
    const { Menu } = this.electron;
    const actions = {
      command: (id: string) => this.#inUse()?.tell('command', { id }),
      newWindow: () => this.#open(),
    };
    const template = menuTemplate(actions, process.platform, this.#inUse()?.commands);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #inUse(): DesktopWindow | undefined {
    const native = this.electron.BrowserWindow.getFocusedWindow();
    return native ? this.#windows.get(native) : undefined;
  }

  /** Shows files in the window in use, or in a new one where there is none. */
  show(files: readonly string[]): void {
    const native = this.electron.BrowserWindow.getFocusedWindow() ?? [...this.#windows.keys()].at(-1);
    const window = native && this.#windows.get(native);
    if (!window) return this.#open(files);
    for (const path of files) window.tell('file.open', { path });
    if (native.isMinimized()) native.restore();
    native.focus();
  }

  #open(toOpen: readonly string[] = []): void {
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
    const listeners: WindowListeners = {
      commandsChanged: () => this.#showMenu(),
      closing: () => this.#remember({ ...native.getNormalBounds(), maximized: native.isMaximized() }),
      staying: () => (this.#quitting = false),
      lettingGo: () => {
        // Asking had put off the end of all windows.
        if (this.#quitting) app.quit();
      },
    };
    const window = new DesktopWindow(native, this.host, dialog, listeners, toOpen);
    this.#windows.set(native, window);
    native.on('closed', () => this.#windows.delete(native));
  }

  #remember(bounds: WindowBounds): void {
    this.#lastBounds = bounds;
    void this.#remembering.take(() => rememberBounds(this.dataFolder, bounds));
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
    const remembered = this.#lastBounds ?? readBounds(this.dataFolder);
    return remembered ? fitToScreens(remembered, screens) : usualSize;
  }
}
