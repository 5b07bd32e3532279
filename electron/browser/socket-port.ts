/** A WebSocket as a Channel's pipe. */

import type { WebSocket } from 'ws';
import type { ChannelPort } from '../channel/port.ts';

/** Wraps an open WebSocket. Binary messages are no messages of ours and end it. */
export function socketPort(socket: WebSocket): ChannelPort {
  return {
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(message);
    },
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        if (isBinary) socket.close(1003);
        else listener((data as Buffer).toString('utf8'));
      });
    },
    onClose(listener) {
      socket.on('close', listener);
      socket.on('error', () => socket.terminate());
    },
    close: () => socket.close(),
  };
}
