/**
 * Python cut into tokens, forgivingly: whatever a beginner wrote, there is an answer. It knows nothing of
 * grammar but lines, brackets and strings, and takes time in proportion to the text.
 */

import { keywords } from '../../resources/micropython/catalogue.ts';

/** One word, number, string or sign. Columns count UTF-16 units from 0; `to` is after the last. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'odd';
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** Brackets open around it, innermost last. */
  readonly inside: Bracket | null;
  /** A string that nothing closes. Without it, the token is as it should be. */
  readonly unclosed?: boolean;
}

/** An opening bracket, the one around it, and what became of it. */
export interface Bracket {
  readonly token: Token;
  readonly outer: Bracket | null;
  /** The closing bracket, of whatever kind; `null` if there is none. */
  closedBy: Token | null;
}

/** Words that begin a block. */
export const blockWords: ReadonlySet<string> = new Set(
  'if elif else for while def class try except finally with async'.split(' '),
);

/** Every word of the language itself. */
export const pythonKeywords: ReadonlySet<string> = new Set(keywords);

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The closing bracket that belongs to an opening one. */
export function closerOf(opener: string): string {
  return closers[opener]!;
}

/** Whether a token is a word of the language itself. */
export function isKeyword(token: Token | undefined): boolean {
  return token?.kind === 'name' && pythonKeywords.has(token.text);
}

/** Whether a token is a sign with this text. */
export function isSign(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'sign' && texts.includes(token.text);
}

/** Whether a value can end with this token: `x`, `3`, `"a"`, `)`. */
export function endsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'name')
    return !pythonKeywords.has(token.text) || /^(?:None|True|False)$/.test(token.text);
  return token.kind === 'number' || token.kind === 'string' || isSign(token, ')', ']', '}');
}

/** Whether a value can begin with this token and nothing else: `x`, `3`, `"a"`. */
export function beginsValue(token: Token | undefined): boolean {
  return token !== undefined && token.kind !== 'sign' && token.kind !== 'odd' && endsValue(token);
}

const blank = /[ \t\f\r]+/y;
const comment = /#.*/y;
const stringStart = /(?:[rbuf]|r[bf]|[bf]r)?("""|'''|"|')/iy;
const number = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?[\p{L}\p{N}_]*/iuy;
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const sign =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|[=!<>]=|\*\*|\/\/|<<|>>|[-+*/%@&|^]=|[-+*/%@&|^~<>=.,:;()[\]{}]/y;

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

class Cutter {
  readonly tokens: Token[] = [];
  readonly brackets: Bracket[] = [];
  readonly stray: Token[] = [];
  #inside: Bracket | null = null;
  #line = 0;
  #at = 0;

  /** `continued` gets the lines that end with a backslash. */
  constructor(
    readonly lines: readonly string[],
    continued: Set<number>,
  ) {
    while (this.#line < lines.length) {
      const text = lines[this.#line]!;
      if (this.#at >= text.length) {
        this.#line += 1;
        this.#at = 0;
      } else if (text[this.#at] === '\\' && this.#at === text.length - 1) {
        continued.add(this.#line + 1);
        this.#at += 1;
      } else this.#cut(text);
    }
  }

  #cut(text: string): void {
    const length = this.#match(blank, text) ?? this.#match(comment, text);
    if (length !== undefined) this.#at += length;
    else if (this.#match(stringStart, text) !== undefined) this.#string(text);
    else this.#plain(text);
  }

  #plain(text: string): void {
    for (const [kind, pattern] of [
      ['number', number],
      ['name', name],
      ['sign', sign],
    ] as const) {
      const length = this.#match(pattern, text);
      if (length === undefined) continue;
      const token = this.#add(kind, text.slice(this.#at, this.#at + length));
      if (kind === 'sign') this.#bracket(token);
      return;
    }
    this.#add('odd', String.fromCodePoint(text.codePointAt(this.#at)!));
  }

  #string(text: string): void {
    stringStart.lastIndex = this.#at;
    const [start, quote] = stringStart.exec(text)!;
    const long = quote!.length === 3;
    const first = { line: this.#line, at: this.#at };
    this.#at += start.length;
    const closed = this.#skipTo(quote!, long);
    const { line, at } = first;
    const to = line === this.#line ? this.#at : this.lines[line]!.length;
    const token: Token = {
      kind: 'string',
      text: this.lines[line]!.slice(at, to),
      line: line + 1,
      from: at,
      to,
      inside: this.#inside,
      ...(closed ? {} : { unclosed: true }),
    };
    this.tokens.push(token);
  }

  /** Goes behind the closing quote, or to the end of the line (of the text, if long). */
  #skipTo(quote: string, long: boolean): boolean {
    for (; this.#line < this.lines.length; this.#line++, this.#at = 0) {
      const text = this.lines[this.#line]!;
      while (this.#at < text.length) {
        if (text.startsWith(quote, this.#at)) {
          this.#at += quote.length;
          return true;
        }
        this.#at += text[this.#at] === '\\' ? 2 : 1;
      }
      // A backslash at the end of a line goes on in the next one.
      if (!long && this.#at === text.length) return false;
    }
    return false;
  }

  #bracket(token: Token): void {
    if (token.text in closers) {
      this.#inside = { token, outer: this.#inside, closedBy: null };
      this.brackets.push(this.#inside);
    } else if (/^[)\]}]$/.test(token.text)) {
      if (this.#inside) {
        this.#inside.closedBy = token;
        this.#inside = this.#inside.outer;
      } else this.stray.push(token);
    }
  }

  #add(kind: Token['kind'], text: string): Token {
    const from = this.#at;
    this.#at += text.length;
    const token = { kind, text, line: this.#line + 1, from, to: this.#at, inside: this.#inside };
    this.tokens.push(token);
    return token;
  }

  #match(pattern: RegExp, text: string): number | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(text)?.[0].length;
  }
}
