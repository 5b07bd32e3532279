import { EditorState, type StateEffect, Text } from '@codemirror/state';
import type { TextFormat } from '../../electron/api.ts';
import { codeSetup } from './code-setup.ts';
import type { Place } from './place.ts';
import { pinsOnLine, type NamedPin } from './pins-on-line.ts';
import { usualFormat } from './text-format.ts';

let created = 0;

/** One open file. Its editor state, and with it the undo history, survives switching tabs. */
export class EditorDocument {
  readonly id = `document-${++created}`;
  place: Place;
  /** As CodeMirror has it now; exchanged at every change. */
  state: EditorState;
  /** Where the view was scrolled to when another document came to the front. */
  scroll: StateEffect<unknown> | null = null;

  #saved: Text;

  readonly name = $derived.by(() => this.place.name);
  readonly unsaved = $derived.by(() => !this.state.doc.eq(this.#saved));
  readonly #cursor = $derived.by(() => this.state.selection.main.head);
  readonly #cursorLine = $derived.by(() => this.state.doc.lineAt(this.#cursor));
  /** Where the cursor is, both from 1. */
  readonly line = $derived(this.#cursorLine.number);
  readonly column = $derived(this.#cursor - this.#cursorLine.from + 1);
  /** Pins that the line with the cursor names. */
  readonly pins = $derived<readonly NamedPin[]>(pinsOnLine(this.#cursorLine.text));

  constructor(place: Place, text: string) {
    this.place = $state.raw(place);
    this.state = $state.raw(
      EditorState.create({
        doc: Text.of(text.split('\n')),
        extensions: codeSetup(
          () => this.place.name,
          () => isPython(place.name),
        ),
      }),
    );
    this.#saved = $state.raw(this.state.doc);
  }

  get text(): string {
    return this.state.doc.toString();
  }

  get format(): TextFormat {
    return this.place.kind === 'nowhere' ? usualFormat : this.place.format;
  }

  /** What `text` was when it was taken is now saved at `place`; what was typed since is not. */
  markSaved(place: Place, text: Text): void {
    this.place = place;
    this.#saved = text;
  }
}

function isPython(name: string): boolean {
  return /\.pyi?$/i.test(name) || !name.includes('.');
}
