import { preloadWire } from './preload-wire.ts';
import { channelAddress, socketWire } from './socket-wire.ts';
import type { Wire } from './wire.ts';

function openWire(): Wire {
  const pipe = window.nibblePipe;
  return pipe ? preloadWire(pipe) : socketWire(channelAddress(new URL(location.href)));
}

/**
 * This window's way to the host: through Electron's preload where there is one, else by WebSocket. It is
 * opened when this module runs, which the built page lets happen before it has the rest of its scripts
 * (`build/first-fetches.ts`): the connection is there by the time that somebody wants to say something.
 */
export const firstWire = openWire();
