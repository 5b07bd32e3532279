import { indentUnit } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { codeOfLine } from '../python-line.ts';

/** Columns of one step of indentation, as most programs have it; a tab is one step. */
const stepWidth = 4;

/**
 * Fits pasted lines to where they are put. Only a text of several lines that goes in where nothing but
 * white space stands before the cursor is changed: the whole of it moves to the cursor's column, and
 * lines keep their places among each other, in the file's own tabs or spaces. One line, or text put in behind code, stays as it is.
 */
export function fitPasted(text: string, state: EditorState): string {
  if (!/\n[^]*\S/.test(text)) return text;
  const { from } = state.selection.main;
  const line = state.doc.lineAt(from);
  const before = state.sliceDoc(line.from, from);
  if (/\S/.test(before)) return text;
  const lines = text.split(/\r\n?|\n/).map(plainIndentation);
  const widths = lines.map((content) =>
    content === '' ? null : content.length - content.trimStart().length,
  );
  const cutOff = cutOffIndentation(lines, widths);
  if (cutOff !== null) widths[0] = cutOff;
  if (before === '' && cutOff === null) return lines.map((content) => inUnits(content, state)).join('\n');
  const column = columns(before);
  const shift = column - Math.min(...widths.filter((width) => width !== null));
  return lines
    .map((content, index) => {
      const wanted = (widths[index] ?? 0) + shift;
      // What stands before the cursor indents the first line already.
      const blank = blankOf(Math.max(0, index === 0 ? wanted - column : wanted), state);
      return content === '' ? '' : blank + content.trimStart();
    })
    .join('\n');
}

function inUnits(content: string, state: EditorState): string {
  const bare = content.trimStart();
  return blankOf(content.length - bare.length, state) + bare;
}

/** White space of this many columns: steps as the file has them, and spaces for what is no whole step. */
function blankOf(width: number, state: EditorState): string {
  if (!state.facet(indentUnit).startsWith('\t')) return ' '.repeat(width);
  return '\t'.repeat(Math.floor(width / stepWidth)) + ' '.repeat(width % stepWidth);
}

/** Web pages indent with spaces that never break, and others with tabs. */
function plainIndentation(line: string): string {
  const plain = line.replace(/^[\t \u00a0]+/, (blank) => ' '.repeat(columns(blank)));
  return plain.trim() === '' ? '' : plain;
}

function columns(blank: string): number {
  let width = 0;
  for (const character of blank) width += character === '\t' ? stepWidth - (width % stepWidth) : 1;
  return width;
}

/**
 * Whoever selects from the first word on leaves the first line's indentation behind: how far it was
 * indented, as the lines after it tell; `null` where nothing was left behind.
 */
function cutOffIndentation(lines: readonly string[], widths: readonly (number | null)[]): number | null {
  const rest = widths.slice(1).filter((width) => width !== null);
  const lowest = Math.min(...rest);
  const first = codeOfLine(lines[0]!);
  if (widths[0] !== 0 || lowest === 0 || goesOn(first)) return null;
  const original = first.endsWith(':') ? Math.min(lowest, Math.max(0, rest[0]! - stepWidth)) : rest[0]!;
  return original === 0 ? null : original;
}

/** True where the next line belongs to the same statement, so that its indentation says nothing. */
function goesOn(code: string): boolean {
  const open = (code.match(/[([{]/g)?.length ?? 0) > (code.match(/[)\]}]/g)?.length ?? 0);
  return open || code.endsWith('\\') || /"""|'''/.test(code);
}
