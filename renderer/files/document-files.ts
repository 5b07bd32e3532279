import type { Answer, Channel, LocalText, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { nameOfPath, type BoardPlace, type ComputerPlace, type Place } from '../editor/place.ts';
import { readFormat, writeFormat } from '../editor/text-format.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { nativeOrOurs } from '../picker/native-or-ours.ts';
import type { Picked, Picker } from '../picker/picker.svelte.ts';
import { meetFile } from './file-on-disk.ts';
import type { TwoTexts } from './two-texts.ts';

/** A board as far as opening one of its files needs to know it. */
export interface FileBoard {
  readonly id: string;
  readonly label: string;
}

/** What can be done with documents and their files: new, open, save, close. */
export class DocumentFiles {
  constructor(
    readonly channel: Channel,
    readonly editor: Editor,
    readonly asks: Asks,
    readonly notices: Notices,
    readonly picker: Picker,
    readonly twoTexts: TwoTexts,
    /** Called after a document was saved on this computer: where it lived before, and where it lives now. */
    readonly saved: (before: Place, now: Place) => void,
    /** Called where a zip of this computer should be opened. */
    readonly openZip: (path: string) => void,
  ) {}

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
    const answer = await this.channel.request('board.files.read', { boardId: board.id, path });
    if (!answer.ok) {
      this.notices.problem(answer.problem);
      return null;
    }
    const content = answer.value.text;
    const { text, format } = readFormat(content);
    const document = this.editor.show(boardPlace(board, path, format, content), text);
    this.editor.focus();
    return document;
  }

  /** Saves where it came from; asks where to, for a document that came from nowhere. True if saved. */
  async save(document: EditorDocument): Promise<boolean> {
    if (document.place.kind === 'nowhere') return this.saveAs(document);
    if (document.place.kind === 'computer') return this.#saveLocal(document, document.place, false);
    return this.#saveOnBoard(document, document.place);
  }

  /** Asks where to, then saves there. True if saved. Begins on this computer, or on the board. */
  async saveAs(document: EditorDocument, first: 'computer' | 'board' = 'computer'): Promise<boolean> {
    const picked = await this.#pickPlace(document.name, first);
    if (!picked) return false;
    if (picked.board) return this.#saveNewOnBoard(document, picked.board, picked);
    const { path, replace } = withEnding(picked);
    const place: ComputerPlace = {
      kind: 'computer',
      path,
      name: nameOfPath(path),
      format: document.format,
      version: '',
    };
    return this.#saveLocal(document, place, replace);
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

  async #saveLocal(document: EditorDocument, place: ComputerPlace, overwrite: boolean): Promise<boolean> {
    const doc = document.state.doc;
    const answer = await this.channel.request('local.write', {
      path: place.path,
      text: doc.toString(),
      format: place.format,
      version: place.version === '' ? null : place.version,
      overwrite,
    });
    if (answer.ok) {
      const { path, version, warning } = answer.value;
      const before = document.place;
      document.markSaved({ ...place, path, name: nameOfPath(path), version }, doc);
      document.elsewhere = null;
      this.editor.renamed();
      this.saved(before, document.place);
      if (warning) this.notices.problem(warning, 'warning');
      return true;
    }
    if (answer.problem.code === 'file-changed-elsewhere') return this.settle(document);
    this.#notSaved(document, answer.problem);
    return false;
  }

  /**
   * Lets the person decide between a document and its file, which another program has changed. True if the
   * document is saved then.
   */
  async settle(document: EditorDocument): Promise<boolean> {
    const { place } = document;
    if (place.kind !== 'computer') return false;
    const answer = await this.channel.request('local.read', { path: place.path });
    meetFile(document, answer, (spec) => this.editor.change(document, spec));
    const { elsewhere } = document;
    if (!elsewhere) return !document.unsaved;
    if (elsewhere.kind === 'gone') return this.#saveLocal(document, { ...place, version: '' }, false);
    const decision = await this.twoTexts.withFile(document, elsewhere.file);
    if (decision === 'other-name') return this.saveAs(document);
    if (decision !== 'mine') return decision === 'theirs';
    // Only this version may be replaced: another change while the person decided is noticed again.
    return this.#saveLocal(document, { ...place, version: elsewhere.file.version }, false);
  }

  /** What could not be saved is kept in the editor; there is always somewhere else to save it. */
  #notSaved(document: EditorDocument, { code, message, hint }: Problem): void {
    this.notices.show({
      tone: 'problem',
      message,
      hint,
      about: code,
      action: { label: t('files:saveElsewhere'), run: () => void this.saveAs(document) },
    });
  }

  /** A file on a board is written over only if it is what was read; else the person is asked. */
  async #saveOnBoard(document: EditorDocument, place: BoardPlace): Promise<boolean> {
    const { boardId, path } = place;
    const now = await this.channel.request('board.files.read', { boardId, path });
    if (now.ok && now.value.text !== place.content) {
      const decision = await this.twoTexts.withBoardFile(document, place, now.value.text);
      if (decision === 'other-name') return this.saveAs(document);
      if (decision !== 'mine') return decision === 'theirs';
    }
    const doc = document.state.doc;
    const content = writeFormat(doc.toString(), place.format);
    const answer = await this.channel.request('board.files.write', { boardId, path, text: content });
    if (answer.ok) document.markSaved({ ...place, content }, doc);
    else this.#notSaved(document, answer.problem);
    return answer.ok;
  }

  /** A file that is new on a board: one that is there is replaced only if the person said so. */
  async #saveNewOnBoard(
    document: EditorDocument,
    board: FileBoard,
    { path, replace }: Picked,
  ): Promise<boolean> {
    const doc = document.state.doc;
    const content = writeFormat(doc.toString(), document.format);
    const answer = await this.channel.request('board.files.write', {
      boardId: board.id,
      path,
      text: content,
      onlyNew: !replace,
    });
    if (!answer.ok) {
      this.#notSaved(document, answer.problem);
      return false;
    }
    const before = document.place;
    document.markSaved(boardPlace(board, path, document.format, content), doc);
    document.elsewhere = null;
    this.editor.renamed();
    this.saved(before, document.place);
    return true;
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

  /** The door's own dialog knows nothing of boards: where a board is meant, ours is shown everywhere. */
  async #pickPlace(suggestedName: string, first: 'computer' | 'board'): Promise<Picked | null> {
    const board = this.picker.boards()[0];
    if (first === 'board' && board) return this.picker.save(suggestedName, board);
    const native = await this.channel.request('local.pickSave', { suggestedName });
    return nativeOrOurs(native, () => this.picker.save(suggestedName), this.notices);
  }

  #freeName(): string {
    const taken = new Set(this.editor.documents.map((document) => document.name));
    let name: string = t('editor:untitled');
    for (let number = 2; taken.has(name); number++) name = t('editor:untitledNumber', { number });
    return name;
  }
}

/** A name without an ending becomes a Python file. Whether that one may be replaced, nobody was asked. */
function withEnding({ path, replace }: Picked): Pick<Picked, 'path' | 'replace'> {
  return nameOfPath(path).includes('.') ? { path, replace } : { path: `${path}.py`, replace: false };
}

function boardPlace(
  board: FileBoard,
  path: string,
  format: BoardPlace['format'],
  content: string,
): BoardPlace {
  return {
    kind: 'board',
    boardId: board.id,
    boardLabel: board.label,
    path,
    name: nameOfPath(path),
    format,
    content,
  };
}
