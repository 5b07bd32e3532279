import type { HistoryFile, RequestName } from '../api.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { HistoryStore } from './history-store.ts';

/**
 * What windows ask of histories. `since` says from when on the texts that were never saved may be seen: on a
 * shared computer they are nobody else's business.
 */
export function historyHandlers(
  history: HistoryStore,
  since: () => number,
): Handlers<Session, Extract<RequestName, `history.${string}`>> {
  const sinceOf = ({ kind }: HistoryFile): number => (kind === 'nowhere' ? since() : 0);
  return {
    'history.list': ({ file }) => history.list(file, sinceOf(file)),
    'history.read': async ({ file, id }) => ({ text: await history.read(file, id) }),
    'history.lastWorking': ({ file, text }) => history.lastWorking(file, text, sinceOf(file)),
    'history.moved': async ({ from, to }) => {
      await history.moved(from, to);
      return null;
    },
  };
}
