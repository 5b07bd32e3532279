import { forEachDiagnostic, lintGutter, setDiagnosticsEffect, type Diagnostic } from '@codemirror/lint';
import { EditorState, StateEffect, StateField, type Extension, type Transaction } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { mount, unmount } from 'svelte';
import { plainWords, type ExplanationWords } from '../../explanations/words.ts';
import MistakeLine from './MistakeLine.svelte';

/** Something in a program that MicroPython does not understand, where it stands now. */
export interface CodeProblem {
  /** From 1. */
  readonly line: number;
  /** A few words. */
  readonly title: string;
}

/** What CodeMirror keeps of it; it underlines the place and puts a sign into the margin. */
interface Mistake extends Diagnostic {
  readonly words: ExplanationWords;
}

/** The words for a place in the text. */
export function mistakeAt(from: number, to: number, words: ExplanationWords): Diagnostic {
  const mistake: Mistake = {
    from,
    to,
    severity: 'error',
    message: `${plainWords(words.title)}. ${plainWords(words.advice)}`,
    words,
  };
  return mistake;
}

/** The keyboard went somewhere else. */
export const keyboardLeft = StateEffect.define<null>();

/** All that are shown, in order. */
export function problemsIn(state: EditorState): CodeProblem[] {
  const problems: CodeProblem[] = [];
  forEachDiagnostic(state, (diagnostic, from) => {
    const { words } = diagnostic as Mistake;
    problems.push({ line: state.doc.lineAt(from).number, title: plainWords(words.title) });
  });
  return problems;
}

/** The explanation below the line that it is about. */
class MistakeWidget extends WidgetType {
  #component: Record<string, unknown> | null = null;

  constructor(
    readonly words: ExplanationWords,
    /** Columns that the line is indented by. */
    readonly indentation: number,
  ) {
    super();
  }

  override eq(other: MistakeWidget): boolean {
    return other.words === this.words && other.indentation === this.indentation;
  }

  override toDOM(): HTMLElement {
    const dom = document.createElement('div');
    this.#component = mount(MistakeLine, {
      target: dom,
      props: { words: this.words, indentation: this.indentation },
    });
    return dom;
  }

  override destroy(): void {
    if (this.#component) void unmount(this.#component);
  }
}

const explanations = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    const isNews = transaction.effects.some((effect) => effect.is(setDiagnosticsEffect));
    return isNews ? explanationsIn(transaction.state) : shown.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function explanationsIn(state: EditorState): DecorationSet {
  const widgets: ReturnType<Decoration['range']>[] = [];
  forEachDiagnostic(state, (diagnostic, from) => {
    const line = state.doc.lineAt(from);
    const indentation = /^\s*/.exec(line.text)![0].length;
    const widget = new MistakeWidget((diagnostic as Mistake).words, indentation);
    widgets.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
  });
  return Decoration.set(widgets, true);
}

/** Whoever works on a line knows that it is not finished: what was said about it goes. */
const goWhenEdited = EditorState.transactionExtender.of((transaction) =>
  transaction.docChanged && touchesMistake(transaction) ? { effects: setDiagnosticsEffect.of([]) } : null,
);

function touchesMistake({ startState, changes }: Transaction): boolean {
  let touches = false;
  forEachDiagnostic(startState, (_, from) => {
    const line = startState.doc.lineAt(from);
    if (changes.touchesRange(line.from, line.to)) touches = true;
  });
  return touches;
}

const look = EditorView.theme({
  // The words below a line measure themselves by it.
  '.cm-scroller': { containerType: 'inline-size' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--color-danger) 1px',
    textUnderlineOffset: '0.15em',
    textDecorationSkipInk: 'none',
  },
  '.cm-gutter-lint': { width: '1.125rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 0 0 0.25rem' },
  '.cm-lint-marker-error': {
    content: 'none',
    width: '0.875rem',
    height: '0.875rem',
    marginTop: '0.25em',
    borderRadius: 'var(--radius-round)',
    background: 'var(--color-danger)',
  },
});

/** Shows what is wrong with a program: underlined, with a sign in the margin and the words below. */
export const mistakes: Extension = [
  // The words stand below the line: no need to show them again on hover.
  lintGutter({ tooltipFilter: () => [] }),
  explanations,
  goWhenEdited,
  EditorView.focusChangeEffect.of((_, focusing) => (focusing ? null : keyboardLeft.of(null))),
  look,
];
