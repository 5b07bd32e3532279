/** What a command ends with when it cannot do its job: one sentence and an exit status. */

import { t } from '../../resources/messages/messages.ts';
import type { Problem } from '../api.ts';
import { ProblemError } from '../problem.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Exit statuses of every command, besides those of a program that was run: 1 where something could not be done to a
 * file, 2 where the words were wrong or there was no connection, 130 after Ctrl-C.
 */
export const statuses = { done: 0, refused: 1, unusable: 2, interrupted: 130 } as const;

/** A command ends here; `message` is shown as one line. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly status: number = statuses.refused,
  ) {
    super(message);
  }
}

/** What a command ends with after an error; `null` for one that nobody foresaw. */
export function asCommandError(error: unknown): CommandError | null {
  if (error instanceof CommandError) return error;
  if (error instanceof UsageError) return new CommandError(error.message, statuses.unusable);
  if (!(error instanceof ProblemError)) return null;
  return new CommandError(problemWords(error.problem), statuses.unusable);
}

/** The same for what was tried with a file: then the words were right, and the board was there. */
export function asFileError(error: unknown): CommandError | null {
  if (!(error instanceof ProblemError)) return asCommandError(error);
  const { code } = error.problem;
  const isAboutFiles = /^(board-file|file|folder|copy)-/.test(code);
  return new CommandError(problemWords(error.problem), isAboutFiles ? statuses.refused : statuses.unusable);
}

/** Ctrl-C was pressed. */
export function interrupted(): CommandError {
  return new CommandError(t('commandLine:interrupted'), statuses.interrupted);
}

/** A problem as the command line tells it: the window's buttons and menus are no help here. */
export function problemWords({ code, message, hint, copy = '' }: Problem): string {
  const here: string = t(`commandLine:hints.${code}` as never, { copy, defaultValue: `${hint} ${copy}` });
  return `${message} ${here}`.trimEnd();
}
