/** `nibble mkdir`: folders on the board. */

import { pathIn, type FileRoot } from '../../explorer/file-root.ts';
import { statuses } from '../command-error.ts';
import { pathOnBoard } from './board-path.ts';
import { entryAt, type FileJob } from './file-job.ts';
import type { MakeFolderWords } from './file-words.ts';

/** Makes folders, with `parents` those they lie in too; the value is the exit status. */
export async function makeFolders(words: MakeFolderWords, { root, signal }: FileJob): Promise<number> {
  for (const word of words.paths) {
    signal.throwIfAborted();
    const path = pathOnBoard(word);
    await (words.parents ? makeWithParents(root, path) : root.makeFolder(path));
  }
  return statuses.done;
}

async function makeWithParents(root: FileRoot, path: string): Promise<void> {
  let folder = '';
  for (const name of path.split('/').filter((step) => step !== '')) {
    folder = pathIn(folder, name);
    const there = await entryAt(root, folder);
    if (there?.kind !== 'folder') await root.makeFolder(folder);
  }
}
