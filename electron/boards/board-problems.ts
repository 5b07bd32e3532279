/** Puts what boards and their Links answer into words. */

import { BoardFileError } from '../../runtime/board-files.ts';
import { LinkError, type CloseReason } from '../../runtime/link.ts';
import type { BoardState, Problem } from '../api.ts';
import { printableName } from '../local-files/file-names.ts';
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

/** The problem behind anything a job on a board may throw; what is no problem of a board passes through. */
export function boardProblem(error: unknown, board: string): unknown {
  if (error instanceof LinkError) return linkErrorProblem(error, board);
  if (error instanceof ConversationCancelled) return new ProblemError('cancelled', {}, { cause: error });
  if (error instanceof ConversationLost) return new ProblemError('board-broken-off', { board });
  if (!(error instanceof BoardFileError)) return error;
  if (error.problem === 'cancelled') return new ProblemError('cancelled', {}, { cause: error });
  const name = printableName(error.path);
  return new ProblemError(`board-file-${error.problem}`, {
    board,
    name,
    reason: printableName(error.message),
  });
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
