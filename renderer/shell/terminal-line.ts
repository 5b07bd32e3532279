import type { IBuffer } from '@xterm/xterm';

/** Rows of one very long line that are looked at; a line of ten megabytes has a hundred thousand. */
const longestLine = 50;

/** Where one character of a line stands on the screen. */
export interface Cell {
  /** Row in the buffer, from 0. */
  readonly row: number;
  /** Column, from 0. */
  readonly column: number;
}

/** A line of text as it was printed: the rows it was wrapped to, joined. */
export interface TerminalLine {
  readonly text: string;
  /** For each character of `text` its place. */
  readonly cells: readonly Cell[];
}

/** The line that row `row` belongs to. */
export function lineAt(buffer: IBuffer, row: number): TerminalLine {
  let first = row;
  while (first > row - longestLine && buffer.getLine(first)?.isWrapped) first -= 1;
  let text = '';
  const cells: Cell[] = [];
  for (let next = first; next < first + longestLine; next++) {
    const line = buffer.getLine(next);
    if (!line || (next > first && !line.isWrapped)) break;
    for (let column = 0; column < line.length; column++) {
      const characters = line.getCell(column)?.getChars() ?? '';
      const isSecondHalf = line.getCell(column)?.getWidth() === 0;
      if (isSecondHalf) continue;
      text += characters || ' ';
      for (let unit = 0; unit < (characters.length || 1); unit++) cells.push({ row: next, column });
    }
  }
  return { text, cells };
}

/** The text before the cursor on the line where it stands. */
export function textBeforeCursor(buffer: IBuffer): string {
  const row = buffer.baseY + buffer.cursorY;
  const { text, cells } = lineAt(buffer, row);
  const end = cells.findIndex(
    (cell) => cell.row > row || (cell.row === row && cell.column >= buffer.cursorX),
  );
  return end === -1 ? text : text.slice(0, end);
}
