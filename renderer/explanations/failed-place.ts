import { RangeSet, StateEffect, StateField, type Extension, type Transaction } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

/** The place in a document where the last run failed. */
interface FailedPlace {
  readonly from: number;
  readonly to: number;
  /** A few words behind the line; empty where something else says it. */
  readonly words: string;
}

/** Marks the place where a program failed; `null` takes the mark away. */
export const markFailedPlace = StateEffect.define<FailedPlace | null>();

class FailedWords extends WidgetType {
  constructor(readonly words: string) {
    super();
  }

  override eq(other: FailedWords): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const dom = document.createElement('span');
    dom.className = 'cm-failed-words';
    dom.textContent = this.words;
    return dom;
  }
}

const failedLine = Decoration.line({ class: 'cm-failed-line' });
const failedPart = Decoration.mark({ class: 'cm-failed-part' });

const failedPlace = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const news = transaction.effects.findLast((effect) => effect.is(markFailedPlace));
    if (news) return news.value ? marksOf(news.value, transaction) : Decoration.none;
    return isWorkedOn(marks, transaction) ? Decoration.none : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf({ from, to, words }: FailedPlace, { state }: Transaction): DecorationSet {
  const line = state.doc.lineAt(Math.min(from, state.doc.length));
  const end = Math.min(to, line.to);
  const marks = [failedLine.range(line.from)];
  if (end > from) marks.push(failedPart.range(from, end));
  if (words) marks.push(Decoration.widget({ widget: new FailedWords(words), side: 1 }).range(line.to));
  return RangeSet.of(marks, true);
}

/** Whoever changes the line has seen what was wrong with it. */
function isWorkedOn(marks: DecorationSet, { docChanged, changes, startState }: Transaction): boolean {
  if (!docChanged || marks.size === 0) return false;
  const { from, to } = startState.doc.lineAt(marks.iter().from);
  return changes.touchesRange(from, to) !== false;
}

const look = EditorView.theme({
  '.cm-failed-line, .cm-failed-line.cm-activeLine': { backgroundColor: 'var(--color-danger-soft)' },
  '.cm-failed-part': {
    textDecoration: 'underline wavy var(--color-danger) 1px',
    textUnderlineOffset: '0.15em',
    textDecorationSkipInk: 'none',
  },
  '.cm-failed-words': {
    paddingLeft: 'var(--space-6)',
    color: 'var(--color-danger)',
    fontFamily: 'var(--font-interface)',
    fontSize: 'var(--text-13)',
  },
});

/** Shows where the last run failed, until somebody works on the line or runs again. */
export const failedPlaces: Extension = [failedPlace, look];
