/** What `cp` and `mv` were asked for, as Unix understands it: into a folder that is there, or under a new name. */

import { t } from '../../../resources/messages/messages.ts';
import { folderOf, nameOf, pathIn, type RootEntry } from '../../explorer/file-root.ts';
import type { Transfer } from '../../explorer/transfer-plan.ts';
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
    const kind = await requireSource(source, words, job);
    if (kind === 'file' && target.isFolder && !isFolder) {
      throw new CommandError(t('commandLine:noFolder', { target: target.shown }));
    }
    const goesInto = isFolder && !source.isContents;
    const folder = goesInto ? target.path : folderOf(target.path);
    const as = goesInto ? source.name : nameOf(target.path);
    const sameRoot = source.isOnBoard && target.isOnBoard;
    if (sameRoot && source.path === pathIn(folder, as)) {
      throw new CommandError(t('commandLine:same', { name: source.shown }));
    }
    const move = words.name === 'mv';
    transfers.push({
      source: source.root,
      paths: [source.path],
      target: target.root,
      folder,
      as,
      sameRoot,
      move,
    });
  }
  return transfers;
}

/** Where no folder is, only one thing can be put, and only where its own folder is. */
async function requirePlaceFor(target: Place, isFile: boolean, several: boolean): Promise<void> {
  const names = { target: target.shown };
  if (several || (isFile && target.isFolder)) throw new CommandError(t('commandLine:noFolder', names));
  const folder = folderOf(target.path);
  if (!isFile && (await entryAt(target.root, folder))?.kind !== 'folder') {
    throw new CommandError(t('commandLine:noFolderFor', names));
  }
}

async function requireSource(
  source: Place,
  words: TransferWords,
  { board }: FileJob,
): Promise<RootEntry['kind']> {
  const entry = await entryAt(source.root, source.path);
  const names = { path: source.shown, board: board.label };
  if (!entry) {
    const missing = source.isOnBoard ? 'commandLine:missingOnBoard' : 'commandLine:missing';
    throw new CommandError(t(missing, names));
  }
  if (entry.kind === 'folder') {
    if (!words.recursive) throw new CommandError(t('commandLine:copiesFolder', names));
    if (words.name === 'mv' && source.isContents) throw new CommandError(t('commandLine:movesAll', names));
  } else if (source.isFolder) throw new CommandError(t('commandLine:notFolder', names));
  return entry.kind;
}
