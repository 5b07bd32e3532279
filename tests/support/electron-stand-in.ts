/**
 * A stand-in for Electron's main process, for machines without its binary: it does what Electron's
 * documentation says of the few members that the Electron door uses. Their types are Electron's own.
 */

import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  Menu,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NativeTheme,
  OpenDialogReturnValue,
  Protocol,
  Rectangle,
  SaveDialogReturnValue,
  Screen,
  Session,
  Shell,
  UtilityProcess,
  utilityProcess as UtilityProcesses,
  WebContents,
  WindowOpenHandlerResponse,
} from 'electron';
import { EventEmitter } from 'node:events';
import type { ElectronParts } from '../../electron/desktop/desktop.ts';

/** An event that a listener can prevent. */
class StandInEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Shows the page of a window: nothing at all, or a real browser. */
export interface PageShower {
  load(contents: StandInContents, url: string): Promise<void>;
  deliver(contents: StandInContents, channel: string, message: unknown): void;
  close(contents: StandInContents): void;
}

const noPages: PageShower = { load: async () => {}, deliver: () => {}, close: () => {} };

export class StandInContents
  extends EventEmitter
  implements Pick<WebContents, 'send' | 'isDestroyed' | 'getURL' | 'setWindowOpenHandler'>
{
  readonly ipc = new EventEmitter();
  /** What was sent to the page. */
  readonly sent: { readonly channel: string; readonly message: unknown }[] = [];
  url = '';
  destroyed = false;
  openHandler: ((details: { url: string }) => WindowOpenHandlerResponse) | undefined;

  constructor(
    readonly window: StandInWindow,
    private readonly pages: PageShower,
  ) {
    super();
  }

  send(channel: string, message: unknown): void {
    this.sent.push({ channel, message });
    this.pages.deliver(this, channel, message);
  }

  /** A message from the page; `frame` says who really sent it. */
  receive(channel: string, message: unknown, frame: object | null = { parent: null, url: this.url }): void {
    this.ipc.emit(channel, { senderFrame: frame }, message);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: (details: never) => WindowOpenHandlerResponse): void {
    this.openHandler = handler as (details: { url: string }) => WindowOpenHandlerResponse;
  }

  /** Navigates, as `loadURL` and a reload do. */
  async navigate(url: string): Promise<void> {
    this.url = url;
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false });
    await this.pages.load(this, url);
  }
}

export class StandInWindow
  extends EventEmitter
  implements
    Pick<
      BrowserWindow,
      | 'show'
      | 'close'
      | 'focus'
      | 'restore'
      | 'maximize'
      | 'isMaximized'
      | 'isMinimized'
      | 'getNormalBounds'
      | 'loadURL'
    >
{
  readonly webContents: StandInContents;
  readonly bounds: Rectangle;
  shown = false;
  #maximized = false;

  constructor(
    readonly options: BrowserWindowConstructorOptions,
    private readonly process: ElectronStandIn,
  ) {
    super();
    this.webContents = new StandInContents(this, process.pages);
    this.bounds = {
      x: options.x ?? 100,
      y: options.y ?? 100,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    process.windows.push(this);
    process.app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.navigate(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.shown = true;
  }

  maximize(): void {
    this.#maximized = true;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  focus(): void {}

  isMaximized(): boolean {
    return this.#maximized;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }

  close(): void {
    if (this.webContents.destroyed) return;
    const event = new StandInEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.webContents.destroyed = true;
    this.process.windows.splice(this.process.windows.indexOf(this), 1);
    this.process.pages.close(this.webContents);
    this.webContents.emit('destroyed');
    this.emit('closed');
    this.process.app.windowClosed();
  }
}

class StandInApp
  extends EventEmitter
  implements Pick<App, 'whenReady' | 'quit' | 'exit' | 'requestSingleInstanceLock' | 'setPath' | 'isPackaged'>
{
  readonly isPackaged = false;
  readonly paths = new Map<string, string>();
  /** What another Nibble running already would make of it. */
  isFirst = true;
  #quitting = false;
  #exit: (status: number) => void = () => {};
  /** Resolves with the exit status when the process would be gone. */
  readonly ended = new Promise<number>((resolve) => (this.#exit = resolve));

  constructor(private readonly process: ElectronStandIn) {
    super();
  }

  async whenReady(): Promise<void> {}

  requestSingleInstanceLock(): boolean {
    return this.isFirst;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  exit(status = 0): void {
    this.#exit(status);
  }

  quit(): void {
    this.#quitting = true;
    this.emit('before-quit', new StandInEvent());
    for (const window of [...this.process.windows]) window.close();
    if (this.process.windows.length > 0) {
      this.#quitting = false;
      return;
    }
    const event = new StandInEvent();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.#exit(0);
  }

  windowClosed(): void {
    if (this.process.windows.length === 0 && !this.#quitting) this.emit('window-all-closed');
  }
}

/** A process that Electron starts for us; a test says what it says. */
export class StandInUtility extends EventEmitter implements Pick<UtilityProcess, 'kill'> {
  killed = false;

  constructor(readonly file: string) {
    super();
  }

  kill(): boolean {
    this.killed = true;
    return true;
  }
}

/** Electron's main process, with everything that happened to it. */
export class ElectronStandIn {
  readonly windows: StandInWindow[] = [];
  readonly app = new StandInApp(this);
  readonly powerMonitor = new EventEmitter();
  readonly utilities: StandInUtility[] = [];
  /** Answers of the person to message boxes, in order: the number of the button. */
  readonly answers: number[] = [];
  readonly asked: MessageBoxOptions[] = [];
  readonly errorBoxes: { readonly title: string; readonly content: string }[] = [];
  /** What the person chooses in the next dialogs for files; nothing cancels. */
  readonly picked: string[] = [];
  readonly openedOutside: string[] = [];
  /** What was moved to the trash of the system. */
  readonly trashed: string[] = [];
  readonly schemes = new Map<string, (request: Request) => Promise<Response>>();
  readonly permissions: Partial<{
    request: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
    check: (contents: unknown, permission: string) => boolean;
    device: (details: unknown) => boolean;
  }> = {};
  menu: MenuItemConstructorOptions[] = [];
  screens: Rectangle[] = [{ x: 0, y: 0, width: 1920, height: 1080 }];

  constructor(readonly pages: PageShower = noPages) {}

  /** What main.ts gets by `import * as electron from 'electron'`. */
  get parts(): ElectronParts {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the window's constructor needs it
    const process = this;
    class Window extends StandInWindow {
      static getFocusedWindow(): StandInWindow | null {
        return process.windows.at(-1) ?? null;
      }
      constructor(options: BrowserWindowConstructorOptions) {
        super(options, process);
      }
    }
    const parts = {
      app: this.app,
      BrowserWindow: Window,
      dialog: this.#dialog() satisfies Pick<Dialog, 'showErrorBox'>,
      Menu: {
        buildFromTemplate: (template: MenuItemConstructorOptions[]) => template as unknown as Menu,
        setApplicationMenu: (menu: Menu | null) => {
          this.menu = menu as unknown as MenuItemConstructorOptions[];
        },
      } satisfies Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>,
      nativeTheme: { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>,
      powerMonitor: this.powerMonitor,
      protocol: {
        registerSchemesAsPrivileged: () => {},
        handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
          this.schemes.set(scheme, async (request) => handler(request));
        },
      } satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>,
      screen: {
        getAllDisplays: () =>
          this.screens.map((workArea) => ({ workArea })) as ReturnType<Screen['getAllDisplays']>,
      } satisfies Pick<Screen, 'getAllDisplays'>,
      session: { defaultSession: this.#session() },
      shell: {
        openExternal: async (url: string) => {
          this.openedOutside.push(url);
        },
        trashItem: async (path: string) => {
          this.trashed.push(path);
        },
      } satisfies Pick<Shell, 'openExternal' | 'trashItem'>,
      utilityProcess: {
        fork: (file: string) => {
          this.utilities.push(new StandInUtility(file));
          return this.utilities.at(-1) as unknown as UtilityProcess;
        },
      } satisfies Pick<typeof UtilityProcesses, 'fork'>,
    };
    return parts as unknown as ElectronParts;
  }

  #dialog() {
    return {
      showMessageBox: async (
        _window: unknown,
        options: MessageBoxOptions,
      ): Promise<MessageBoxReturnValue> => {
        this.asked.push(options);
        return { response: this.answers.shift() ?? options.cancelId ?? 0, checkboxChecked: false };
      },
      showErrorBox: (title: string, content: string) => {
        this.errorBoxes.push({ title, content });
      },
      showOpenDialog: async (): Promise<OpenDialogReturnValue> => {
        const path = this.picked.shift();
        return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
      },
      showSaveDialog: async (): Promise<SaveDialogReturnValue> => {
        const path = this.picked.shift();
        return { canceled: path === undefined, filePath: path ?? '' };
      },
    };
  }

  #session() {
    return {
      setPermissionRequestHandler: (handler) => {
        this.permissions.request = handler as typeof this.permissions.request;
      },
      setPermissionCheckHandler: (handler) => {
        this.permissions.check = handler as typeof this.permissions.check;
      },
      setDevicePermissionHandler: (handler) => {
        this.permissions.device = handler as typeof this.permissions.device;
      },
    } satisfies Pick<
      Session,
      'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
    >;
  }
}
