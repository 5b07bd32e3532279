import { isolateHistory, redo, undo } from '@codemirror/commands';
import { ChangeSet, EditorSelection, type EditorState, type Text, Transaction } from '@codemirror/state';
import type { RecoveryEntry } from '../../electron/api.ts';

/** One change of a text, as a log has it. */
export type ChangeEntry = Extract<RecoveryEntry, { kind: 'change' }>;

/** Writes a change down so that `doAgain` makes the same of the same text, undo history included. */
export function changeEntry(transaction: Transaction): ChangeEntry {
  const event = transaction.annotation(Transaction.userEvent);
  const alone = transaction.annotation(isolateHistory);
  const step = (['undo', 'redo'] as const).find((kind) => event === kind);
  return {
    kind: 'change',
    changes: transaction.changes.toJSON() as ChangeEntry['changes'],
    selection: transaction.newSelection.toJSON(),
    time: transaction.annotation(Transaction.time) ?? 0,
    ...(event ? { event } : {}),
    undoable: transaction.annotation(Transaction.addToHistory) !== false,
    ...(alone ? { alone } : {}),
    ...(step ? { step } : {}),
  };
}

/** The change once more, for a text as it was then. Throws where it does not fit this one. */
export function doAgain(state: EditorState, entry: ChangeEntry): Transaction {
  const changes = ChangeSet.fromJSON(entry.changes);
  if (changes.length !== state.doc.length) throw new RangeError('This change is of another text.');
  const after = changes.apply(state.doc);
  return historyStep(state, entry.step, after) ?? plainChange(state, changes, entry);
}

/** A selection as it was written down, if it fits a text of this length; else the beginning. */
export function selectionOf(written: unknown, length: number): EditorSelection {
  try {
    const selection = EditorSelection.fromJSON(written);
    if (selection.ranges.every(({ to }) => to <= length)) return selection;
  } catch {
    // Not what CodeMirror writes: as if there were none.
  }
  return EditorSelection.single(0);
}

/** Going back or forward in the undo history, where that leads to the same text as it did then. */
function historyStep(state: EditorState, step: ChangeEntry['step'], after: Text): Transaction | null {
  let made: Transaction | null = null;
  const dispatch = (transaction: Transaction): void => void (made = transaction);
  if (step === 'undo') undo({ state, dispatch });
  if (step === 'redo') redo({ state, dispatch });
  const stepped = made as Transaction | null;
  return stepped?.newDoc.eq(after) ? stepped : null;
}

function plainChange(
  state: EditorState,
  changes: ChangeSet,
  { selection, time, event, undoable, alone }: ChangeEntry,
): Transaction {
  return state.update({
    changes,
    selection: selectionOf(selection, changes.newLength),
    annotations: [
      Transaction.time.of(time),
      Transaction.addToHistory.of(undoable),
      ...(alone ? [isolateHistory.of(alone)] : []),
      ...(event ? [Transaction.userEvent.of(event)] : []),
    ],
    // It is what came of typing: nothing may be indented or closed a second time.
    filter: false,
  });
}
