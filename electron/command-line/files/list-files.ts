/** `nibble ls`: what is on the board. */

import { t } from '../../../resources/messages/messages.ts';
import { nameOf, pathIn, type RootEntry } from '../../explorer/file-root.ts';
import { printableName, visibleName } from '../../local-files/file-names.ts';
import { CommandError, statuses } from '../command-error.ts';
import { write } from '../streams.ts';
import { boardWord } from './board-path.ts';
import { entryAt, type FileJob } from './file-job.ts';
import type { ListWords } from './file-words.ts';
import { plainJson } from '../plain-json.ts';
import { expandOnBoard } from './wildcards.ts';

/** One line. */
interface Listed {
  readonly entry: RootEntry;
  /** In the root. */
  readonly path: string;
  /** What is printed: the path from where the list begins. */
  readonly shown: string;
}

/** What belongs to one path that was named. */
interface Listing {
  readonly path: string;
  readonly isFolder: boolean;
  readonly files: readonly Listed[];
}

/** Prints the list, for people or for programs; the value is the exit status. */
export async function listFiles(words: ListWords, job: FileJob): Promise<number> {
  const listings: Listing[] = [];
  for (const path of await expandOnBoard(job.root, words.paths)) {
    listings.push(await listingOf(path, words, job));
  }
  await write(job.streams.output, words.json ? inJson(listings) : inLines(listings, words.long));
  return statuses.done;
}

async function listingOf(
  path: string,
  { recursive, all }: ListWords,
  { board, root, signal }: FileJob,
): Promise<Listing> {
  const entry = await entryAt(root, path);
  if (!entry) {
    const names = { path: printableName(boardWord(path)), board: board.label };
    throw new CommandError(t('commandLine:missingOnBoard', names));
  }
  if (entry.kind !== 'folder') return { path, isFolder: false, files: [{ entry, path, shown: path }] };
  const files: Listed[] = [];
  for await (const listed of inside('')) files.push(listed);
  return { path, isFolder: true, files };

  /** What is in a folder follows right after it. */
  async function* inside(folder: string): AsyncIterable<Listed> {
    signal.throwIfAborted();
    for (const found of await root.list(folder === '' ? path : pathIn(path, folder))) {
      if (!all && found.name.startsWith('.')) continue;
      const shown = pathIn(folder, found.name);
      const listed = { entry: found, path: pathIn(path, shown), shown };
      yield listed;
      if (recursive && isFolder(listed)) yield* inside(shown);
    }
  }
}

function isFolder({ entry }: Listed): boolean {
  return entry.kind === 'folder';
}

function inLines(listings: readonly Listing[], long: boolean): string {
  const all = listings.flatMap(({ files }) => files);
  const width = Math.max(1, ...all.map(({ entry }) => String(entry.size).length));
  const lines = (files: readonly Listed[]): string[] =>
    files.map((listed) => {
      const size = isFolder(listed) ? '-' : String(listed.entry.size);
      const name = `${visibleName(listed.shown)}${isFolder(listed) ? '/' : ''}`;
      return long ? `${size.padStart(width)}  ${name}\n` : `${name}\n`;
    });
  if (listings.length === 1) return lines(all).join('');
  const single = listings.filter(({ isFolder }) => !isFolder).flatMap(({ files }) => files);
  const folders = listings.filter(({ isFolder }) => isFolder);
  const parts = folders.map(({ path, files }) => [`${visibleName(boardWord(path))}:\n`, ...lines(files)]);
  return [...(single.length > 0 ? [lines(single)] : []), ...parts].map((part) => part.join('')).join('\n');
}

function inJson(listings: readonly Listing[]): string {
  const files = listings.flatMap(({ files }) => files);
  return plainJson(
    files.map(({ path, entry: { kind, size } }) => ({
      path: `/${path}`,
      name: nameOf(path),
      kind,
      ...(kind === 'file' && { size }),
    })),
  );
}
