/** Electron's IPC with one window as the pipe of its Channel. */

import type { WebContents, WebFrameMain } from 'electron';
import type { ChannelPort } from '../channel/port.ts';
import { pipeName } from './pipe-name.ts';
import { isWindowAddress } from './window-address.ts';

/**
 * Calls `connect` with a new pipe for every page the window loads: a page that is loaded again starts
 * afresh, and the pipe of the one before is closed. Messages count only from the window's own page.
 */
export function pipeEveryPage(contents: WebContents, connect: (port: ChannelPort) => void): void {
  let current: Pipe | undefined;
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (!isMainFrame || isSameDocument) return;
    current?.close();
    current = new Pipe(contents);
    connect(current);
  });
  contents.ipc.on(pipeName, (event, message: unknown) => {
    if (isOurPage(event.senderFrame) && typeof message === 'string') current?.receive(message);
  });
  contents.on('destroyed', () => current?.close());
}

function isOurPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isWindowAddress(frame.url);
}

class Pipe implements ChannelPort {
  readonly #contents: WebContents;
  #open = true;
  #messageListener = (_message: string): void => {};
  #closeListener = (): void => {};

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  receive(message: string): void {
    if (this.#open) this.#messageListener(message);
  }

  send(message: string): void {
    if (this.#open && !this.#contents.isDestroyed()) this.#contents.send(pipeName, message);
  }

  onMessage(listener: (message: string) => void): void {
    this.#messageListener = listener;
  }

  onClose(listener: () => void): void {
    this.#closeListener = listener;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#closeListener();
  }
}
