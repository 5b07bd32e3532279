/** Has the history listen where texts are run, saved and renamed. */

import type { Events, RunOutcome, VersionMark } from '../api.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { HistoryStore } from './history-store.ts';

/** How a run ended, for the history; a board that was lost told nobody. */
const markOf: Readonly<Record<RunOutcome['kind'], VersionMark>> = {
  finished: 'worked',
  stopped: 'stopped',
  failed: 'error',
  lost: 'started',
};

/** The same handlers, with a version kept of every text that goes through them. */
export function keepingHistory(handlers: Handlers<Session>, history: HistoryStore): Handlers<Session> {
  return {
    ...handlers,
    'board.run': async (parameters, session) => {
      const run = parameters.file && history.started(parameters.file, parameters.source);
      try {
        const answer = await handlers['board.run'](parameters, session);
        void run?.ended(markOf[answer.outcome.kind]);
        return answer;
      } catch (error) {
        void run?.ended(null);
        throw error;
      }
    },
    'board.keep': async (parameters, session) => {
      const answer = await handlers['board.keep'](parameters, session);
      const { boardId, source } = parameters;
      void history.saved({ kind: 'board', boardId, path: '/main.py' }, source);
      return answer;
    },
    // Whoever reads it may save something else in its place.
    'board.files.read': async (parameters, session) => {
      const answer = await handlers['board.files.read'](parameters, session);
      const { boardId, path } = parameters;
      void history.found({ kind: 'board', boardId, path }, answer.text);
      return answer;
    },
    'board.files.write': async (parameters, session) => {
      const answer = await handlers['board.files.write'](parameters, session);
      const { boardId, path, text } = parameters;
      void history.saved({ kind: 'board', boardId, path }, text);
      return answer;
    },
    'local.write': async (parameters, session) => {
      const answer = await handlers['local.write'](parameters, session);
      void history.saved({ kind: 'computer', path: answer.path }, parameters.text);
      return answer;
    },
  };
}

/** Lets the histories of files and folders follow them. */
export function historyFollows({ root, moves }: Events['explorer.moved'], history: HistoryStore): void {
  for (const { from, to } of moves) {
    if (root.kind === 'computer') {
      void history.moved({ kind: 'computer', path: from }, { kind: 'computer', path: to });
    } else if (root.kind === 'board') {
      const { boardId } = root;
      void history.moved({ kind: 'board', boardId, path: from }, { kind: 'board', boardId, path: to });
    }
  }
}
