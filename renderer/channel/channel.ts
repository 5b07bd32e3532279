import { createBirpc } from 'birpc';
import type {
  Answer,
  Channel,
  EventName,
  Events,
  HostFunctions,
  Problem,
  RequestName,
  RequestParameters,
  RequestValues,
  WindowFunctions,
} from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Wire } from './wire.ts';

/**
 * A Channel over any Wire. Requests made before the first connection wait for it. Those under way
 * when the connection is lost, and those made while it is lost, answer with the problem `host-gone`.
 */
export function channelOver(wire: Wire): Channel {
  const listeners = new Map<EventName, Set<(event: never) => void>>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  /** `null` until the first connection was made or failed. */
  let connected: boolean | null = null;
  let wasConnected = false;
  let letWaitingGo = (): void => {};
  const firstConnection = new Promise<void>((resolve) => (letWaitingGo = resolve));

  const host = createBirpc<HostFunctions, WindowFunctions>(
    {
      event(name, event) {
        for (const listener of listeners.get(name) ?? []) listener(event as never);
      },
    },
    {
      post(message: string) {
        wire.send(message);
      },
      on(listener) {
        wire.onMessage(listener);
      },
      serialize: JSON.stringify,
      deserialize: JSON.parse,
      // A program may run for as long as it likes: `board.run` answers when it has ended.
      timeout: -1,
    },
  );

  wire.onConnection((now) => {
    connected = now;
    if (now) {
      wasConnected = true;
      letWaitingGo();
    } else {
      void host.$rejectPendingCalls();
    }
    for (const listener of connectionListeners) listener(now);
  });

  return {
    async request<N extends RequestName>(
      name: N,
      parameters: RequestParameters<N>,
    ): Promise<Answer<RequestValues[N]>> {
      if (!wasConnected) await firstConnection;
      if (!connected) return { ok: false, problem: hostGone() };
      try {
        return (await host.$call('request', name, parameters)) as Answer<RequestValues[N]>;
      } catch {
        return { ok: false, problem: hostGone() };
      }
    },
    on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
      const those = listeners.get(name) ?? new Set();
      listeners.set(name, those);
      those.add(listener);
      return () => those.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      if (connected !== null) listener(connected);
      return () => connectionListeners.delete(listener);
    },
  };
}

function hostGone(): Problem {
  return { code: 'host-gone', message: t('channel:hostGone.message'), hint: t('channel:hostGone.hint') };
}
