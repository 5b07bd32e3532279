import { historyField } from '@codemirror/commands';
import {
  EditorState,
  type Extension,
  type StateEffect,
  Text,
  type Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import type { Rewritten, TextFormat } from '../../electron/api.ts';
import { codeSetup } from './code-setup.ts';
import { isLarge } from './large-text.ts';
import { oddIndentationCount } from './indentation/marks.ts';
import { isSameFile, type FileElsewhere, type Place } from './place.ts';
import { pinsOnLine, type NamedPin } from './pins-on-line.ts';
import { problemsIn, type CodeProblem } from './syntax/mistakes.ts';
import { usualFormat } from './text-format.ts';

let created = 0;

/** Follows what happens in a document, in order. */
export interface DocumentWatcher {
  /** The text or the selection changed. */
  changed(document: EditorDocument, transactions: readonly Transaction[]): void;
  /** It was saved, or lives somewhere else now. */
  placed(document: EditorDocument): void;
  /** The view of it was scrolled. */
  scrolled(document: EditorDocument): void;
}

/** One open file. Its editor state, and with it the undo history, survives switching tabs. */
export class EditorDocument {
  readonly id = `document-${++created}`;
  place: Place;
  /** Python is coloured, completed and checked. */
  readonly isPython: boolean;
  /** As CodeMirror has it now; exchanged at every change. */
  state: EditorState;
  /** Where the view was scrolled to when another document came to the front. */
  scroll: StateEffect<unknown> | null = null;
  /** The first position that was in sight when it was in front last. */
  top = 0;
  /** Set while its file on this computer is not what it was, and there is something to decide. */
  elsewhere = $state.raw<FileElsewhere | null>(null);
  /** What the next save writes down differently in its file, beyond what was typed. */
  rewritten = $state.raw<Rewritten | null>(null);
  /** The person knows that it is too large for help with writing. */
  largeKnown = $state(false);
  /** At most one: whoever keeps the text safe. */
  watcher: DocumentWatcher | null = null;

  #saved: Text | null;
  readonly #extensions: Extension;

  readonly name = $derived.by(() => this.place.name);
  readonly unsaved = $derived.by(() => this.#saved === null || !this.state.doc.eq(this.#saved));
  readonly #cursor = $derived.by(() => this.state.selection.main.head);
  readonly #cursorLine = $derived.by(() => this.state.doc.lineAt(this.#cursor));
  /** Where the cursor is, both from 1. */
  readonly line = $derived(this.#cursorLine.number);
  readonly column = $derived(this.#cursor - this.#cursorLine.from + 1);
  /** Pins that the line with the cursor names. */
  readonly pins = $derived<readonly NamedPin[]>(pinsOnLine(this.#cursorLine.text));
  /** What MicroPython does not understand, as far as it is shown. */
  readonly problems = $derived.by<readonly CodeProblem[]>(() => problemsIn(this.state));
  /** Too large for what looks at all of it. */
  readonly large = $derived.by(() => isLarge(this.state.doc));
  /** Lines that are indented differently from the rest: tabs among spaces, or spaces among tabs. */
  readonly oddIndentations = $derived.by(() => oddIndentationCount(this.state));

  constructor(place: Place, text: string) {
    this.place = $state.raw(place);
    this.isPython = isPython(place.name);
    this.#extensions = codeSetup({ name: () => this.place.name, isPython: this.isPython, text });
    this.state = $state.raw(
      EditorState.create({ doc: Text.of(text.split('\n')), extensions: this.#extensions }),
    );
    this.#saved = $state.raw<Text | null>(this.state.doc);
  }

  get text(): string {
    return this.state.doc.toString();
  }

  get format(): TextFormat {
    return this.place.kind === 'nowhere' ? usualFormat : this.place.format;
  }

  /** The text as it was saved last; `null` where that is not known, and what is here is unsaved. */
  get saved(): Text | null {
    return this.#saved;
  }

  /** What `text` was when it was taken is now saved at `place`; what was typed since is not. */
  markSaved(place: Place, text: Text | null): void {
    if (!isSameFile(this.place, place)) this.elsewhere = null;
    this.place = place;
    this.#saved = text;
    if (text !== null) this.rewritten = null;
    this.watcher?.placed(this);
  }

  /** Takes over what a view, or `change`, made of this document. */
  take(transactions: readonly Transaction[]): void {
    const last = transactions.at(-1);
    if (!last) return;
    this.state = last.state;
    this.watcher?.changed(this, transactions);
  }

  /** Changes it while no view shows it; `Editor.change` knows whether one does. */
  change(spec: TransactionSpec): void {
    this.take([this.state.update(spec)]);
  }

  /**
   * Becomes what `EditorState.toJSON` wrote down of a document, undo history included. Throws where that
   * is not what was written.
   */
  revive(written: unknown): void {
    this.state = EditorState.fromJSON(written, { extensions: this.#extensions }, { history: historyField });
  }
}

function isPython(name: string): boolean {
  return /\.pyi?$/i.test(name) || !name.includes('.');
}
