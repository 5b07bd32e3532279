/** One window of the Electron door, from its opening until a person lets it go. */

import type { BrowserWindow, Dialog } from 'electron';
import { t } from '../../resources/messages/messages.ts';
import type { CommandStates, EventName, Events } from '../api.ts';
import type { Session } from '../channel/session.ts';
import type { Host } from '../host.ts';
import { windowAddress } from './window-address.ts';
import { pipeEveryPage } from './window-pipe.ts';

type Dialogs = Pick<Dialog, 'showMessageBox'>;

/** What a window tells those who keep it. */
export interface WindowListeners {
  /** Its commands have other names, or can be given or not. */
  commandsChanged(): void;
  /** It is about to close, and nobody can stop it any more. */
  closing(): void;
  /** A person was asked about unsaved work and wants to stay. */
  staying(): void;
  /** A person was asked about unsaved work and let it go. */
  lettingGo(): void;
}

/** Joins a native window to the host, and asks before it closes over unsaved work. */
export class DesktopWindow {
  readonly #native: BrowserWindow;
  readonly #dialogs: Dialogs;
  readonly #listeners: WindowListeners;
  #session: Session | undefined;
  #asking = false;
  #letGo = false;

  /** `toOpen` are absolute paths of files that the page should show. */
  constructor(
    native: BrowserWindow,
    host: Host,
    dialogs: Dialogs,
    listeners: WindowListeners,
    private toOpen: readonly string[],
  ) {
    this.#native = native;
    this.#dialogs = dialogs;
    this.#listeners = listeners;
    pipeEveryPage(native.webContents, (port) => {
      this.#session = host.serveChannel(port, this.toOpen);
      this.#session.onCommands(() => listeners.commandsChanged());
      this.toOpen = []; // a page that is loaded again has them
      return this.#session;
    });
    native.once('ready-to-show', () => native.show());
    native.on('close', (event) => {
      if (this.#letGo || this.#unsaved.length === 0) return listeners.closing();
      event.preventDefault();
      void this.#ask();
    });
    native.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') void this.#recover();
    });
    void native.loadURL(windowAddress);
  }

  /** Tells the page something; lost while there is none. */
  tell<N extends EventName>(name: N, event: Events[N]): void {
    this.#session?.tell(name, event);
  }

  /** What its commands are now; nothing before the page said so. */
  get commands(): CommandStates {
    return this.#session?.commands ?? {};
  }

  get #unsaved(): readonly string[] {
    return this.#session?.unsaved ?? [];
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const names = this.#unsaved;
    const { response } = await this.#dialogs.showMessageBox(this.#native, {
      type: 'warning',
      message: t('desktop:unsaved.message', { count: names.length, names: names.join(', ') }),
      detail: t('desktop:unsaved.detail'),
      buttons: [t('desktop:unsaved.stay'), t('desktop:unsaved.close')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    this.#asking = false;
    if (response === 0) return this.#listeners.staying();
    this.#letGo = true;
    this.#native.close();
    this.#listeners.lettingGo();
  }

  /** The page crashed: it cannot be asked anything any more. */
  async #recover(): Promise<void> {
    const { response } = await this.#dialogs.showMessageBox(this.#native, {
      type: 'error',
      message: t('desktop:gone.message'),
      detail: t('desktop:gone.detail'),
      buttons: [t('desktop:gone.again'), t('desktop:gone.close')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response === 0) return void this.#native.loadURL(windowAddress);
    this.#letGo = true;
    this.#native.close();
  }
}
