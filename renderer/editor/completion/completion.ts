import { acceptCompletion, autocompletion } from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, tooltips } from '@codemirror/view';
import { completeNames } from './source.ts';

const look = EditorView.theme({
  '.cm-tooltip': {
    zIndex: 'var(--layer-floating)',
    border: 'var(--hairline) solid var(--color-border)',
    borderRadius: 'var(--radius)',
    color: 'var(--color-text)',
    backgroundColor: 'var(--color-raised)',
    boxShadow: 'var(--shadow-floating)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '13.5rem',
    padding: 'var(--space-1)',
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--text-13)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: 'var(--space-3)',
    alignItems: 'baseline',
    padding: 'var(--space-1) var(--space-2)',
    borderRadius: 'var(--radius-small)',
    lineHeight: 'var(--line-tight)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--color-text)',
    backgroundColor: 'var(--color-selected)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'var(--weight-strong)' },
  '.cm-completionDetail': {
    marginLeft: '0',
    overflow: 'hidden',
    color: 'var(--color-text-muted)',
    fontStyle: 'normal',
    textOverflow: 'ellipsis',
  },
  '.cm-tooltip.cm-completionInfo': {
    maxWidth: '18rem',
    padding: 'var(--space-2) var(--space-3)',
    fontFamily: 'var(--font-interface)',
    fontSize: 'var(--text-13)',
    lineHeight: 'var(--line-normal)',
  },
  '.cm-completionInfo p': { margin: '0' },
  '.cm-completionInfo code': { fontFamily: 'var(--font-code)' },
});

/**
 * Names offered while typing. Enter or Tab takes the chosen one, Escape closes the list; another Escape
 * and then Tab leaves the editor.
 */
export function completion(): Extension {
  return [
    autocompletion({ override: [completeNames], icons: false, activateOnTypingDelay: 80 }),
    Prec.high(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
    // Above the panels around the editor, which would cut it off.
    tooltips({ position: 'fixed', parent: document.body }),
    look,
  ];
}
