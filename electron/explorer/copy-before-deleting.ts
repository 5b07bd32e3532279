/** Reads what is about to be deleted on a board, and brings it back. */

import { printableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import type { BoardRoot } from './board-root.ts';
import { nameOf, pathIn, type FileRoot, type RootEntry } from './file-root.ts';
import type { JobCourse } from './jobs.ts';
import { mostTakenAway, type TakenAway } from './taken-away.ts';

/** A file or folder that was found, not read yet. */
interface Found {
  readonly path: string;
  readonly entry: RootEntry;
}

/**
 * Everything below these paths, folders before what is in them. `root` must list hidden files too. Throws
 * `ProblemError`: `copy-missing` where there is too much of it, or it cannot be read.
 */
export async function copyBeforeDeleting(
  root: FileRoot,
  paths: readonly string[],
  { signal, progress }: JobCourse,
): Promise<TakenAway[]> {
  const taken: TakenAway[] = [];
  const name = printableName(nameOf(paths[0] ?? ''));
  try {
    const found = await everythingBelow(root, paths, signal);
    const files = found.filter(({ entry }) => entry.kind === 'file').length;
    const totalBytes = found.reduce((bytes, { entry }) => bytes + entry.size, 0);
    if (totalBytes > mostTakenAway) throw new ProblemError('copy-missing', { name });
    const way = new Way(files, totalBytes, progress);
    for (const { path, entry } of found) {
      signal.throwIfAborted();
      if (entry.kind === 'file') {
        const pieces: Uint8Array[] = [];
        const tell = way.at(path);
        for await (const piece of root.read(path, { signal, progress: tell })) pieces.push(piece);
        taken.push({ path, content: Buffer.concat(pieces) });
        way.passed(entry.size);
      } else taken.push({ path, content: null });
    }
    return taken;
  } catch (error) {
    if (error instanceof ProblemError && unreadable.has(error.problem.code)) {
      throw new ProblemError('copy-missing', { name }, { cause: error });
    }
    throw error;
  }
}

/** Puts back what was deleted or replaced, in its order. Throws `ProblemError` at the first that cannot be. */
export async function bringBack(
  root: BoardRoot,
  taken: readonly TakenAway[],
  { signal, progress }: JobCourse,
): Promise<void> {
  const sizes = taken.flatMap(({ content }) => (content ? [content.length] : []));
  const way = new Way(
    sizes.length,
    sizes.reduce((sum, size) => sum + size, 0),
    progress,
  );
  for (const one of taken) {
    signal.throwIfAborted();
    await root.bringBack(one, { signal, progress: way.at(one.path) });
    if (one.content) way.passed(one.content.length);
  }
}

/** How far through several files a job is. */
class Way {
  #done = 0;
  #before = 0;

  constructor(
    private readonly files: number,
    private readonly totalBytes: number,
    private readonly progress: JobCourse['progress'],
  ) {}

  /** Begins with a file; answers with whom to tell how many bytes of it are through. */
  at(path: string): (bytes: number) => void {
    const tell = (read: number): void => {
      const { files, totalBytes } = this;
      const bytes = this.#before + read;
      const name = printableName(nameOf(path));
      this.progress({ done: this.#done, files, name, bytes, totalBytes, share: bytes / (totalBytes || 1) });
    };
    tell(0);
    return tell;
  }

  passed(bytes: number): void {
    this.#before += bytes;
    this.#done++;
  }
}

/** With these, deleting may well work where reading did not. */
const unreadable: ReadonlySet<string> = new Set([
  'board-file-damaged',
  'board-file-failed',
  'board-file-bad-name',
  'board-file-not-found',
  'board-file-unsound',
]);

async function everythingBelow(
  root: FileRoot,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Found[]> {
  const found: Found[] = [];
  const add = async (path: string, entry: RootEntry): Promise<void> => {
    signal.throwIfAborted();
    found.push({ path, entry });
    if (entry.kind !== 'folder') return;
    for (const inner of await root.list(path)) await add(pathIn(path, inner.name), inner);
  };
  for (const path of paths) {
    const entry = await root.look(path);
    if (!entry) throw new ProblemError('file-not-found', { name: printableName(nameOf(path)) });
    await add(path, entry);
  }
  return found;
}
