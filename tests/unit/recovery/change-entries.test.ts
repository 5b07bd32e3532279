import { history, historyField, isolateHistory, redo, undo } from '@codemirror/commands';
import { EditorState, Transaction, type TransactionSpec } from '@codemirror/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changeEntry,
  doAgain,
  selectionOf,
  type ChangeEntry,
} from '../../../renderer/recovery/change-entries.ts';
import { writtenText } from '../../../electron/recovery/written-text.ts';
import { beginning } from '../../support/recovery-parts.ts';

const start = EditorState.create({ doc: 'led = 1\n', extensions: history() });

/** What a person may do: type somewhere, delete something, undo, redo; at once, or after a while. */
const deed = fc.record({
  kind: fc.constantFrom('type', 'delete', 'undo', 'redo', 'unnoticed'),
  at: fc.nat(1000),
  text: fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'ß', '🙂'), minLength: 1, maxLength: 4 }),
  alone: fc.constantFrom(null, 'before', 'after', 'full'),
  pause: fc.constantFrom(10, 2000),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function perform(state: EditorState, { kind, at, text, alone }: Deed, time: number): Transaction | null {
  if (kind === 'undo' || kind === 'redo') {
    let made: Transaction | null = null;
    const dispatch = (transaction: Transaction) => void (made = transaction);
    (kind === 'undo' ? undo : redo)({ state, dispatch });
    return made;
  }
  const from = at % (state.doc.length + 1);
  const spec: TransactionSpec =
    kind === 'delete'
      ? { changes: { from, to: Math.min(state.doc.length, from + 3) }, userEvent: 'delete.backward' }
      : { changes: { from, insert: text }, selection: { anchor: from }, userEvent: 'input.type' };
  return state.update({
    ...spec,
    annotations: [
      Transaction.time.of(time),
      Transaction.addToHistory.of(kind !== 'unnoticed'),
      ...(alone ? [isolateHistory.of(alone)] : []),
    ],
  });
}

const written = (state: EditorState): unknown => state.toJSON({ history: historyField });

test('whatever is done, doing it again from its entries gives the same text and the same undo history', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      let state = start;
      let time = 0;
      const entries: ChangeEntry[] = [];
      for (const one of deeds) {
        const transaction = perform(state, one, (time += one.pause));
        if (!transaction?.docChanged) continue;
        entries.push(JSON.parse(JSON.stringify(changeEntry(transaction))) as ChangeEntry);
        state = transaction.state;
      }
      const again = entries.reduce((before, entry) => doAgain(before, entry).state, start);
      expect(written(again)).toEqual(written(state));
      const log = [...beginning('a.py', start.doc.toString()), ...entries];
      expect(writtenText(log)).toBe(state.doc.toString());
    }),
  );
});

test('a change of another text is refused', () => {
  const entry = changeEntry(start.update({ changes: { from: 0, insert: 'x' } }));
  const other = EditorState.create({ doc: 'something else' });
  expect(() => doAgain(other, entry)).toThrow(RangeError);
});

test('nothing that is called a selection breaks the window', () => {
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      expect(selectionOf(anything, 5).main.to).toBeLessThanOrEqual(5);
    }),
  );
});
