import type { ChannelPipe } from '../../electron/api.ts';
import type { Wire } from './wire.ts';

declare global {
  interface Window {
    /** Exposed by Electron's preload; absent in a browser. */
    readonly nibblePipe?: ChannelPipe;
  }
}

/** The Wire of an Electron window. It lives and dies with the window, so it is connected at once. */
export function preloadWire(pipe: ChannelPipe): Wire {
  return {
    send: (message) => pipe.send(message),
    onMessage: (listener) => pipe.onMessage(listener),
    onConnection: (listener) => listener(true),
  };
}
