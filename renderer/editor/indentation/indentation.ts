import { pythonLanguage } from '@codemirror/lang-python';
import { indentOnInput, indentUnit } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { indentationMarkers } from '@replit/codemirror-indentation-markers';
import { stepBackAfterLeaving } from './after-leaving.ts';
import { oddIndentationMarks } from './marks.ts';
import { fitPasted } from './paste.ts';
import { tabWidth } from './tab-width.ts';
import { unitOf } from './unit.ts';

const guides = indentationMarkers({
  hideFirstIndent: false,
  markerType: 'codeOnly',
  colors: {
    light: 'var(--code-guide)',
    dark: 'var(--code-guide)',
    activeLight: 'var(--code-guide-active)',
    activeDark: 'var(--code-guide-active)',
  },
});

/** CodeMirror's own rule knows `except ValueError:`, but not this one. */
const bareExcept = pythonLanguage.data.of({ indentOnInput: /^\s*except:$/ });

/** Indentation as a text has it: shown, kept up while typing, and fitted when pasting. */
export function indentation(text: string, isPython: boolean): Extension {
  return [
    indentUnit.of(unitOf(text)),
    EditorState.tabSize.of(tabWidth),
    guides,
    oddIndentationMarks,
    indentOnInput(),
    isPython ? [stepBackAfterLeaving, bareExcept, EditorView.clipboardInputFilter.of(fitPasted)] : [],
  ];
}
