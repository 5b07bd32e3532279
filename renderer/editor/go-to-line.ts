import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, showPanel } from '@codemirror/view';
import GoToLinePanel from './GoToLinePanel.svelte';
import { focusPanel, sveltePanel } from './svelte-panel.ts';

const show = StateEffect.define<boolean>();

const open = StateField.define<boolean>({
  create: () => false,
  update(now, { effects }) {
    return effects.findLast((effect) => effect.is(show))?.value ?? now;
  },
  provide: (field) =>
    showPanel.from(field, (shown) =>
      shown ? (view) => sveltePanel(GoToLinePanel, { goTo: new GoToLine(view) }) : null,
    ),
});

/** The small panel that asks for the number of a line. */
export const goToLine: Extension = open;

/** Opens it, or goes back to its field. */
export function openGoToLine(view: EditorView): boolean {
  if (view.state.field(open, false)) focusPanel(view, '.go-to-line');
  else view.dispatch({ effects: show.of(true) });
  return true;
}

/** What the panel shows and does. */
export class GoToLine {
  /** The line with the cursor, to begin with. */
  readonly now: number;

  constructor(readonly view: EditorView) {
    this.now = view.state.doc.lineAt(view.state.selection.main.head).number;
  }

  /** Number of lines in the file. */
  get last(): number {
    return this.view.state.doc.lines;
  }

  /** The line that a text names, from 1; `null` for none of this file. */
  lineNamed(text: string): number | null {
    const number = /^\s*\d+\s*$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= this.last ? number : null;
  }

  /** Puts the cursor at the beginning of a line's text and goes away. */
  readonly go = (number: number): void => {
    const line = this.view.state.doc.line(number);
    const anchor = line.from + (line.text.length - line.text.trimStart().length);
    this.view.dispatch({
      selection: { anchor },
      effects: [show.of(false), EditorView.scrollIntoView(anchor, { y: 'center' })],
    });
    this.view.focus();
  };

  readonly close = (): void => {
    this.view.dispatch({ effects: show.of(false) });
    this.view.focus();
  };
}
