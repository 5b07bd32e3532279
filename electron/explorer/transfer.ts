/** Copying and moving, inside a root and between two: nothing is replaced that was not asked about. */

import type { TransferDecision } from '../api.ts';
import { freeName } from '../free-name.ts';
import { ProblemError } from '../problem.ts';
import { printableName } from '../local-files/file-names.ts';
import { nameOf, pathIn } from './file-root.ts';
import { planTransfer, type PlannedEntry, type Transfer, type TransferPlan } from './transfer-plan.ts';

/** How far a job is. */
export interface TransferProgress {
  /** Files that are done, of how many. */
  readonly done: number;
  readonly files: number;
  /** The file that is on its way. */
  readonly name: string;
  /** 0 to 1, by bytes. */
  readonly share: number;
}

/** What a job did. */
export interface TransferResult {
  /** Files that are there now. */
  readonly done: number;
  readonly skipped: number;
  readonly leftOut: number;
  /** What was moved inside the root, file by file or folder by folder. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Why it ended before the end, if it did: what was done by then stays done. */
  readonly ended: ProblemError | 'cancelled' | null;
}

/** What a job is told and tells. */
export interface TransferCourse {
  /** By path in the target; where nothing was said, nothing is replaced. */
  readonly decisions: Readonly<Record<string, TransferDecision>>;
  readonly signal: AbortSignal;
  readonly progress: (progress: TransferProgress) => void;
}

/** Carries out a transfer. Throws only where it could not begin. */
export async function carryOut(transfer: Transfer, course: TransferCourse): Promise<TransferResult> {
  const plan = await planTransfer(transfer, course.signal);
  return new RunningTransfer(transfer, course, plan).run();
}

class RunningTransfer {
  #done = 0;
  #bytes = 0;
  #skipped = 0;
  readonly #moved: { from: string; to: string }[] = [];

  constructor(
    private readonly transfer: Transfer,
    private readonly course: TransferCourse,
    private readonly plan: TransferPlan,
  ) {}

  async run(): Promise<TransferResult> {
    const ended = await this.#all(this.plan.entries, this.transfer.folder).then(
      () => null,
      (error: unknown) => {
        if (this.course.signal.aborted) return 'cancelled' as const;
        if (error instanceof ProblemError) return error;
        throw error;
      },
    );
    const { leftOut } = this.plan;
    return { done: this.#done, skipped: this.#skipped, leftOut, moved: this.#moved, ended };
  }

  /** True where everything went: nothing was skipped. */
  async #all(entries: readonly PlannedEntry[], folder: string): Promise<boolean> {
    let everything = true;
    for (const entry of entries) {
      this.course.signal.throwIfAborted();
      if (!(await this.#one(entry, folder))) everything = false;
    }
    return everything;
  }

  async #one(entry: PlannedEntry, folder: string): Promise<boolean> {
    const { target, move, sameRoot } = this.transfer;
    const wanted = pathIn(folder, entry.name);
    const merges = entry.kind === 'folder' && entry.inTheWay === 'folder';
    const decision = entry.inTheWay && !merges ? this.#decisionFor(entry, wanted) : null;
    if (decision === 'skip') return this.#skip(entry);
    const to =
      decision === 'keep-both' ? pathIn(folder, await freeName(entry.name, this.#isTaken(folder))) : wanted;

    if (move && sameRoot && !merges) return this.#rename(entry, to, decision === 'replace');
    if (entry.kind === 'file') return this.#copy(entry, to, decision === 'replace');
    if (!merges) await target.makeFolder(to);
    const everything = await this.#all(entry.inside, to);
    if (move && sameRoot && everything) await this.transfer.source.removeEmptyFolder(entry.from);
    return everything;
  }

  /** What came meanwhile was not asked about: it stays. */
  #decisionFor(entry: PlannedEntry, path: string): TransferDecision {
    const decision = this.course.decisions[path] ?? 'skip';
    return decision === 'replace' && entry.kind !== entry.inTheWay ? 'skip' : decision;
  }

  #skip(entry: PlannedEntry): boolean {
    this.#skipped += entry.kind === 'file' ? 1 : countFiles(entry.inside);
    this.#bytes += sizeOf(entry);
    return false;
  }

  async #rename(entry: PlannedEntry, to: string, replace: boolean): Promise<boolean> {
    this.#tell(entry, 0);
    await this.transfer.source.rename(entry.from, to, replace);
    this.#moved.push({ from: entry.from, to });
    this.#done += entry.kind === 'file' ? 1 : countFiles(entry.inside);
    this.#bytes += sizeOf(entry);
    return true;
  }

  async #copy(entry: PlannedEntry, to: string, replace: boolean): Promise<boolean> {
    const { source, target } = this.transfer;
    for (let attempt = 1; ; attempt++) {
      this.#tell(entry, 0);
      try {
        const { signal } = this.course;
        const pieces = this.#watched(entry, source.read(entry.from, { signal }));
        await target.write(to, pieces, replace, { signal });
        break;
      } catch (error) {
        if (attempt === 2 || !isUnrest(error)) throw error;
      }
    }
    this.#done++;
    this.#bytes += entry.size;
    return true;
  }

  async *#watched(entry: PlannedEntry, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    let copied = 0;
    for await (const piece of pieces) {
      this.course.signal.throwIfAborted();
      yield piece;
      copied += piece.length;
      this.#tell(entry, copied);
    }
  }

  #tell(entry: PlannedEntry, copied: number): void {
    const { files, bytes } = this.plan;
    const share = bytes > 0 ? Math.min(1, (this.#bytes + copied) / bytes) : this.#done / Math.max(1, files);
    this.course.progress({ done: this.#done, files, name: printableName(nameOf(entry.from)), share });
  }

  #isTaken(folder: string): (name: string) => Promise<boolean> {
    return async (name) => (await this.transfer.target.look(pathIn(folder, name))) !== null;
  }
}

/** Somebody wrote into the file meanwhile: trying again may meet it still. */
function isUnrest(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'file-changed-while-copied';
}

function countFiles(entries: readonly PlannedEntry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? 1 : countFiles(entry.inside)), 0);
}

function sizeOf(entry: PlannedEntry): number {
  return entry.inside.reduce((sum, inner) => sum + sizeOf(inner), entry.size);
}
