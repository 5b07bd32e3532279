import { indentService } from '@codemirror/language';
import type { EditorState, Extension, Line } from '@codemirror/state';
import { codeOfLine } from '../python-line.ts';

/** Statements after which nothing else of their block can run. */
const leaving = /^\s*(return|break|continue|pass|raise)\b/;

/**
 * Enter after `return`, `break`, `continue`, `pass` or `raise` goes back one step: the block has ended.
 * Everything else is as the language knows it.
 */
export const stepBackAfterLeaving: Extension = indentService.of((context, position) => {
  if (context.simulatedBreak !== position) return undefined;
  const line = context.state.doc.lineAt(position);
  if (!endsItsBlock(context.state, line, position)) return undefined;
  return Math.max(0, context.lineIndent(position, -1) - context.unit);
});

/** True where a whole statement that leaves its block stands before the cursor and no code after it. */
function endsItsBlock(state: EditorState, line: Line, position: number): boolean {
  const after = state.sliceDoc(position, line.to).trim();
  if (after !== '' && !after.startsWith('#')) return false;
  const code = codeOfLine(state.sliceDoc(line.from, position));
  return leaving.test(code) && !/[\\,([{]$/.test(code) && isBalanced(code);
}

function isBalanced(code: string): boolean {
  let depth = 0;
  for (const character of code) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
  }
  return depth === 0;
}
