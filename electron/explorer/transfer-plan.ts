/** What copying or moving would do, found out before anything is done. */

import type { TransferConflict } from '../api.ts';
import { freeName } from '../free-name.ts';
import { ProblemError } from '../problem.ts';
import { isPortableName, printableName } from '../local-files/file-names.ts';
import { folderOf, isWithin, nameOf, pathIn, type FileRoot, type RootEntry } from './file-root.ts';

/** Something to copy or move, with what is in it. */
export interface PlannedEntry {
  readonly kind: 'file' | 'folder';
  readonly from: string;
  /** Its name in the folder that it goes to. */
  readonly name: string;
  /** Bytes of a file; 0 for a folder. */
  readonly size: number;
  /** What has that name there already. */
  readonly inTheWay: RootEntry['kind'] | null;
  readonly inside: readonly PlannedEntry[];
}

/** What a job would do. */
export interface TransferPlan {
  readonly entries: readonly PlannedEntry[];
  readonly files: number;
  readonly bytes: number;
  /** Bytes of files that take nothing's place: at least so much more space is needed. */
  readonly newBytes: number;
  readonly conflicts: readonly TransferConflict[];
  readonly leftOut: readonly LeftOut[];
}

/** What is not copied though it lies among what is. */
export interface LeftOut {
  /** In the source. */
  readonly path: string;
  /** Links are not followed; a `name` is one that no file could have everywhere. */
  readonly why: 'link' | 'name';
}

/** From where to where. */
export interface Transfer {
  readonly source: FileRoot;
  readonly paths: readonly string[];
  readonly target: FileRoot;
  /** In `target`. */
  readonly folder: string;
  /** What the only path is called there; its own name where this is not said. */
  readonly as?: string;
  /** `source` and `target` are the same place. */
  readonly sameRoot: boolean;
  readonly move: boolean;
}

/** More files than this are no lesson's work, and would fill the memory. */
const mostFiles = 20_000;

/** Looks at all that would be copied. Throws where it cannot be, such as a folder into itself. */
export async function planTransfer(transfer: Transfer, signal: AbortSignal): Promise<TransferPlan> {
  const { source, target, folder, sameRoot, move } = transfer;
  const conflicts: TransferConflict[] = [];
  const leftOut: LeftOut[] = [];
  let files = 0;
  let bytes = 0;
  let newBytes = 0;

  const look = async (
    from: string,
    found: RootEntry,
    to: string,
    isNew: boolean,
  ): Promise<PlannedEntry | undefined> => {
    signal.throwIfAborted();
    if (found.kind === 'link') return void leftOut.push({ path: from, why: 'link' });
    const name = nameOf(to);
    const { kind, size } = found;
    const inTheWay = isNew ? null : ((await target.look(to))?.kind ?? null);
    if (inTheWay && !(kind === 'folder' && inTheWay === 'folder')) {
      conflicts.push({ path: to, replaceable: kind === inTheWay });
    }
    if (kind === 'file') {
      files++;
      bytes += size;
      if (!inTheWay) newBytes += size;
      if (files > mostFiles) throw new ProblemError('copy-too-many', { count: String(mostFiles) });
      return { kind, from, name, size, inTheWay, inside: [] };
    }
    const inside: PlannedEntry[] = [];
    for (const entry of await source.list(from)) {
      const path = pathIn(from, entry.name);
      // A folder that is renamed takes everything along, whatever it is called.
      if (!(move && sameRoot) && !isPortableName(entry.name)) {
        leftOut.push({ path, why: 'name' });
        continue;
      }
      const planned = await look(path, entry, pathIn(to, entry.name), inTheWay !== 'folder');
      if (planned) inside.push(planned);
    }
    return { kind, from, name, size, inTheWay, inside };
  };

  const entries: PlannedEntry[] = [];
  for (const from of withoutNested(transfer.paths)) {
    const found = await source.look(from);
    if (!found) throw new ProblemError('file-not-found', { name: printableName(nameOf(from)) });
    if (sameRoot && isWithin(from, folder)) {
      throw new ProblemError('copy-into-itself', { name: printableName(nameOf(from)) });
    }
    const wanted = transfer.as ?? nameOf(from);
    const stays = sameRoot && pathIn(folder, wanted) === from;
    if (stays && move) continue;
    const isTaken = async (name: string) => (await target.look(pathIn(folder, name))) !== null;
    const name = stays ? await freeName(wanted, isTaken) : wanted;
    const planned = await look(from, found, pathIn(folder, name), stays);
    if (planned) entries.push(planned);
  }
  return { entries, files, bytes, newBytes, conflicts, leftOut };
}

/** A folder brings along what is in it. */
function withoutNested(paths: readonly string[]): string[] {
  const all = new Set(paths);
  const isNested = (path: string): boolean =>
    path !== '' && (all.has(folderOf(path)) || isNested(folderOf(path)));
  return [...all].filter((path) => !isNested(path));
}
