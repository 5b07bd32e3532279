import type { Channel, RecoveredDocument } from '../../electron/api.ts';
import { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { isSameFile, type ComputerPlace, type Place } from '../editor/place.ts';
import { readFormat } from '../editor/text-format.ts';
import { meetFile, textOf } from '../files/file-on-disk.ts';
import { selectionOf } from './change-entries.ts';
import { replay, type Replayed } from './replay.ts';

/** A document that is open again. */
export interface Revived {
  readonly document: EditorDocument;
  readonly recovered: RecoveredDocument;
}

/** Makes documents of what was kept, and of what their files say now. */
export class Reviver {
  readonly #channel: Channel;
  readonly #editor: Editor;

  constructor(channel: Channel, editor: Editor) {
    this.#channel = channel;
    this.#editor = editor;
  }

  /** Those that can be opened again, in their order; a file that was only shown and is gone is not. */
  async revive(recovered: readonly RecoveredDocument[]): Promise<readonly Revived[]> {
    const revived: Revived[] = [];
    for (const one of recovered) {
      const document = await this.#reviveOne(replay(one));
      if (document && !this.#isThere(document, revived)) revived.push({ document, recovered: one });
    }
    return revived;
  }

  async #reviveOne(replayed: Replayed): Promise<EditorDocument | null> {
    const document = await this.#withFile(replayed);
    if (!document || !replayed.view) return document;
    const { selection, top } = replayed.view;
    document.change({ selection: selectionOf(selection, document.state.doc.length) });
    document.top = Math.min(top, document.state.doc.length);
    return document;
  }

  async #withFile({ place, document, view, saved }: Replayed): Promise<EditorDocument | null> {
    if (place.kind === 'computer') return this.#withLocalFile(place, document, view?.unsaved ?? true);
    if (place.kind === 'board') {
      const { text } = readFormat(place.content);
      const shown = document ?? new EditorDocument(place, text);
      shown.markSaved(place, textOf(text));
      return shown;
    }
    document?.markSaved(place, saved === null ? null : textOf(saved));
    return document;
  }

  async #withLocalFile(
    place: ComputerPlace,
    document: EditorDocument | null,
    unsaved: boolean,
  ): Promise<EditorDocument | null> {
    const answer = await this.#channel.request('local.read', { path: place.path });
    if (!document) {
      if (!answer.ok) return null;
      const { text, format, version } = answer.value;
      return new EditorDocument({ ...place, format, version }, text);
    }
    // What was saved is only known where the file still is what it was.
    document.markSaved(place, unsaved ? null : document.state.doc);
    meetFile(document, answer, (spec) => document.change(spec));
    return document;
  }

  /** Two windows may have had the same file; where both changed it, both texts come back. */
  #isThere(document: EditorDocument, revived: readonly Revived[]): boolean {
    const open = [...this.#editor.documents, ...revived.map((one) => one.document)];
    const same = open.find((other) => isSameFile(other.place, document.place));
    if (!same) return false;
    if (!document.unsaved || same.state.doc.eq(document.state.doc)) return true;
    const elsewhere: Place = { kind: 'nowhere', name: document.name };
    document.markSaved(elsewhere, null);
    return false;
  }
}
