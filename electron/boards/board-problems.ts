/** Puts what boards and their Links answer into words. */

import { BoardFileError } from '../../runtime/board-files.ts';
import { LinkError, type CloseReason } from '../../runtime/link.ts';
import { t } from '../../resources/messages/messages.ts';
import type { BoardState, Problem } from '../api.ts';
import { nameFault, printableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import { ConversationCancelled } from './conversation-turns.ts';
import { ConversationLost } from './repl-session.ts';
import { PortError } from './serial/port-error.ts';

/** The problem behind a Link that closed or could not be opened. `detail` is the system's own word for it. */
export function linkProblem(reason: CloseReason, board: string, detail: string): ProblemError {
  switch (reason) {
    case 'busy':
      return new ProblemError('board-busy', { board });
    case 'denied':
      return new ProblemError('board-denied', { board });
    case 'unplugged':
      return new ProblemError('board-gone', { board });
    case 'closed':
      return new ProblemError('board-not-connected', { board });
    case 'reset':
      return new ProblemError('board-broken-off', { board });
    case 'error':
      return new ProblemError('board-failed', { board, reason: printableName(detail) });
  }
}

/** The problem behind what a Link throws, in the Link's own words where it knows more than the reason. */
export function linkErrorProblem(error: LinkError, board: string): ProblemError {
  if (error instanceof PortError) return new ProblemError(error.problem);
  return linkProblem(error.reason, board, error.message);
}

/**
 * The problem behind anything a job on a board may throw; what is no problem of a board passes through. `shownPath`
 * gives a path on the board the form that people know it by.
 */
export function boardProblem(
  error: unknown,
  board: string,
  shownPath = (path: string): string => path,
): unknown {
  if (error instanceof LinkError) return linkErrorProblem(error, board);
  if (error instanceof ConversationCancelled) return new ProblemError('cancelled', {}, { cause: error });
  if (error instanceof ConversationLost) return new ProblemError('board-broken-off', { board });
  if (!(error instanceof BoardFileError)) return error;
  if (error.problem === 'cancelled') return new ProblemError('cancelled', {}, { cause: error });
  return new ProblemError(`board-file-${error.problem}`, {
    board,
    name: printableName(shownPath(error.path)),
    reason: error.problem === 'bad-name' ? whyRefused(error.path) : printableName(error.message),
  });
}

function whyRefused(path: string): string {
  for (const name of path.split('/')) {
    const fault = nameFault(name);
    if (fault) return t(`files:nameFault.${fault.kind}`, { ...fault });
  }
  return t('files:nameFault.refused');
}

/** The state of a board whose connection ended. */
export function awayState(reason: CloseReason, problem: Problem): BoardState {
  switch (reason) {
    case 'closed':
    case 'reset':
      return { name: 'disconnected' };
    case 'unplugged':
      return { name: 'gone', problem };
    case 'busy':
    case 'denied':
      return { name: reason, problem };
    case 'error':
      return { name: 'silent', problem };
  }
}
