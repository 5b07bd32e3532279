import type { channelPath } from '../../electron/api.ts';
import type { Wire } from './wire.ts';

const path: typeof channelPath = '/channel';

/** Waits between attempts to connect again, in milliseconds; the last one repeats. */
const retryDelays = [100, 250, 500, 1000, 2000];

/** The address of the host's WebSocket for a page at `page`, with the page's token where it has one. */
export function channelAddress(page: URL): string {
  const address = new URL(path, page);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  const token = page.searchParams.get('token');
  if (token) address.searchParams.set('token', token);
  return address.href;
}

/** The Wire of browser mode: a WebSocket that connects again for as long as the page is open. */
export function socketWire(address: string): Wire {
  let socket: WebSocket | undefined;
  let attempts = 0;
  const early: string[] = [];
  let receive = (message: string): void => void early.push(message);
  let announce: (connected: boolean) => void = () => {};
  let hasFailed = false;

  function connect(): void {
    socket = new WebSocket(address);
    socket.onopen = () => {
      attempts = 0;
      announce(true);
    };
    socket.onmessage = (event) => receive(String(event.data));
    socket.onclose = () => {
      hasFailed = true;
      announce(false);
      setTimeout(connect, retryDelays[Math.min(attempts, retryDelays.length - 1)]);
      attempts += 1;
    };
  }

  connect();
  return {
    send: (message) => socket?.send(message),
    onMessage: (listener) => {
      receive = listener;
      for (const message of early.splice(0)) listener(message);
    },
    onConnection: (listener) => {
      announce = listener;
      if (socket?.readyState === WebSocket.OPEN) listener(true);
      else if (hasFailed) listener(false);
    },
  };
}
