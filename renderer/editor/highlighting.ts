import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.self], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.escape], color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--code-comment)' },
  {
    tag: [tags.definition(tags.function(tags.variableName)), tags.definition(tags.className)],
    color: 'var(--code-definition)',
  },
  { tag: tags.function(tags.variableName), color: 'var(--code-builtin)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--code-operator)' },
  { tag: tags.invalid, color: 'var(--color-danger)' },
]);

const surface = EditorView.theme({
  '&': { height: '100%', color: 'var(--color-text)', backgroundColor: 'var(--color-surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--editor-text-size, var(--text-14))',
    lineHeight: '1.6',
    fontVariantLigatures: 'none',
  },
  '.cm-content': { padding: 'var(--space-3) 0', caretColor: 'var(--color-text)' },
  '.cm-content:focus-visible': { outline: 'none' },
  '.cm-line': { padding: '0 var(--space-4) 0 var(--space-2)' },
  '.cm-cursor': { borderLeftColor: 'var(--color-text)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    border: 'none',
    color: 'var(--code-gutter)',
    backgroundColor: 'var(--color-surface)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.75rem', padding: '0 var(--space-2) 0 0' },
  '.cm-activeLine': { backgroundColor: 'var(--code-active-line)' },
  '.cm-activeLineGutter': { color: 'var(--color-text)', backgroundColor: 'var(--code-active-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--color-selection)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--color-pressed)',
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket': { color: 'var(--color-danger)', backgroundColor: 'transparent' },
  '.cm-searchMatch': {
    backgroundColor: 'var(--color-warning-soft)',
    boxShadow: 'inset 0 -2px var(--color-warning)',
  },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--color-selection)' },
  '.cm-panels': { zIndex: 'auto', color: 'inherit', backgroundColor: 'transparent' },
  '.cm-panels.cm-panels-top': { borderBottom: 'var(--hairline) solid var(--color-border)' },
});

/** Colours and shape of the editor, from the tokens: one for both themes. */
export const appearance: Extension = [surface, syntaxHighlighting(colours)];
