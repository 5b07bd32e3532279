import { isolateHistory } from '@codemirror/commands';
import type { Transaction, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { EditorDocument } from './document.svelte.ts';
import { editingCommands, type EditingCommandId } from './editing-commands.ts';
import { isSameFile, type Place } from './place.ts';
import { setWordWrap } from './word-wrap.ts';

/** Hears of changes to the document in front. */
export type UpdateListener = (document: EditorDocument, transactions: readonly Transaction[]) => void;

/** The open documents, the one in front, and the one view that shows it. */
export class Editor {
  documents = $state.raw<readonly EditorDocument[]>([]);
  active = $state.raw<EditorDocument | null>(null);
  /** The window is still bringing back, or fetching, what it shows at its start. */
  isOpening = $state(true);

  readonly unsaved = $derived(this.documents.filter((document) => document.unsaved));
  /** Pins named on the line with the cursor, for the drawn board. */
  readonly pins = $derived(this.active?.pins ?? []);

  #view: EditorView | null = null;
  /** The keyboard was asked for before there was a view to have it. */
  #focusWanted = false;
  #wrapped = false;
  readonly #listeners = new Set<UpdateListener>();

  /** Shows a place's text in a tab of its own, or brings the tab to the front that has it already. */
  show(place: Place, text: string): EditorDocument {
    const open = this.documents.find((document) => isSameFile(document.place, place));
    if (open) {
      this.bringToFront(open);
      return open;
    }
    const document = new EditorDocument(place, text);
    this.add([document]);
    this.bringToFront(document);
    return document;
  }

  /** Adds tabs, without bringing one to the front. */
  add(documents: readonly EditorDocument[]): void {
    this.documents = [...this.documents, ...documents];
  }

  /** Changes a document, whether or not it is the one that shows. */
  change(document: EditorDocument, spec: TransactionSpec): void {
    if (document === this.active && this.#view) this.#view.dispatch(spec);
    else document.change(spec);
  }

  bringToFront(document: EditorDocument): void {
    if (this.active === document) return;
    if (this.active && this.#view) this.active.scroll = this.#view.scrollSnapshot();
    this.active = document;
    this.#showActive();
  }

  /** Takes the tab away, saved or not: asking first is the caller's. */
  remove(document: EditorDocument): void {
    const index = this.documents.indexOf(document);
    this.documents = this.documents.filter((other) => other !== document);
    if (this.active !== document) return;
    this.active = null;
    const next = this.documents[Math.min(index, this.documents.length - 1)];
    if (next) this.bringToFront(next);
  }

  /** Puts the cursor into a line (from 1), at a column (from 0), and shows it. */
  goToLine(document: EditorDocument, line: number, column = 0): void {
    this.bringToFront(document);
    const { doc } = document.state;
    const { from: start, length } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = start + Math.min(column, length);
    this.#view?.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    this.focus();
  }

  /** Selects a piece of the document in front, counted in characters from its start, and shows it. */
  select(from: number, to: number): void {
    this.#view?.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    this.focus();
  }

  /** Scrolls, if need be, so that a position of the document in front can be seen. */
  reveal(document: EditorDocument, position: number): void {
    if (document !== this.active) return;
    this.#view?.dispatch({ effects: EditorView.scrollIntoView(position, { y: 'nearest', yMargin: 24 }) });
  }

  /** Exchanges the whole text, as one step that Undo takes back. */
  replaceText(document: EditorDocument, text: string): void {
    this.bringToFront(document);
    this.#view?.dispatch({
      changes: { from: 0, to: document.state.doc.length, insert: text },
      selection: { anchor: 0 },
      annotations: isolateHistory.of('full'),
    });
    this.focus();
  }

  focus(): void {
    this.#focusWanted = this.#view === null;
    this.#view?.focus();
  }

  /** Gives one of the commands on the text in front, and the keyboard to it. */
  give(id: EditingCommandId): void {
    if (!this.#view) return;
    this.#view.focus();
    editingCommands[id](this.#view);
  }

  /** Whether long lines of every document go on in the next line. */
  wrapLines(on: boolean): void {
    this.#wrapped = on;
    this.#view?.dispatch(setWordWrap(on));
  }

  /** Brings the next document to the front, or with -1 the one before; after the last comes the first. */
  step(by: 1 | -1): void {
    const count = this.documents.length;
    const index = this.documents.findIndex((document) => document === this.active);
    const next = this.documents[(index + by + count) % count];
    if (next) this.bringToFront(next);
    this.focus();
  }

  /** The document in front got another name: the view says it. */
  renamed(): void {
    this.#view?.dispatch({});
  }

  /** Tells what happened to the document in front, and when another comes there (no transactions). */
  onUpdate(listener: UpdateListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes the document in front: its selection, or what is shown of it. */
  dispatch(...specs: TransactionSpec[]): void {
    this.#view?.dispatch(...specs);
  }

  /** Makes the view inside an element; returns a function that takes it away. */
  attach(parent: HTMLElement): () => void {
    const view = new EditorView({
      parent,
      dispatchTransactions: (transactions) => {
        view.update(transactions);
        if (!this.active) return;
        this.active.take(transactions);
        for (const listener of this.#listeners) listener(this.active, transactions);
      },
    });
    this.#view = view;
    view.scrollDOM.addEventListener('scroll', () => this.#noteScroll(view), { passive: true });
    this.#showActive();
    if (this.#focusWanted) this.focus();
    return () => {
      this.#view = null;
      view.destroy();
    };
  }

  /** Remembers what is in sight, for whoever keeps it beyond this window's life. */
  #noteScroll(view: EditorView): void {
    const document = this.active;
    if (document?.state !== view.state) return;
    const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
    const { from } = view.lineBlockAtHeight(Math.max(0, height));
    if (from === document.top) return;
    document.top = from;
    document.watcher?.scrolled(document);
  }

  #showActive(): void {
    if (!this.#view || !this.active) return;
    this.#view.setState(this.active.state);
    this.#view.dispatch(setWordWrap(this.#wrapped));
    const { scroll, top } = this.active;
    const revived = top > 0 ? EditorView.scrollIntoView(top, { y: 'start', yMargin: 0 }) : null;
    const effects = scroll ?? revived;
    if (effects) this.#view.dispatch({ effects });
    for (const listener of this.#listeners) listener(this.active, []);
  }
}
