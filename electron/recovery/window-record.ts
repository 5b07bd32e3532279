/** What one window has open, on the disk: a folder with a log per document, and the order of the tabs. */

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { recoveryRequests, type RecoveryEntry } from '../api.ts';
import { replaceFile } from '../local-files/replace-file.ts';
import { Turns } from '../turns.ts';
import { DocumentLog, readDocument, syncFolder, type FoundDocument } from './document-log.ts';

const tabsFile = 'tabs.json';
const tabsSchema = recoveryRequests['recovery.tabs'];
const documentId = recoveryRequests['recovery.forget'].entries.document;

/** The tabs of a window, in their order. */
export type Tabs = v.InferOutput<typeof tabsSchema>;

/** The documents of one window, while it is open and after it is gone. */
export class WindowRecord {
  readonly id: string;
  #folder: string;
  readonly #logs = new Map<string, DocumentLog>();
  readonly #tabsTurns = new Turns();

  constructor(folder: string) {
    this.#folder = folder;
    this.id = basename(folder);
  }

  /** Writes entries of a document down; see `DocumentLog.append`. */
  async append(document: string, log: number, entries: readonly RecoveryEntry[]): Promise<void> {
    const existing = this.#logs.get(document);
    if (existing) return existing.append(log, entries);
    const made = new DocumentLog(join(this.#folder, document));
    this.#logs.set(document, made);
    await made.append(log, entries);
    await syncFolder(this.#folder);
  }

  /** Removes a document that was closed. */
  async forget(document: string): Promise<void> {
    const log = this.#logs.get(document);
    this.#logs.delete(document);
    await log?.close();
    await rm(join(this.#folder, document), { recursive: true, force: true });
  }

  /** Keeps the order of the tabs; the latest call wins. */
  keepTabs(tabs: Tabs): Promise<void> {
    return this.#tabsTurns.take(() =>
      replaceFile(join(this.#folder, tabsFile), JSON.stringify(tabs), { mode: 0o600 }),
    );
  }

  /** The tabs as they were kept; without any where that cannot be read. */
  async tabs(): Promise<Tabs> {
    try {
      return v.parse(tabsSchema, JSON.parse(await readFile(join(this.#folder, tabsFile), 'utf8')));
    } catch {
      return { tabs: [], active: null };
    }
  }

  /** Ids of the documents, in the order of the tabs. */
  async documents(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    const ids = entries
      .filter((entry) => entry.isDirectory() && v.is(documentId, entry.name))
      .map(({ name }) => name);
    const order = (await this.tabs()).tabs.map(({ id }) => id);
    const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
    return ids.sort((one, other) => place(one) - place(other));
  }

  /** Reads a document back. */
  read(document: string): Promise<FoundDocument> {
    return readDocument(join(this.#folder, document), document);
  }

  /**
   * Hands a document over to another record; the folder moves as a whole, or not at all. Answers what it is
   * called there: ids are random, but folders may have been copied.
   */
  async give(document: string, other: WindowRecord): Promise<string> {
    await mkdir(other.#folder, { recursive: true, mode: 0o700 });
    const taken = await other.documents();
    const id = taken.includes(document) ? randomBytes(16).toString('hex') : document;
    await rename(join(this.#folder, document), join(other.#folder, id));
    return id;
  }

  /** Moves to another folder, as a whole. Throws where another process was faster. */
  async moveTo(folder: string): Promise<void> {
    const to = join(folder, this.id);
    await rename(this.#folder, to);
    this.#folder = to;
  }

  /** When it was last written to, in milliseconds since 1970. */
  async changedAt(): Promise<number> {
    return (await stat(this.#folder)).mtimeMs;
  }

  /** Ends writing; what is there stays. */
  async close(): Promise<void> {
    await Promise.all([this.#tabsTurns.done(), ...[...this.#logs.values()].map((log) => log.close())]);
    this.#logs.clear();
  }

  /** Removes it with everything in it. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Keeps a file beside the place it will vanish from, without needing room on the disk where that is possible. */
export async function keepAside(file: string, folder: string): Promise<void> {
  const kept = join(folder, `${basename(join(file, '..'))}-${basename(file)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await link(file, kept).catch(() => copyFile(file, kept, constants.COPYFILE_EXCL));
}
