import type { Channel } from '../../electron/api.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { fileOf, isSameFile, type Place } from '../editor/place.ts';
import { meetFile } from './file-on-disk.ts';

/** Keeps open documents of this computer together with their files, which other programs may change. */
export class DiskChanges {
  readonly #channel: Channel;
  readonly #editor: Editor;
  #followed = '';

  constructor(channel: Channel, editor: Editor) {
    this.#channel = channel;
    this.#editor = editor;
    channel.on('openFiles.changed', ({ paths }) => {
      for (const document of editor.documents) {
        const file = fileOf(document.place);
        if (file?.kind === 'computer' && paths.includes(file.path)) void this.meet(document);
      }
    });
    // One that is back at once looks as it did, and is not told of as changed.
    channel.on('workspace.changed', () => {
      for (const document of editor.documents)
        if (document.place.kind === 'nowhere') void this.meet(document);
    });
    channel.onConnection(() => (this.#followed = ''));
  }

  /** Follows the files at these places: called whenever a tab, or where it lives, has changed. */
  follow(places: readonly Place[]): void {
    const files = places.map(fileOf);
    const paths = files.flatMap((file) => (file?.kind === 'computer' ? [file.path] : []));
    const followed = JSON.stringify(paths);
    if (followed === this.#followed) return;
    this.#followed = followed;
    void this.#channel.request('openFiles.follow', { paths });
  }

  /** Has the host look at all of them now: not every drive tells of changes by itself. */
  lookAgain(): void {
    this.#followed = '';
    this.follow(this.#editor.documents.map(({ place }) => place));
  }

  /** Reads a document's file, also one that was deleted and may be back, and brings the two together. */
  async meet(document: EditorDocument): Promise<void> {
    const { place } = document;
    const file = fileOf(place);
    if (file?.kind !== 'computer') return;
    const answer = await this.#channel.request('local.read', { path: file.path });
    // Saved meanwhile: what was read may be older than what is known now.
    if (document.place !== place) return this.meet(document);
    if (!answer.ok && answer.problem.code === 'host-gone') return;
    if (place !== file) {
      const isOpen = this.#editor.documents.some((other) => isSameFile(other.place, file));
      if (!answer.ok || isOpen) return;
      document.markSaved(file, null);
      this.#editor.renamed();
    }
    meetFile(document, answer, (spec) => this.#editor.change(document, spec));
  }
}
