import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { t } from '../../../resources/messages/messages.ts';
import { changesToSpaces, type OddIndentation } from './mixed.ts';

/** Says which indentations differ from the rest of the file. */
export const markOddIndentations = StateEffect.define<readonly OddIndentation[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(markOddIndentations)) next = marksFor(effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksFor(places: readonly OddIndentation[]): DecorationSet {
  const mark = Decoration.mark({
    class: 'cm-oddIndentation',
    attributes: { title: t('editor:indentation.odd') },
  });
  return Decoration.set(places.map(({ from, to }) => mark.range(from, to)));
}

/** Shows the indentations that `markOddIndentations` named. */
export const oddIndentationMarks: Extension = [
  marks,
  EditorView.theme({
    '.cm-oddIndentation': {
      backgroundColor: 'var(--color-warning-soft)',
      backgroundImage: 'linear-gradient(var(--color-warning), var(--color-warning))',
      backgroundRepeat: 'no-repeat',
      backgroundPosition: 'left bottom 0.2em',
      backgroundSize: 'calc(100% - 2px) 1px',
    },
  }),
];

/** How many lines are indented differently from the rest of the file, as far as was looked. */
export function oddIndentationCount(state: EditorState): number {
  return state.field(marks, false)?.size ?? 0;
}

/** Indents the whole file with spaces, in one step of undo. */
export function indentWithSpaces(view: EditorView): boolean {
  view.dispatch({
    changes: changesToSpaces(view.state.doc),
    effects: markOddIndentations.of([]),
    userEvent: 'input.indent',
    scrollIntoView: true,
  });
  return true;
}
