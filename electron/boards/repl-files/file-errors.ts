/** What the board's errors say about files. */

import { BoardFileError, type BoardFileProblem } from '../../../runtime/board-files.ts';
import { ConversationCancelled } from '../conversation-turns.ts';
import { HelperError } from '../helper/helper-error.ts';

/**
 * MicroPython's error numbers (py/mperrno.h), and those of LittleFS as it passes them on: -ECORRUPT, -ENOTEMPTY and
 * -ENAMETOOLONG (lfs2.h). 74 is the helper's own: what arrived is not what was sent.
 */
const problems: Readonly<Record<number, BoardFileProblem>> = {
  2: 'not-found',
  5: 'damaged',
  13: 'read-only',
  17: 'exists',
  19: 'no-drive',
  20: 'not-folder',
  21: 'is-folder',
  22: 'bad-name',
  28: 'full',
  30: 'read-only',
  36: 'bad-name',
  39: 'not-empty',
  74: 'unsound',
  84: 'damaged',
};

/** The error of a job that concerns a path; what is none of the helper's passes through. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof ConversationCancelled) return new BoardFileError('cancelled', path);
  if (!(error instanceof HelperError)) return error;
  switch (error.failure) {
    case 'errno':
      return new BoardFileError(problems[error.number ?? 0] ?? 'failed', path, error.message);
    case 'garbled':
    case 'interrupted':
      return new BoardFileError('unsound', path);
    case 'cancelled':
      return new BoardFileError('cancelled', path);
    case 'memory':
      return new BoardFileError('no-memory', path);
    case 'failed':
      return new BoardFileError('failed', path, error.message);
  }
}
