/** The log of one document, written to the end and made durable. */

import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecoveredDocument, RecoveryEntry } from '../api.ts';
import { Turns } from '../turns.ts';
import { logLine, readLog, type LogContent } from './log-lines.ts';

/** Appends to the newest log of a document's folder; one job after the other. */
export class DocumentLog {
  readonly #folder: string;
  #log = -1;
  #handle: FileHandle | null = null;
  readonly #turns = new Turns();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes entries down; when it resolves they survive a power cut. A log with a new number begins beside the
   * old one, which goes once the new one is `ready`. Throws what `node:fs` throws; the log then ends
   * somewhere in what was to be written, and only a new one can go on.
   */
  append(log: number, entries: readonly RecoveryEntry[]): Promise<void> {
    return this.#turns.take(() => this.#append(log, entries));
  }

  /** Ends writing. */
  async close(): Promise<void> {
    await this.#turns.done();
    await this.#handle?.close().catch(() => undefined);
    this.#handle = null;
    this.#log = -1;
  }

  async #append(log: number, entries: readonly RecoveryEntry[]): Promise<void> {
    const begins = log !== this.#log;
    if (begins) await this.#begin(log, entries);
    if (!this.#handle) throw new Error('This log has ended.');
    try {
      await this.#handle.appendFile(entries.map(logLine).join(''));
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.close().catch(() => undefined);
      this.#handle = null;
      throw error;
    }
    if (begins) await syncFolder(this.#folder);
    if (entries.some(({ kind }) => kind === 'ready')) await this.#removeOthers();
  }

  async #begin(log: number, entries: readonly RecoveryEntry[]): Promise<void> {
    if (entries[0]?.kind !== 'begin') throw new Error('A new log begins with what the document is.');
    await this.#handle?.close().catch(() => undefined);
    this.#handle = null;
    this.#log = log;
    await mkdir(this.#folder, { recursive: true });
    this.#handle = await open(join(this.#folder, logName(log)), 'w', 0o600);
  }

  async #removeOthers(): Promise<void> {
    const others = (await readdir(this.#folder)).filter((name) => name !== logName(this.#log));
    await Promise.all(others.map((name) => rm(join(this.#folder, name), { force: true })));
  }
}

/** What a document's folder holds. */
export interface FoundDocument {
  readonly document: RecoveredDocument;
  /** Logs that could not be read whole, or at all. */
  readonly damaged: readonly string[];
  /** Written by a version that knows more: to be left alone. */
  readonly newer: boolean;
}

/** Reads what a document's folder holds: the newest log that is whole, else the one with most text. */
export async function readDocument(folder: string, id: string): Promise<FoundDocument> {
  const numbers = (await readdir(folder)).flatMap((name) => logNumber(name) ?? []).sort((a, b) => b - a);
  const found: (LogContent & { number: number })[] = [];
  for (const number of numbers) {
    const content = readLog(await readFile(join(folder, logName(number))));
    found.push({ ...content, number });
    if (isWhole(content.entries)) break;
  }
  const best = found.find(({ entries }) => isWhole(entries)) ?? found.sort(byTextLength)[0];
  const entries = best?.entries ?? [];
  return {
    document: { id, entries, nextLog: (numbers[0] ?? 0) + 1, whole: isWhole(entries) },
    damaged: found.filter(({ damaged }) => damaged).map(({ number }) => join(folder, logName(number))),
    newer: found.some(({ newer }) => newer),
  };
}

/** Makes the entries of a folder durable; Windows does so by itself, and cannot be asked. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function isWhole(entries: readonly RecoveryEntry[]): boolean {
  const ready = entries.find((entry) => entry.kind === 'ready');
  if (entries[0]?.kind !== 'begin' || !ready) return false;
  return ready.length === null || ready.length === textLength(entries);
}

function textLength(entries: readonly RecoveryEntry[]): number {
  return entries.reduce((sum, entry) => (entry.kind === 'text' ? sum + entry.text.length : sum), 0);
}

function byTextLength(one: LogContent, other: LogContent): number {
  return textLength(other.entries) - textLength(one.entries);
}

function logName(log: number): string {
  return `log-${log}`;
}

function logNumber(name: string): number | null {
  const digits = /^log-(\d{1,9})$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
