import type { RequestName } from '../api.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { HistoryStore } from './history-store.ts';

/** What windows ask of histories. */
export function historyHandlers(
  history: HistoryStore,
): Handlers<Session, Extract<RequestName, `history.${string}`>> {
  return {
    'history.list': ({ file }) => history.list(file),
    'history.read': async ({ file, id }) => ({ text: await history.read(file, id) }),
    'history.lastWorking': ({ file, text }) => history.lastWorking(file, text),
    'history.moved': async ({ from, to }) => {
      await history.moved(from, to);
      return null;
    },
  };
}
