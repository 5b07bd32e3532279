import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching } from '@codemirror/language';
import { highlightSelectionMatches } from '@codemirror/search';
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
  rectangularSelection,
} from '@codemirror/view';
import { t } from '../../resources/messages/messages.ts';
import { completion } from './completion/completion.ts';
import { failedPlaces } from '../explanations/failed-place.ts';
import { editingKeys } from './editing-commands.ts';
import { findAndReplace } from './find-panel.ts';
import { goToLine } from './go-to-line.ts';
import { appearance } from './highlighting.ts';
import { indentation } from './indentation/indentation.ts';
import { isLarge } from './large-text.ts';
import { mistakes } from './syntax/mistakes.ts';
import { wordWrap } from './word-wrap.ts';

/** CodeMirror's words, in ours. */
function phrases(): Extension {
  return EditorState.phrases.of({
    'Control character': t('editor:code.controlCharacter'),
    'Selection deleted': t('editor:code.selectionDeleted'),
    Completions: t('editor:code.completions'),
    'current match': t('editor:code.currentMatch'),
    'on line': t('editor:code.onLine'),
    'replaced match on line $': t('editor:code.replacedOnLine'),
    'replaced $ matches': t('editor:code.replacedCount'),
  });
}

/** Alt and click, or Control and click (Command on a Mac), adds a cursor; Shift, Alt and drag a block. */
const severalCursors: Extension = [
  EditorState.allowMultipleSelections.of(true),
  EditorView.clickAddsSelectionRange.of((event) => event.altKey || event.ctrlKey || event.metaKey),
  rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey }),
];

/** What a document's extensions depend on. */
export interface CodeSetup {
  /** The file's name now: it may change. */
  readonly name: () => string;
  readonly isPython: boolean;
  /** The text it begins with. */
  readonly text: string;
}

/**
 * Everything a document's state is made of. Escape and then Tab leaves the editor: Escape lets the
 * next Tab through, as CodeMirror's manual describes.
 */
export function codeSetup({ name, isPython, text }: CodeSetup): Extension {
  // Colours need the whole of a text to be understood, and names and mistakes need the colours' tree.
  const isProgram = isPython && !isLarge(text);
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    dropCursor(),
    severalCursors,
    indentation(text, isProgram),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    findAndReplace,
    goToLine,
    wordWrap,
    keymap.of([...editingKeys, ...closeBracketsKeymap, indentWithTab, ...historyKeymap, ...defaultKeymap]),
    isProgram ? [python(), mistakes, completion()] : [],
    failedPlaces,
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
