import { setDiagnostics } from '@codemirror/lint';
import type { EditorState, Text, Transaction, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Channel, SyntaxMistake } from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';
import { explainSyntaxError } from '../../explanations/explain.ts';
import { plainWords } from '../../explanations/words.ts';
import type { EditorDocument } from '../document.svelte.ts';
import type { Editor } from '../editor.svelte.ts';
import { isLarge } from '../large-text.ts';
import { Pause } from '../pause.ts';
import { keyboardLeft, mistakeAt, problemsIn } from './mistakes.ts';

/** Milliseconds without typing after which the program is compiled … */
const shortPause = 150;
/** … and after which even the line that was being typed seems to be meant as it stands. */
const longPause = 3000;

interface Found {
  readonly text: Text;
  readonly mistake: SyntaxMistake | null;
}

/**
 * Shows what MicroPython does not understand in the Python file in front, whenever typing pauses. The line
 * that is being typed is left in peace, and with it what comes after: an open bracket there is noticed
 * only further down. It counts as finished when the cursor or the keyboard leaves it.
 */
export function watchSyntax(editor: Editor, channel: Channel): void {
  new SyntaxWatch(editor, channel);
}

class SyntaxWatch {
  readonly #editor: Editor;
  readonly #channel: Channel;
  readonly #shortPause = new Pause(shortPause, () => void this.#compile());
  readonly #longPause = new Pause(longPause, () => this.#finishLine());
  /** The text was changed on the line with the cursor, which has not left it since. */
  #typing = false;
  #found: Found | null = null;
  #compiling = false;

  constructor(editor: Editor, channel: Channel) {
    this.#editor = editor;
    this.#channel = channel;
    editor.onUpdate((document, transactions) => this.#follow(document, transactions));
  }

  #follow(document: EditorDocument, transactions: readonly Transaction[]): void {
    if (!document.isPython || isLarge(document.state.doc)) return this.#rest();
    if (transactions.length === 0) {
      this.#typing = false;
      return this.#shortPause.begin();
    }
    const last = transactions.findLast(({ docChanged }) => docChanged);
    if (last) {
      this.#typing = isTyping(last);
      this.#shortPause.begin();
      this.#longPause.begin();
    } else if (this.#typing && transactions.some(leavesLine)) this.#finishLine();
  }

  #rest(): void {
    this.#shortPause.end();
    this.#longPause.end();
  }

  #finishLine(): void {
    this.#typing = false;
    this.#show();
  }

  async #compile(): Promise<void> {
    const document = this.#editor.active;
    // What is typed meanwhile begins the next pause; one check at a time is enough.
    if (!document || this.#compiling) return;
    const text = document.state.doc;
    this.#compiling = true;
    const answer = await this.#channel.request('program.check', { source: text.toString() });
    this.#compiling = false;
    const now = this.#editor.active;
    if (now?.state.doc !== text) return void (now?.isPython && this.#shortPause.begin());
    const mistake = answer.ok && answer.value.kind === 'mistake' ? answer.value.mistake : null;
    this.#found = { text, mistake };
    this.#show();
  }

  #show(): void {
    const state = this.#editor.active?.state;
    if (!state || this.#found?.text !== state.doc) return;
    const { mistake } = this.#found;
    if (mistake && this.#typing && mistake.line >= lineWithCursor(state)) return;
    if (!mistake && problemsIn(state).length === 0) return;
    this.#editor.dispatch(mistake ? showing(state, mistake) : setDiagnostics(state, []));
  }
}

function showing(state: EditorState, { kind, line, message }: SyntaxMistake): TransactionSpec {
  const said = `${kind}: ${message}`;
  const words = explainSyntaxError(state.doc.toString(), said, line);
  const at = state.doc.line(Math.min(words.place?.line ?? line, state.doc.lines));
  const from = at.from + Math.min(words.place?.from ?? 0, at.length);
  const to = at.from + Math.min(Math.max(words.place?.to ?? at.length, 0), at.length);
  const before = problemsIn(state)[0];
  const title = plainWords(words.title);
  const news = before?.line !== at.number || before.title !== title;
  const { effects } = setDiagnostics(state, [mistakeAt(from, Math.max(from, to), words)]);
  const announcement = EditorView.announce.of(t('editor:syntax.announcement', { line: at.number, title }));
  return { effects: [effects ?? [], news ? announcement : []].flat() };
}

function lineWithCursor(state: EditorState): number {
  return state.doc.lineAt(state.selection.main.head).number;
}

/** Keys that change one line; what is pasted, completed over several lines or undone is no typing. */
function isTyping(transaction: Transaction): boolean {
  if (!transaction.isUserEvent('input') && !transaction.isUserEvent('delete')) return false;
  let lines = 1;
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    lines = Math.max(lines, inserted.lines);
  });
  return lines === 1;
}

function leavesLine({ startState, state, effects }: Transaction): boolean {
  if (effects.some((effect) => effect.is(keyboardLeft))) return true;
  return lineWithCursor(startState) !== lineWithCursor(state);
}
