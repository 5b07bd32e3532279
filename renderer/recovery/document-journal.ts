import { historyField } from '@codemirror/commands';
import type { Transaction } from '@codemirror/state';
import type { RecoveryEntry, recoveryFormat } from '../../electron/api.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import { changeEntry } from './change-entries.ts';

const format: typeof recoveryFormat = 1;

/** Text travels in pieces of so many characters, so that no message holds up the window. */
const pieceLength = 256 * 1024;

/** Undo history beyond so many characters is not kept over the end of the window: the oldest goes. */
const mostHistory = 1024 * 1024;

/** A log begins anew when its changes are longer than this, and longer than the text. */
const leastChanges = 256 * 1024;

/** Longer texts that no file has are not kept a second time, to tell what was changed in them. */
const mostSaved = 1024 * 1024;

/** Entries that are to be written together. */
export interface Batch {
  readonly log: number;
  readonly entries: RecoveryEntry[];
}

/** Notes down what happens in one document, and puts it into entries of its log. */
export class DocumentJournal {
  readonly id: string;
  readonly document: EditorDocument;
  #log: number;
  #begun = false;
  #everChanged: boolean;
  #waiting: RecoveryEntry[] = [];
  #changesLength = 0;

  /** `everChanged`: its text is not simply what its file says. */
  constructor(
    document: EditorDocument,
    { id, log, everChanged }: { id: string; log: number; everChanged: boolean },
  ) {
    this.document = document;
    this.id = id;
    this.#log = log;
    this.#everChanged = everChanged || document.place.kind === 'nowhere';
  }

  /** Notes what was typed. Called for every key: only collects. */
  changed(transactions: readonly Transaction[]): void {
    const changing = transactions.filter(({ docChanged }) => docChanged);
    if (changing.length === 0) return;
    // A log that says "as in the file" cannot go on with changes to it: the file may change too.
    if (!this.#everChanged) this.beginAnew();
    this.#everChanged = true;
    if (this.#begun) this.#waiting.push(...changing.map(changeEntry));
  }

  /** Notes that it was saved, or is called something else. */
  placed(): void {
    if (this.#begun) this.#waiting.push({ kind: 'placed', place: this.document.place });
  }

  /** What is on the disk cannot be gone on with: the next batch begins a new log. */
  beginAnew(): void {
    if (this.#begun) this.#log += 1;
    this.#begun = false;
    this.#waiting = [];
  }

  /** Everything that was noted and not handed out yet, to be written in this order. */
  *batches(): Generator<Batch> {
    if (this.#changesLength > Math.max(leastChanges, this.document.state.doc.length)) this.beginAnew();
    if (!this.#begun) {
      yield* this.#beginning();
      return;
    }
    const entries = [...this.#waiting, { kind: 'view' as const, ...this.#view() }];
    this.#waiting = [];
    this.#changesLength += entries.reduce((sum, entry) => sum + lengthOf(entry), 0);
    yield { log: this.#log, entries };
  }

  *#beginning(): Generator<Batch> {
    const { state, place, saved } = this.document;
    const view = this.#view();
    const log = this.#log;
    const savedText =
      place.kind === 'nowhere' && saved && saved.length <= mostSaved ? saved.toString() : null;
    // From here on changes are noted: they belong behind the text as it is now.
    this.#begun = true;
    this.#waiting = [];
    this.#changesLength = 0;
    let entries: RecoveryEntry[] = [{ kind: 'begin', format, place, saved: savedText }];
    const length = this.#everChanged ? state.doc.length : null;
    for (let from = 0; from < (length ?? 0); from += pieceLength) {
      entries.push({ kind: 'text', text: state.doc.sliceString(from, from + pieceLength) });
      if (from + pieceLength >= state.doc.length) break;
      yield { log, entries };
      entries = [];
    }
    if (this.#everChanged) entries.push(historyEntry(this.document));
    yield { log, entries: [...entries, { kind: 'ready', length, ...view }] };
  }

  #view(): { selection: unknown; top: number; unsaved: boolean } {
    const { state, top, unsaved } = this.document;
    return { selection: state.selection.toJSON(), top, unsaved };
  }
}

interface WrittenHistory {
  readonly done: readonly unknown[];
  readonly undone: readonly unknown[];
}

function historyEntry({ state }: EditorDocument): RecoveryEntry {
  const written = (state.toJSON({ history: historyField }) as { history: WrittenHistory }).history;
  const done = newest(written.done, mostHistory);
  return { kind: 'history', done, undone: newest(written.undone, mostHistory) };
}

/** The last of some things that are together not longer than this, written down. */
function newest(things: readonly unknown[], most: number): unknown[] {
  let length = 0;
  const first = things.findLastIndex((thing) => (length += JSON.stringify(thing).length) > most);
  return things.slice(first + 1);
}

/** About how long an entry is, written down. */
function lengthOf(entry: RecoveryEntry): number {
  if (entry.kind !== 'change') return 80;
  const lines = entry.changes.flatMap((part) => (typeof part === 'number' ? [] : part.slice(1)));
  return lines.reduce<number>((sum, line) => sum + String(line).length + 4, 160);
}
