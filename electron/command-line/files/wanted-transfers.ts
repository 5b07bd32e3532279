/** What `cp` and `mv` were asked for, as Unix understands it: into a folder that is there, or under a new name. */

import { t } from '../../../resources/messages/messages.ts';
import { folderOf, nameOf, pathIn } from '../../explorer/file-root.ts';
import type { Transfer } from '../../explorer/transfer-plan.ts';
import { printableName } from '../../local-files/file-names.ts';
import { CommandError } from '../command-error.ts';
import { entryAt, type FileJob } from './file-job.ts';
import type { TransferWords } from './file-words.ts';
import type { Place, Places } from './places.ts';

/** One transfer for each source. Throws `CommandError` where a source is not there or the target cannot take it. */
export async function wantedTransfers(
  words: TransferWords,
  job: FileJob,
  places: Places,
): Promise<readonly Transfer[]> {
  const target = await places.of(words.target);
  const there = await entryAt(target.root, target.path);
  const sources = await places.all(words.sources, words.name === 'mv' ? 'stay' : 'follow');
  const isFolder = there?.kind === 'folder';
  if (!isFolder) await requirePlaceFor(target, there !== null, sources.length > 1);

  const transfers: Transfer[] = [];
  for (const source of sources) {
    job.signal.throwIfAborted();
    await requireSource(source, words, job);
    const goesInto = isFolder && !source.isContents;
    transfers.push({
      source: source.root,
      paths: [source.path],
      target: target.root,
      folder: goesInto ? target.path : folderOf(target.path),
      as: goesInto ? source.name : nameOf(target.path),
      sameRoot: source.isOnBoard && target.isOnBoard,
      move: words.name === 'mv',
    });
  }
  requireDifferent(transfers);
  return transfers;
}

/** Something new is made in the place of the target: its folder must be there, and a folder is not made of files. */
async function requirePlaceFor(target: Place, isFile: boolean, several: boolean): Promise<void> {
  const names = { target: target.shown };
  if (several || (isFile && target.isFolder)) throw new CommandError(t('commandLine:noFolder', names));
  const folder = folderOf(target.path);
  if (!isFile && (await entryAt(target.root, folder))?.kind !== 'folder') {
    throw new CommandError(t('commandLine:noFolderFor', names));
  }
}

async function requireSource(source: Place, words: TransferWords, { board }: FileJob): Promise<void> {
  const entry = await entryAt(source.root, source.path);
  const names = { path: source.shown, board: board.label };
  if (!entry) {
    throw new CommandError(t(source.isOnBoard ? 'commandLine:missingOnBoard' : 'commandLine:missing', names));
  }
  if (entry.kind !== 'folder') {
    if (source.isFolder) throw new CommandError(t('commandLine:notFolder', names));
    return;
  }
  if (!words.recursive) throw new CommandError(t('commandLine:copiesFolder', names));
  if (words.name === 'mv' && source.isContents) throw new CommandError(t('commandLine:movesAll', names));
}

/** Nothing becomes itself, and no two become one. */
function requireDifferent(transfers: readonly Transfer[]): void {
  const taken = new Set<string>();
  for (const { folder, as = '', paths, sameRoot } of transfers) {
    const to = pathIn(folder, as);
    const name = printableName(to);
    if (sameRoot && paths[0] === to) throw new CommandError(t('commandLine:same', { name }));
    if (taken.has(to)) throw new CommandError(t('commandLine:twice', { name }));
    taken.add(to);
  }
}
