import { Compartment, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const wrapping = new Compartment();

/** Whether long lines go on in the next line; not to begin with. */
export const wordWrap: Extension = wrapping.of([]);

/** Turns wrapping on or off in one document. */
export function setWordWrap(on: boolean): TransactionSpec {
  return { effects: wrapping.reconfigure(on ? EditorView.lineWrapping : []) };
}
