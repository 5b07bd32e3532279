import { Text, type ChangeSpec, type TransactionSpec } from '@codemirror/state';
import type { Answer, LocalText } from '../../electron/api.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';

/**
 * Compares a document of this computer with its file as it was just read. Text that was not touched follows
 * the file, and undo can go back; what was typed stays, and the document says what there is to decide.
 */
export function meetFile(
  document: EditorDocument,
  answer: Answer<LocalText>,
  change: (spec: TransactionSpec) => void,
): void {
  const { place } = document;
  if (place.kind !== 'computer') return;
  if (!answer.ok) {
    document.elsewhere = { kind: 'gone' };
    return;
  }
  const { version, format } = answer.value;
  const theirs = textOf(answer.value.text);
  const known = version === place.version;
  if (!known && document.unsaved && !document.state.doc.eq(theirs)) {
    document.elsewhere = { kind: 'changed', file: answer.value };
    return;
  }
  document.elsewhere = null;
  if (!known && !document.state.doc.eq(theirs)) change(becoming(document.state.doc, theirs));
  if (!known || document.saved === null) document.markSaved({ ...place, version, format }, theirs);
}

/** A text as the editor has it. */
export function textOf(text: string): Text {
  return Text.of(text.split('\n'));
}

/** Turns one text into another by changing only what differs, so that cursors stay where they are. */
export function becoming(from: Text, to: Text): TransactionSpec {
  return { changes: difference(from.toString(), to.toString()), userEvent: 'input.reload' };
}

function difference(from: string, to: string): ChangeSpec {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let end = 0;
  while (end < shorter - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}
