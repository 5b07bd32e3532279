/** `nibble format`: the storage of a board, new and empty. */

import { t } from '../../../resources/messages/messages.ts';
import { boardProblem } from '../../boards/board-problems.ts';
import { printableName } from '../../local-files/file-names.ts';
import { CommandError, statuses } from '../command-error.ts';
import { canAsk, isYes } from '../question.ts';
import type { FileJob } from './file-job.ts';
import type { FormatWords } from './file-words.ts';

/** Asks twice, as everything on the board goes; the value is the exit status. Throws `CommandError`. */
export async function formatStorage({ isSure }: FormatWords, job: FileJob): Promise<number> {
  const { board, say } = job;
  if (!isSure) await askTwice(job);
  await board.files.format().catch((error: unknown) => {
    throw boardProblem(error, board.label);
  });
  say(t('commandLine:format.done', { board: board.label }));
  return statuses.done;
}

async function askTwice(job: FileJob): Promise<void> {
  const { board, streams, signal } = job;
  const names = { board: board.label };
  if (!canAsk(streams)) throw new CommandError(t('commandLine:format.refused', names), statuses.unusable);
  const first = `${await whatIsLost(job)} ${t('commandLine:format.question', names)}`;
  for (const question of [first, t('commandLine:format.really', names)]) {
    if (!(await isYes(question, streams, signal)))
      throw new CommandError(t('commandLine:format.kept', names));
  }
}

/** By name, as far as damage lets them be read. */
async function whatIsLost({ board }: FileJob): Promise<string> {
  const entries = await board.files.list('/').catch(() => null);
  const names = { board: board.label };
  if (!entries) return t('commandLine:format.unreadable', names);
  if (entries.length === 0) return t('commandLine:format.empty', names);
  const list = entries.map(({ name, kind }) => printableName(kind === 'folder' ? `${name}/` : name));
  return t('commandLine:format.lost', { ...names, list: list.join(', ') });
}
