import type { Answer, Channel, Problem, RequestValues } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { nameOfPath, type BoardPlace, type ComputerPlace, type Place } from '../editor/place.ts';
import { writeFormat } from '../editor/text-format.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { nativeOrOurs } from '../picker/native-or-ours.ts';
import type { Picked, Picker } from '../picker/picker.svelte.ts';
import { boardPlace, type FileBoard } from './board-file.ts';
import type { Transfers } from './copying/transfers.svelte.ts';
import { meetFile } from './file-on-disk.ts';
import type { TwoTexts } from './two-texts.ts';

/** What saving needs of the window. */
export interface SavingParts {
  readonly channel: Channel;
  readonly editor: Editor;
  readonly notices: Notices;
  readonly picker: Picker;
  readonly twoTexts: TwoTexts;
  readonly transfers: Transfers;
  /** Called after a document was saved on this computer: where it lived before, and where it lives now. */
  readonly saved: (before: Place, now: Place) => void;
}

/** Saves documents, on this computer and on boards, and never over what somebody else wrote unasked. */
export class Saving {
  readonly #parts: SavingParts;

  constructor(parts: SavingParts) {
    this.#parts = parts;
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

  async #saveLocal(document: EditorDocument, place: ComputerPlace, overwrite: boolean): Promise<boolean> {
    const doc = document.state.doc;
    const answer = await this.#parts.channel.request('local.write', {
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
      this.#parts.editor.renamed();
      this.#parts.saved(before, document.place);
      if (warning) this.#parts.notices.problem(warning, 'warning');
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
    const answer = await this.#parts.channel.request('local.read', { path: place.path });
    meetFile(document, answer, (spec) => this.#parts.editor.change(document, spec));
    const { elsewhere } = document;
    if (!elsewhere) return !document.unsaved;
    if (elsewhere.kind === 'gone') return this.#saveLocal(document, { ...place, version: '' }, false);
    const decision = await this.#parts.twoTexts.withFile(document, elsewhere.file);
    if (decision === 'other-name') return this.saveAs(document);
    if (decision !== 'mine') return decision === 'theirs';
    // Only this version may be replaced: another change while the person decided is noticed again.
    return this.#saveLocal(document, { ...place, version: elsewhere.file.version }, false);
  }

  /** What could not be saved is kept in the editor; there is always somewhere else to save it. */
  #notSaved(document: EditorDocument, { code, message, hint }: Problem): void {
    if (code === 'cancelled') return;
    this.#parts.notices.show({
      tone: 'problem',
      message,
      hint,
      about: code,
      action: { label: t('files:saveElsewhere'), run: () => void this.saveAs(document) },
    });
  }

  /** A file on a board is written over only if it is what was read; else the person is asked. */
  async #saveOnBoard(document: EditorDocument, place: BoardPlace): Promise<boolean> {
    if (place.hash === undefined) return this.#settleOnBoard(document, place);
    const answer = await this.#writeOnBoard(document, place, { replaces: place.hash });
    if (answer.ok) return true;
    if (answer.problem.code === 'board-file-changed') return this.#settleOnBoard(document, place);
    this.#notSaved(document, answer.problem);
    return false;
  }

  /** Looks at what is on the board now, and lets the person decide where that is neither text. */
  async #settleOnBoard(document: EditorDocument, place: BoardPlace): Promise<boolean> {
    const { boardId, path } = place;
    const now = await this.#parts.channel.request('board.files.read', { boardId, path });
    if (!now.ok && now.problem.code !== 'board-file-not-found') {
      this.#notSaved(document, now.problem);
      return false;
    }
    if (now.ok && now.value.text !== place.content) {
      const decision = await this.#parts.twoTexts.withBoardFile(document, place, now.value);
      if (decision === 'other-name') return this.saveAs(document);
      if (decision !== 'mine') return decision === 'theirs';
    }
    // Only this content may be replaced: another change while the person decided is noticed again.
    if (now.ok) return this.#saveOnBoard(document, { ...place, hash: now.value.hash });
    const answer = await this.#writeOnBoard(document, place, { onlyNew: true });
    if (!answer.ok) this.#notSaved(document, answer.problem);
    return answer.ok;
  }

  /** What was saved is what the document was when it was handed over; what is typed meanwhile is not. */
  async #writeOnBoard(
    document: EditorDocument,
    place: Omit<BoardPlace, 'content' | 'hash'>,
    only: { readonly replaces?: string; readonly onlyNew?: boolean },
  ): Promise<Answer<RequestValues['board.files.write']>> {
    const { boardId, path, format } = place;
    const doc = document.state.doc;
    const content = writeFormat(doc.toString(), format);
    const words = t('files:copying.saving', { name: document.name });
    const answer = await this.#parts.transfers.run(
      'board.files.write',
      { boardId, path, text: content, ...only },
      words,
      () => words,
    );
    if (answer.ok) document.markSaved({ ...place, content, hash: answer.value.hash }, doc);
    return answer;
  }

  /** A file that is new on a board: one that is there is replaced only if the person said so. */
  async #saveNewOnBoard(
    document: EditorDocument,
    board: FileBoard,
    { path, replace }: Picked,
  ): Promise<boolean> {
    const before = document.place;
    const place = boardPlace(board, path, document.format);
    const answer = await this.#writeOnBoard(document, place, { onlyNew: !replace });
    if (!answer.ok) {
      this.#notSaved(document, answer.problem);
      return false;
    }
    document.elsewhere = null;
    this.#parts.editor.renamed();
    this.#parts.saved(before, document.place);
    return true;
  }

  /** The door's own dialog knows nothing of boards: where a board is meant, ours is shown everywhere. */
  async #pickPlace(suggestedName: string, first: 'computer' | 'board'): Promise<Picked | null> {
    const board = this.#parts.picker.boards()[0];
    if (first === 'board' && board) return this.#parts.picker.save(suggestedName, board);
    const native = await this.#parts.channel.request('local.pickSave', { suggestedName });
    return nativeOrOurs(native, () => this.#parts.picker.save(suggestedName), this.#parts.notices);
  }
}

/** A name without an ending becomes a Python file. Whether that one may be replaced, nobody was asked. */
function withEnding({ path, replace }: Picked): Pick<Picked, 'path' | 'replace'> {
  return nameOfPath(path).includes('.') ? { path, replace } : { path: `${path}.py`, replace: false };
}
