/** The histories of all files, in the data folder. */

import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import type { FileVersion, HistoryFile, Problem, VersionMark } from '../api.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import { Turns } from '../turns.ts';
import { readDescription } from './file-description.ts';
import { FileHistory, type EarlierMark } from './file-history.ts';
import { ranWell, usualLimits, type HistoryLimits } from './history-limits.ts';
import { forgetOld, historyFolders, tidy } from './history-tidying.ts';
import { idOfText } from './version-name.ts';

/** What a store is given, and whom it tells. */
export interface HistoryOptions {
  readonly dataFolder: string;
  /** The date and time: milliseconds since 1970. */
  readonly today: () => number;
  /** No history could be kept, told once until it can be again. */
  readonly told: (problem: Problem) => void;
  readonly limits?: HistoryLimits;
}

/** A run under way: its text is kept, its end will be marked. */
export interface KeptRun {
  /** Marks how it ended; `null` if it never began, so that the text is what it was before. */
  ended(mark: VersionMark | null): Promise<void>;
}

/** After so many kept versions the whole is measured again. */
const tidyEvery = 50;

/**
 * Keeps every text that was run or saved. Keeping never fails for whoever runs or saves: where it cannot
 * be done, that is told, and done again as soon as it can.
 */
export class HistoryStore {
  /** Where the histories are; absolute. */
  readonly folder: string;
  readonly #options: HistoryOptions;
  readonly #limits: HistoryLimits;
  /** One job with the folder at a time. */
  readonly #turns = new Turns();
  #kept = 0;
  #failing = false;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#limits = options.limits ?? usualLimits;
    this.folder = join(options.dataFolder, 'history');
  }

  /**
   * Every version of a file, the newest first; with `since`, only those from then on (milliseconds since
   * 1970). Throws `ProblemError` where they cannot be read.
   */
  list(file: HistoryFile, since = 0): Promise<readonly FileVersion[]> {
    return this.#reading(async () => {
      if ((await readDescription(this.#of(file).folder)) === 'newer') throw new ProblemError('history-newer');
      return (await this.#of(file).versions()).filter(({ time }) => time >= since);
    });
  }

  /** The text of a version. Throws `ProblemError` where it is gone or damaged. */
  read(file: HistoryFile, id: string): Promise<string> {
    return this.#reading(() => this.#of(file).read(id));
  }

  /** The newest version that ran without an error, is not this text, and can still be read. */
  async lastWorking(
    file: HistoryFile,
    text: string,
    since = 0,
  ): Promise<{ version: FileVersion; text: string } | null> {
    const id = idOfText(plain(text));
    for (const version of (await this.list(file, since)).filter(ranWell)) {
      if (version.id === id) continue;
      const kept = await this.read(file, version.id).catch(() => null);
      if (kept !== null) return { version, text: kept };
    }
    return null;
  }

  /** Keeps a text that was saved. */
  async saved(file: HistoryFile, text: string): Promise<void> {
    await this.#keep(file, text, 'saved');
  }

  /** Keeps a text that a file on a board had when it was read, or written over. */
  async found(file: HistoryFile, text: string): Promise<void> {
    await this.#keep(file, text, 'found');
  }

  /** Keeps a text that is about to be run. */
  started(file: HistoryFile, text: string): KeptRun {
    const before = this.#keep(file, text, 'started');
    return {
      ended: async (mark) => {
        const id = idOfText(plain(text));
        const now = this.#options.today();
        await this.#writing(async () => {
          const end = mark ?? (await before) ?? 'saved';
          await this.#of(file).mark(id, end, now);
        });
      },
    };
  }

  /** A file has another name or place now; of a folder, everything in it. */
  async moved(from: HistoryFile, to: HistoryFile): Promise<void> {
    await this.#writing(async () => {
      await this.#of(from).moveTo(this.#of(to));
      if (from.kind === 'nowhere' || to.kind === 'nowhere') return;
      for (const folder of await historyFolders(this.folder)) {
        const file = await readDescription(folder);
        if (file === null || file === 'newer' || file.kind === 'nowhere' || !isInside(file, from)) continue;
        const path = to.path + file.path.slice(from.path.length);
        await new FileHistory(folder, file).moveTo(this.#of({ ...to, path }));
      }
    });
  }

  /** Lets somebody take the folder of all histories away, while nothing is written there. */
  giveAway(take: (folder: string) => Promise<void>): Promise<void> {
    return this.#turns.take(() => take(this.folder));
  }

  /** Waits until everything is kept. */
  async close(): Promise<void> {
    await this.#turns.done();
  }

  #of(file: HistoryFile): FileHistory {
    const key = JSON.stringify([file.kind, ...(file.kind === 'board' ? [file.boardId] : []), nameOf(file)]);
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return new FileHistory(join(this.folder, hash), file);
  }

  #keep(file: HistoryFile, text: string, mark: VersionMark): Promise<EarlierMark | undefined> {
    if (text.length > this.#limits.characters) return Promise.resolve(undefined);
    // When it happened, not when its turn comes: behind a slow disk, that would be one moment for several.
    const now = this.#options.today();
    return this.#writing(async () => {
      const history = this.#of(file);
      const before = await history.keep(plain(text), mark, now);
      await forgetOld(history, this.#limits, now);
      if (this.#kept++ % tidyEvery === 0) await tidy(this.folder, this.#limits, now);
      return before;
    });
  }

  /** Errors of the disk, in words. */
  async #reading<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await this.#turns.take(job);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw new ProblemError('history-unreadable', { path: this.folder }, { cause: error });
    }
  }

  /** What cannot be kept is told, and nobody has to wait for it to be possible. */
  async #writing<T>(job: () => Promise<T>): Promise<T | undefined> {
    try {
      const value = await this.#turns.take(job);
      this.#failing = false;
      return value;
    } catch (error) {
      const problem =
        error instanceof ProblemError
          ? error.problem
          : describeProblem('history-not-kept', { path: this.folder });
      if (!this.#failing) this.#options.told(problem);
      this.#failing = true;
      return undefined;
    }
  }
}

/** Histories compare texts as the editor has them, whatever line ends their files have. */
function plain(text: string): string {
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
}

function nameOf(file: HistoryFile): string {
  return file.kind === 'nowhere' ? file.name : file.path;
}

/** Whether a file lies somewhere in the folder `of`, on the same computer or board. */
function isInside(file: HistoryFile, of: HistoryFile): boolean {
  if (file.kind === 'nowhere' || of.kind === 'nowhere' || file.kind !== of.kind) return false;
  if (file.kind === 'board' && of.kind === 'board' && file.boardId !== of.boardId) return false;
  return file.path.startsWith(of.path + (file.kind === 'board' ? '/' : sep));
}
