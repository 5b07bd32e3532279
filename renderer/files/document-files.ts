import type { Answer, Channel, LocalText } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import { nameOfPath } from '../editor/place.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { readFormat } from '../editor/text-format.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { nativeOrOurs } from '../picker/native-or-ours.ts';
import type { Picker } from '../picker/picker.svelte.ts';
import { boardPlace, type FileBoard } from './board-file.ts';
import type { Transfers } from './copying/transfers.svelte.ts';
import { Saving, type SavingParts } from './saving.ts';
import type { TwoTexts } from './two-texts.ts';

/** What can be done with documents and their files: new, open, save, close. */
export class DocumentFiles {
  readonly #saving: Saving;

  constructor(
    readonly channel: Channel,
    readonly editor: Editor,
    readonly asks: Asks,
    readonly notices: Notices,
    readonly picker: Picker,
    readonly twoTexts: TwoTexts,
    readonly transfers: Transfers,
    saved: SavingParts['saved'],
    /** Called where a zip of this computer should be opened. */
    readonly openZip: (path: string) => void,
  ) {
    this.#saving = new Saving({ channel, editor, notices, picker, twoTexts, transfers, saved });
  }

  /** Saves where it came from; asks where to, for a document that came from nowhere. True if saved. */
  save(document: EditorDocument): Promise<boolean> {
    return this.#saving.save(document);
  }

  /** Asks where to, then saves there. True if saved. Begins on this computer, or on the board. */
  saveAs(document: EditorDocument, first?: 'computer' | 'board'): Promise<boolean> {
    return this.#saving.saveAs(document, first);
  }

  /** Lets the person decide between a document and its changed file. True if the document is saved then. */
  settle(document: EditorDocument): Promise<boolean> {
    return this.#saving.settle(document);
  }

  /** An empty document. */
  create(): void {
    this.editor.show({ kind: 'nowhere', name: this.#freeName() }, '');
    this.editor.focus();
  }

  /** The first thing to see: a copy of an example, unless the person was faster and opened something. */
  async openFirstExample(id: string): Promise<void> {
    const answer = await this.channel.request('example.read', { id });
    if (!answer.ok) this.notices.problem(answer.problem);
    else if (this.editor.documents.length === 0) {
      this.editor.show({ kind: 'nowhere', name: `${id}.py` }, answer.value.text);
    }
  }

  /** Lets the person choose a file of this computer, and opens it. */
  async choose(): Promise<void> {
    const native = await this.channel.request('local.pickOpen', {});
    const picked = await nativeOrOurs(native, () => this.picker.open(), this.notices);
    if (picked) await this.openPath(picked.path);
  }

  /** Opens a file of this computer by its absolute path; a zip becomes a project. */
  async openPath(path: string): Promise<EditorDocument | null> {
    if (/\.zip$/i.test(path)) {
      this.openZip(path);
      return null;
    }
    return this.#showLocal(await this.channel.request('local.read', { path }));
  }

  /** Opens a file of the workspace by its path in it. */
  async openInWorkspace(path: string): Promise<EditorDocument | null> {
    return this.#showLocal(await this.channel.request('workspace.read', { path }));
  }

  /** Opens a file of a board. */
  async openOnBoard(board: FileBoard, path: string): Promise<EditorDocument | null> {
    const words = t('files:copying.opening', { name: nameOfPath(path) });
    const answer = await this.transfers.run(
      'board.files.read',
      { boardId: board.id, path },
      words,
      () => words,
    );
    if (!answer.ok) {
      this.notices.problem(answer.problem);
      return null;
    }
    const { text: content, hash } = answer.value;
    const { text, format } = readFormat(content);
    const place = { ...boardPlace(board, path, format), content, hash };
    const document = this.editor.show(place, text);
    // A tab that was open already follows its file; what was typed there stays, and Save notices.
    if (document.place !== place && !document.unsaved) this.twoTexts.take(document, text, place);
    this.editor.focus();
    return document;
  }

  /** Closes a document; asks first if it would lose something. True if it is closed. */
  async close(document: EditorDocument): Promise<boolean> {
    if (document.unsaved && !(await this.#maySaveAndClose(document))) return false;
    this.editor.remove(document);
    this.editor.focus();
    return true;
  }

  async #maySaveAndClose(document: EditorDocument): Promise<boolean> {
    this.editor.bringToFront(document);
    const choice = await this.asks.ask({
      title: t('files:closeAsk.title', { name: document.name }),
      description: t('files:closeAsk.description'),
      choices: [
        { id: 'discard', label: t('files:closeAsk.discard'), look: 'outlined' },
        { id: 'save', label: t('files:closeAsk.save'), look: 'filled' },
      ],
    });
    return choice === 'discard' || (choice === 'save' && (await this.save(document)));
  }

  #showLocal(answer: Answer<LocalText>): EditorDocument | null {
    if (!answer.ok) {
      this.notices.problem(answer.problem);
      return null;
    }
    const { path, name, text, format, version, warning, rewritten = null } = answer.value;
    if (warning) this.notices.problem(warning, 'warning');
    const document = this.editor.show({ kind: 'computer', path, name, format, version }, text);
    document.rewritten = rewritten;
    this.editor.focus();
    return document;
  }

  #freeName(): string {
    const taken = new Set(this.editor.documents.map((document) => document.name));
    let name: string = t('editor:untitled');
    for (let number = 2; taken.has(name); number++) name = t('editor:untitledNumber', { number });
    return name;
  }
}
