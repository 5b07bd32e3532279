/** `nibble rm`: files and folders away from the board. */

import { t } from '../../../resources/messages/messages.ts';
import { isWithin } from '../../explorer/file-root.ts';
import { printableName } from '../../local-files/file-names.ts';
import { CommandError, statuses } from '../command-error.ts';
import { boardWord } from './board-path.ts';
import { entryAt, type FileJob } from './file-job.ts';
import type { RemoveWords } from './file-words.ts';
import { expandOnBoard } from './wildcards.ts';

/** Looks first whether all of it can be deleted, then deletes it; the value is the exit status. */
export async function removeFiles(words: RemoveWords, job: FileJob): Promise<number> {
  const { root, signal } = job;
  const gone: string[] = [];
  for (const path of await pathsToRemove(words, job)) {
    signal.throwIfAborted();
    if (gone.some((folder) => isWithin(folder, path))) continue;
    await root.remove(path);
    gone.push(path);
  }
  return statuses.done;
}

/** What is there. Throws `CommandError` where something is not, or must not go like this. */
async function pathsToRemove(words: RemoveWords, { root, signal, board }: FileJob): Promise<string[]> {
  const found: string[] = [];
  for (const path of await expandOnBoard(root, words.paths, words.missingIsFine)) {
    signal.throwIfAborted();
    const names = { path: printableName(boardWord(path)), board: board.label };
    if (path === '') throw new CommandError(t('commandLine:removesAll', names));
    const entry = await entryAt(root, path);
    if (entry?.kind === 'folder' && !words.recursive) {
      throw new CommandError(t('commandLine:removesFolder', names));
    }
    if (entry) found.push(path);
    else if (!words.missingIsFine) throw new CommandError(t('commandLine:missingOnBoard', names));
  }
  return found;
}
