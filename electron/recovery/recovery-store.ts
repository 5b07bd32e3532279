/**
 * Everything typed, kept in the data folder for the case that window, Nibble or computer end at any moment.
 *
 * `recovery/<process>/<window>/<document>/log-<number>`: every process has a folder of its own with a sign of
 * life, every window a folder in it. What belongs to nobody living is handed to the next window that asks;
 * it moves by renaming, so that of several processes exactly one gets it.
 */

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import { recoveryFormat, type Problem, type RecoveredDocument, type RecoveryListing } from '../api.ts';
import { isMissing } from '../local-files/file-problems.ts';
import { describeProblem } from '../problem.ts';
import { Turns } from '../turns.ts';
import { ownership, removeSocket, showLife, type LifeSign } from '../life-sign.ts';
import { keepAside, WindowRecord } from './window-record.ts';
import { isUnsaved, writtenName, writtenText } from './written-text.ts';

/** Damaged logs that are kept for a person who wants to look; the oldest go. */
const mostSetAside = 20;

const setAsideName = 'set-aside';

/** A text out of recovery. */
export interface RecoveredText {
  readonly name: string;
  readonly text: string;
}

/** What comes back. */
export interface Recovered {
  readonly documents: readonly RecoveredDocument[];
  readonly active: string | null;
  readonly notices: readonly Problem[];
}

/** The recovery store of one process. */
export class RecoveryStore {
  readonly #folder: string;
  readonly #clock: Clock;
  #own: { readonly folder: string; readonly life: LifeSign } | null = null;
  /** Records whose window is open. */
  readonly #inUse = new Set<WindowRecord>();
  /** Records of this process whose window is gone. */
  readonly #left = new Set<WindowRecord>();
  #newerFound = false;
  readonly #turns = new Turns();

  /** `dataFolder` is absolute; nothing is made in it before the first window starts. */
  constructor(dataFolder: string, clock: Clock) {
    this.#folder = join(dataFolder, 'recovery');
    this.#clock = clock;
  }

  /**
   * A record for a window: the one it had before, where it still is, or a new one. Throws what `node:fs` throws
   * where nothing can be kept.
   */
  start(earlier: string | null): Promise<WindowRecord> {
    return this.#turns.take(async () => {
      const own = await this.#ownFolder();
      if (earlier !== null) await this.#claimGone();
      const known = [...this.#left].find(({ id }) => id === earlier);
      const record = known ?? new WindowRecord(join(own, newId()));
      this.#left.delete(record);
      if (!known) await mkdir(join(own, record.id), { mode: 0o700 });
      this.#inUse.add(record);
      return record;
    });
  }

  /** The window is gone: what it had belongs to the next one that asks. */
  leave(record: WindowRecord): Promise<void> {
    return this.#turns.take(async () => {
      if (!this.#inUse.delete(record)) return;
      await record.close();
      this.#left.add(record);
    });
  }

  /** Moves everything that belongs to nobody into a window's record. */
  restore(record: WindowRecord): Promise<Recovered> {
    return this.#turns.take(async () => {
      await this.#claimGone();
      const documents: RecoveredDocument[] = [];
      let active: string | null = null;
      let damaged = false;
      for (const left of await this.#leftInOrder()) {
        active = (await left.tabs()).active ?? active;
        let isEmpty = true;
        for (const id of await left.documents()) {
          const taken = await this.#take(left, id, record);
          isEmpty &&= taken.isTaken;
          damaged ||= taken.damaged;
          if (taken.document) documents.push(taken.document);
        }
        if (!isEmpty) continue;
        this.#left.delete(left);
        await left.remove();
      }
      return { documents, active, notices: this.#notices(damaged) };
    });
  }

  /** What would be restored now. */
  look(): Promise<RecoveryListing[]> {
    return this.#turns.take(async () => {
      await this.#claimGone();
      const listings: RecoveryListing[] = [];
      for (const record of await this.#leftInOrder()) {
        for (const id of await record.documents()) {
          const { entries } = (await record.read(id)).document;
          const name = writtenName(entries);
          if (name !== null) listings.push({ name, unsaved: isUnsaved(entries) });
        }
      }
      return listings;
    });
  }

  /**
   * Removes everything from recovery that no open window has. `keep` gets each text before that, under its
   * tab's name; where it throws, nothing is removed.
   */
  clear(keep: (texts: readonly RecoveredText[]) => Promise<void>): Promise<void> {
    return this.#turns.take(async () => {
      await this.#claimGone();
      const records = await this.#leftInOrder();
      const texts: RecoveredText[] = [];
      for (const record of records) {
        for (const id of await record.documents()) {
          const { document, newer } = await record.read(id);
          const text = newer ? null : writtenText(document.entries);
          if (text !== null) texts.push({ name: writtenName(document.entries) ?? `${id}.py`, text });
        }
      }
      await keep(texts);
      for (const record of records) {
        this.#left.delete(record);
        await record.remove();
      }
    });
  }

  /** Ends writing. What the windows had stays for the next start. */
  async close(): Promise<void> {
    await this.#turns.done();
    for (const record of [...this.#inUse]) await this.leave(record);
    if (!this.#own) return;
    const { folder, life } = this.#own;
    this.#own = null;
    await life.end();
    await removeIfEmpty(folder);
  }

  /** This process's folder, with its sign of life in it from the first moment others see it. */
  async #ownFolder(): Promise<string> {
    if (this.#own) return this.#own.folder;
    const id = newId();
    const made = join(this.#folder, `.${id}`);
    await mkdir(made, { recursive: true, mode: 0o700 });
    const life = await showLife(made, recoveryFormat, this.#clock);
    const folder = join(this.#folder, id);
    await rename(made, folder);
    this.#own = { folder, life };
    return folder;
  }

  /** Takes over the records of processes that are gone. */
  async #claimGone(): Promise<void> {
    const own = await this.#ownFolder();
    for (const process of await foldersIn(this.#folder)) {
      const folder = join(this.#folder, process);
      if (folder === own || process.startsWith('.') || process === setAsideName) continue;
      const owner = await ownership(folder, recoveryFormat);
      this.#newerFound ||= owner === 'newer';
      if (owner !== 'gone') continue;
      for (const window of await foldersIn(folder)) {
        const record = new WindowRecord(join(folder, window));
        const isOurs = await record.moveTo(own).then(
          () => true,
          (error: unknown) => !isMissing(error) && Promise.reject(error as Error),
        );
        if (isOurs) this.#left.add(record);
      }
      await removeSocket(folder);
      await removeIfEmpty(folder);
    }
  }

  /** Moves one document to a window's record; what cannot be read or moved stays where it is. */
  async #take(
    left: WindowRecord,
    id: string,
    record: WindowRecord,
  ): Promise<{ isTaken: boolean; damaged: boolean; document?: RecoveredDocument }> {
    try {
      const { document, damaged, newer } = await left.read(id);
      this.#newerFound ||= newer;
      if (newer) return { isTaken: false, damaged: false };
      for (const log of damaged) await this.#setAside(log);
      const taken = { ...document, id: await left.give(id, record) };
      const isDamaged = damaged.length > 0;
      if (document.entries.length > 0) return { isTaken: true, damaged: isDamaged, document: taken };
      await record.forget(taken.id);
      return { isTaken: true, damaged: isDamaged };
    } catch {
      return { isTaken: false, damaged: true };
    }
  }

  async #leftInOrder(): Promise<WindowRecord[]> {
    const dated = await Promise.all(
      [...this.#left].map(async (record) => ({ record, at: await record.changedAt() })),
    );
    return dated.sort((one, other) => one.at - other.at).map(({ record }) => record);
  }

  async #setAside(log: string): Promise<void> {
    const folder = join(this.#folder, setAsideName);
    const name = new Date().toISOString().replaceAll(/[:.]/g, '-');
    await keepAside(log, join(folder, name)).catch(() => undefined);
    const kept = (await foldersIn(folder)).sort();
    for (const old of kept.slice(0, -mostSetAside)) {
      await rm(join(folder, old), { recursive: true, force: true });
    }
  }

  #notices(damaged: boolean): Problem[] {
    const path = this.#folder;
    return [
      ...(damaged ? [describeProblem('recovery-damaged', { path: join(path, setAsideName) })] : []),
      ...(this.#newerFound ? [describeProblem('recovery-newer', { path })] : []),
    ];
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Removes a process's folder unless it holds a window's. */
async function removeIfEmpty(folder: string): Promise<void> {
  if ((await foldersIn(folder)).length === 0) await rm(folder, { recursive: true, force: true });
}

function newId(): string {
  return randomBytes(8).toString('hex');
}
