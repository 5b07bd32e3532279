import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { findNext, findPrevious, highlightSelectionMatches, openSearchPanel } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { t } from '../../resources/messages/messages.ts';
import { findAndReplace } from './find-panel.ts';
import { appearance } from './highlighting.ts';

/** CodeMirror's words, in ours. */
function phrases(): Extension {
  return EditorState.phrases.of({
    'Control character': t('editor:code.controlCharacter'),
    'Selection deleted': t('editor:code.selectionDeleted'),
    'current match': t('editor:code.currentMatch'),
    'on line': t('editor:code.onLine'),
    'replaced match on line $': t('editor:code.replacedOnLine'),
    'replaced $ matches': t('editor:code.replacedCount'),
  });
}

/**
 * Everything a document's state is made of. Escape and then Tab leaves the editor: Escape lets the
 * next Tab through, as CodeMirror's manual describes.
 */
export function codeSetup(name: () => string, isPython: () => boolean): Extension {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    dropCursor(),
    indentUnit.of('    '),
    EditorState.tabSize.of(4),
    indentOnInput(),
    bracketMatching(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    findAndReplace,
    keymap.of([
      { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
      { key: 'Mod-h', run: openSearchPanel, scope: 'editor search-panel' },
      { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
      {
        key: 'Mod-g',
        run: findNext,
        shift: findPrevious,
        scope: 'editor search-panel',
        preventDefault: true,
      },
      indentWithTab,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    isPython() ? python() : [],
    phrases(),
    appearance,
    EditorView.contentAttributes.of(() => ({
      'aria-label': t('editor:textbox', { name: name() }),
      'aria-description': t('editor:leave'),
      // Said outright: not every assistive tool takes editable text for a stop of the keyboard.
      tabindex: '0',
    })),
  ];
}
