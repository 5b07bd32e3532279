/** Copying and moving, inside a root and between two: nothing is replaced that was not asked about. */

import type { TransferDecision } from '../api.ts';
import { freeName } from '../free-name.ts';
import { ProblemError } from '../problem.ts';
import { printableName } from '../local-files/file-names.ts';
import { nameOf, pathIn } from './file-root.ts';
import type { LeftOut, PlannedEntry, Transfer, TransferPlan } from './transfer-plan.ts';

/** How far a job is. */
export interface TransferProgress {
  /** Files that are done, of how many. */
  readonly done: number;
  readonly files: number;
  /** The file that is on its way. */
  readonly name: string;
  /** Bytes that are through, of all files. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** 0 to 1, by bytes. */
  readonly share: number;
}

/** What a job did. */
export interface TransferResult {
  /** Files that are there now. */
  readonly done: number;
  readonly skipped: number;
  readonly leftOut: readonly LeftOut[];
  /** What was moved inside the root, file by file or folder by folder. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Why it ended before the end, if it did: what was done by then stays done. */
  readonly ended: ProblemError | 'cancelled' | null;
}

/** What a job is told and tells. */
export interface TransferCourse {
  /** Asked about every path in the target that is taken. */
  readonly decide: (path: string) => TransferDecision;
  readonly signal: AbortSignal;
  readonly progress: (progress: TransferProgress) => void;
}

/**
 * Carries out a transfer as it was planned. What is moved from one root to another is removed from the first file by
 * file, each once it is whole in its new place.
 */
export function carryOut(
  transfer: Transfer,
  plan: TransferPlan,
  course: TransferCourse,
): Promise<TransferResult> {
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
        if (error instanceof ProblemError) return error.problem.code === 'cancelled' ? 'cancelled' : error;
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
    if (move && everything) await this.transfer.source.removeEmptyFolder(entry.from);
    return everything;
  }

  #decisionFor(entry: PlannedEntry, path: string): TransferDecision {
    const decision = this.course.decide(path);
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
    const { source, target, move } = this.transfer;
    const { signal } = this.course;
    for (let attempt = 1; ; attempt++) {
      this.#tell(entry, 0);
      try {
        const course = new FileCourse(source.isSlow, target.isSlow, (copied) => this.#tell(entry, copied));
        const pieces = this.#watched(source.read(entry.from, { signal, progress: course.read }), course);
        await target.write(to, pieces, replace, { signal, progress: course.written });
        break;
      } catch (error) {
        if (attempt === 2 || !isUnrest(error)) throw error;
      }
    }
    if (move) await source.remove(entry.from);
    this.#done++;
    this.#bytes += entry.size;
    return true;
  }

  async *#watched(pieces: AsyncIterable<Uint8Array>, course: FileCourse): AsyncIterable<Uint8Array> {
    let handedOver = 0;
    for await (const piece of pieces) {
      this.course.signal.throwIfAborted();
      yield piece;
      handedOver += piece.length;
      course.handedOver(handedOver);
    }
  }

  #tell(entry: PlannedEntry, copied: number): void {
    const { files, bytes: totalBytes } = this.plan;
    const bytes = Math.min(totalBytes, this.#bytes + copied);
    const share = totalBytes > 0 ? bytes / totalBytes : this.#done / Math.max(1, files);
    const name = printableName(nameOf(entry.from));
    this.course.progress({ done: this.#done, files, name, bytes, totalBytes, share });
  }

  #isTaken(folder: string): (name: string) => Promise<boolean> {
    return async (name) => (await this.transfer.target.look(pathIn(folder, name))) !== null;
  }
}

/** How far one file is. Whoever is slow is asked; between two who are not, the pieces that pass are counted. */
class FileCourse {
  #read = 0;
  #written = 0;

  constructor(
    private readonly slowSource: boolean,
    private readonly slowTarget: boolean,
    private readonly tell: (bytes: number) => void,
  ) {}

  readonly read = (bytes: number): void => {
    if (!this.slowSource) return;
    this.#read = bytes;
    this.#tellSlow();
  };

  readonly written = (bytes: number): void => {
    if (!this.slowTarget) return;
    this.#written = bytes;
    this.#tellSlow();
  };

  handedOver(bytes: number): void {
    if (!this.slowSource && !this.slowTarget) this.tell(bytes);
  }

  /** A file that takes its time twice is half copied when it is read. */
  #tellSlow(): void {
    const ways = this.slowSource && this.slowTarget ? 2 : 1;
    this.tell((this.#read + this.#written) / ways);
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
