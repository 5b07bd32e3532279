import { python } from '@codemirror/lang-python';
import { type Chunk, getChunks, MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, Text, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { standardKeymap } from '@codemirror/commands';
import { appearance } from '../editor/highlighting.ts';
import { tabWidth } from '../editor/indentation/tab-width.ts';
import type { Side, Sides } from './sides.ts';

/** Beside or below each other; below is for windows too narrow for two columns of code. */
export type Arrangement = 'columns' | 'one-below-the-other';

/** Where a difference is, for people: both lines count from 1. */
export interface Difference {
  readonly leftLine: number;
  readonly rightLine: number;
}

/** Exactness beyond this is not worth waiting for; in milliseconds. */
const mostTime = 1000;

const differenceOptions = { scanLimit: 1000, timeout: mostTime };

const colours = EditorView.theme({
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--color-danger-soft)' },
  '&.cm-merge-b .cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--color-success-soft)' },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'none',
    textDecoration: 'underline 2px var(--color-danger)',
    textUnderlineOffset: '3px',
  },
  '&.cm-merge-b .cm-changedText': {
    background: 'none',
    textDecoration: 'underline 2px var(--color-success)',
    textUnderlineOffset: '3px',
  },
  '.cm-deletedChunk': { paddingLeft: 'var(--space-2)' },
  // A sign beside the colour: the colours alone would not tell everybody which side a line is from.
  '.cm-changeGutter': { width: '1.25rem', padding: '0', textAlign: 'center' },
  '&.cm-merge-a .cm-changedLineGutter, & .cm-deletedLineGutter': {
    background: 'var(--color-danger-soft)',
    color: 'var(--color-danger)',
    '&::before': { content: '"−"' },
  },
  '&.cm-merge-b .cm-changedLineGutter': {
    background: 'var(--color-success-soft)',
    color: 'var(--color-success)',
    '&::before': { content: '"+"' },
  },
});

/** Shows two texts with their differences marked. They can be read and copied, not changed. */
export class DifferenceView {
  readonly differences: readonly Difference[];
  readonly #chunks: readonly Chunk[];
  readonly #end: () => void;
  /** The one the keyboard is in when it goes to a difference: the right text, or both in one. */
  readonly #view: EditorView;

  constructor(parent: HTMLElement, { left, right }: Sides, arrangement: Arrangement) {
    const [a, b] = [textOf(left), textOf(right)];
    if (arrangement === 'columns') {
      const merge = new MergeView({
        parent,
        a: { doc: a, extensions: readingSetup(left.title) },
        b: { doc: b, extensions: readingSetup(right.title) },
        diffConfig: differenceOptions,
      });
      this.#view = merge.b;
      this.#end = () => merge.destroy();
    } else {
      const unified = unifiedMergeView({ original: a, mergeControls: false, diffConfig: differenceOptions });
      this.#view = new EditorView({ parent, doc: b, extensions: [readingSetup(right.title), unified] });
      this.#end = () => this.#view.destroy();
    }
    this.#chunks = getChunks(this.#view.state)?.chunks ?? [];
    this.differences = this.#chunks.map(({ fromA, fromB }) => ({
      leftLine: a.lineAt(Math.min(fromA, a.length)).number,
      rightLine: b.lineAt(Math.min(fromB, b.length)).number,
    }));
  }

  /** Puts the cursor at a difference, by its place in `differences`, and shows it. */
  goTo(index: number): void {
    const chunk = this.#chunks[index];
    if (!chunk) return;
    const anchor = Math.min(chunk.fromB, this.#view.state.doc.length);
    this.#view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
  }

  /** Takes the view away. */
  destroy(): void {
    this.#end();
  }
}

function textOf({ text }: Side): Text {
  return Text.of(text.split(/\r?\n/));
}

function readingSetup(title: string): Extension {
  return [
    lineNumbers(),
    highlightSpecialChars(),
    EditorView.lineWrapping,
    EditorState.readOnly.of(true),
    EditorState.tabSize.of(tabWidth),
    keymap.of(standardKeymap),
    python(),
    appearance,
    colours,
    EditorView.contentAttributes.of({ 'aria-label': title }),
  ];
}
