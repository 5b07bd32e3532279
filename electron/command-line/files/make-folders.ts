/** `nibble mkdir`: folders on the board. */

import { t } from '../../../resources/messages/messages.ts';
import { folderOf, pathIn, type FileRoot } from '../../explorer/file-root.ts';
import { printableName } from '../../local-files/file-names.ts';
import { ProblemError } from '../../problem.ts';
import { CommandError, statuses } from '../command-error.ts';
import { boardWord, pathOnBoard } from './board-path.ts';
import { entryAt, type FileJob } from './file-job.ts';
import type { MakeFolderWords } from './file-words.ts';

/** Makes folders, with `parents` those they lie in too; the value is the exit status. */
export async function makeFolders(words: MakeFolderWords, { root, signal }: FileJob): Promise<number> {
  for (const word of words.paths) {
    signal.throwIfAborted();
    const path = pathOnBoard(word);
    await (words.parents ? makeWithParents(root, path) : makeFolder(root, path));
  }
  return statuses.done;
}

async function makeFolder(root: FileRoot, path: string): Promise<void> {
  await root.makeFolder(path).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.problem.code !== 'board-file-not-found') throw error;
    const names = { path: printableName(boardWord(path)), folder: printableName(boardWord(folderOf(path))) };
    throw new CommandError(t('commandLine:noParent', names));
  });
}

async function makeWithParents(root: FileRoot, path: string): Promise<void> {
  let folder = '';
  for (const name of path.split('/').filter((step) => step !== '')) {
    folder = pathIn(folder, name);
    const there = await entryAt(root, folder);
    if (there?.kind !== 'folder') await root.makeFolder(folder);
  }
}
