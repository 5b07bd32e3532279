/**
 * Python cut into tokens, forgivingly: whatever a beginner wrote, there is an answer. It knows nothing of
 * grammar but lines, brackets and strings, and takes time in proportion to the text.
 */

import { Cutter } from './python-cutter.ts';
import type { Bracket, Token } from './python-token.ts';

/** The text of a program with its tokens. */
export class PythonText {
  readonly lines: readonly string[];
  readonly tokens: readonly Token[];
  /** Opening brackets, in order. */
  readonly brackets: readonly Bracket[];
  /** Closing brackets that close nothing. */
  readonly stray: readonly Token[];
  readonly #byLine = new Map<number, Token[]>();
  readonly #continued = new Set<number>();
  /** Most causes look at the same statement. */
  #lastStatement: { line: number; tokens: readonly Token[] } = { line: -1, tokens: [] };

  constructor(readonly source: string) {
    this.lines = source.split(/\r\n|\r|\n/);
    const cutter = new Cutter(this.lines, this.#continued);
    this.tokens = cutter.tokens;
    this.brackets = cutter.brackets;
    this.stray = cutter.stray;
    for (const token of this.tokens) {
      const line = this.#byLine.get(token.line);
      if (line) line.push(token);
      else this.#byLine.set(token.line, [token]);
    }
  }

  /** Tokens that begin on a line (from 1). */
  on(line: number): readonly Token[] {
    return this.#byLine.get(line) ?? [];
  }

  /** The tokens of the statement that a line belongs to, down to the end of that line. */
  statement(line: number): readonly Token[] {
    if (this.#lastStatement.line === line) return this.#lastStatement.tokens;
    let first = line;
    while (first > 1 && !this.begins(first)) first -= 1;
    const lines = Array.from({ length: line - first + 1 }, (_, index) => this.on(first + index));
    this.#lastStatement = { line, tokens: lines.flat() };
    return this.#lastStatement.tokens;
  }

  /** Every statement's tokens, in order. */
  *statements(): Generator<readonly Token[]> {
    let statement: Token[] = [];
    for (const [index, token] of this.tokens.entries()) {
      const onNewLine = token.line !== this.tokens[index - 1]?.line;
      if (onNewLine && statement.length > 0 && this.begins(token.line)) {
        yield statement;
        statement = [];
      }
      statement.push(token);
    }
    if (statement.length > 0) yield statement;
  }

  /** Whether a statement begins on a line: neither inside brackets nor after a backslash. */
  begins(line: number): boolean {
    const first = this.on(line)[0];
    return first?.inside === null && !this.#continued.has(line - 1);
  }

  /** The last line before this one that has anything but comments; 0 for none. */
  lineBefore(line: number): number {
    let before = Math.min(line, this.lines.length + 1) - 1;
    while (before > 0 && this.on(before).length === 0) before -= 1;
    return before;
  }

  /** The next line after this one that has anything but comments; 0 for none. */
  lineAfter(line: number): number {
    for (let after = line + 1; after <= this.lines.length; after++)
      if (this.on(after).length > 0) return after;
    return 0;
  }

  /** The spaces and tabs that a line begins with. */
  indentation(line: number): string {
    return /^[ \t]*/.exec(this.lines[line - 1] ?? '')![0];
  }

  /** How far a line is indented, a tab counting to the next multiple of 8 as MicroPython counts. */
  depth(line: number): number {
    let depth = 0;
    for (const character of this.indentation(line)) depth = character === '\t' ? (depth | 7) + 1 : depth + 1;
    return depth;
  }
}
