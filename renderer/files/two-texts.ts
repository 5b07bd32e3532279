import type { LocalText } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Compare } from '../compare/sides.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { BoardPlace } from '../editor/place.ts';
import { readFormat } from '../editor/text-format.ts';
import { becoming, textOf } from './file-on-disk.ts';

/** Which of two texts it shall be: mine in the file, theirs in the editor, or both, mine under another name. */
export type Decision = 'mine' | 'theirs' | 'other-name';

/** Shows a document beside another text of it, and lets the person decide. */
export class TwoTexts {
  readonly #editor: Editor;
  readonly #compare: Compare;

  constructor(editor: Editor, compare: Compare) {
    this.#editor = editor;
    this.#compare = compare;
  }

  /** What was typed since it was saved; it can be undone as a whole. False where the person put it away. */
  async withSaved(document: EditorDocument): Promise<boolean> {
    this.#editor.bringToFront(document);
    const { saved } = document;
    const keep = { id: 'mine', label: t('files:savedAsk.keep'), look: 'filled' } as const;
    const goBack = { id: 'saved', label: t('files:savedAsk.goBack'), look: 'outlined' } as const;
    const choice = await this.#compare.ask({
      title: t('files:savedAsk.title', { name: document.name }),
      left: { title: savedTitle(document), text: saved?.toString() ?? '' },
      right: { title: t('files:savedAsk.mine'), text: document.text },
      choices: saved ? [goBack, keep] : [keep],
    });
    if (choice === 'saved' && saved) {
      this.#editor.change(document, becoming(document.state.doc, saved));
    }
    return choice !== null;
  }

  /** A file of this computer was changed by another program. */
  async withFile(document: EditorDocument, theirs: LocalText): Promise<Decision | null> {
    const decision = await this.#decide(document, theirs.text, {
      title: t('files:changedAsk.title', { name: document.name }),
      description: t('files:changedAsk.computer'),
    });
    const { place } = document;
    if (decision === 'theirs' && place.kind === 'computer') {
      this.take(document, theirs.text, {
        ...place,
        version: theirs.version,
        format: theirs.format,
      });
    }
    return decision;
  }

  /** A file on a board was changed by something else; `now` is what it is. */
  async withBoardFile(
    document: EditorDocument,
    place: BoardPlace,
    now: { readonly text: string; readonly hash: string },
  ): Promise<Decision | null> {
    const { text: content, hash } = now;
    const { text, format } = readFormat(content);
    const names = { name: document.name, board: place.boardLabel };
    const decision = await this.#decide(document, text, {
      title: t('files:changedAsk.titleOnBoard', names),
      description: t('files:changedAsk.board', names),
    });
    if (decision === 'theirs') this.take(document, text, { ...place, content, hash, format });
    return decision;
  }

  /** A document becomes what its file is now; one Undo takes that back. */
  take(document: EditorDocument, text: string, place: EditorDocument['place']): void {
    const theirs = textOf(text);
    this.#editor.change(document, becoming(document.state.doc, theirs));
    document.markSaved(place, theirs);
    document.elsewhere = null;
  }

  #decide(
    document: EditorDocument,
    theirs: string,
    words: { readonly title: string; readonly description: string },
  ): Promise<Decision | null> {
    this.#editor.bringToFront(document);
    return this.#compare.ask<Decision>({
      ...words,
      left: { title: t('files:changedAsk.theirs'), text: theirs },
      right: { title: t('files:changedAsk.mine'), text: document.text },
      choices: [
        { id: 'mine', label: t('files:changedAsk.saveMine'), look: 'outlined' },
        { id: 'theirs', label: t('files:changedAsk.takeTheirs'), look: 'outlined' },
        // What Enter does loses neither text.
        { id: 'other-name', label: t('files:changedAsk.otherName'), look: 'filled' },
      ],
    });
  }
}

/** What the text is that a document is compared with. */
function savedTitle({ saved, place }: EditorDocument): string {
  if (!saved) return t('files:savedAsk.nothing');
  return t(place.kind === 'nowhere' ? 'files:savedAsk.opened' : 'files:savedAsk.saved');
}
