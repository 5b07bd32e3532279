import { isSign, type Bracket, type Token } from './python-token.ts';

const blank = /[ \t\f\r]+/y;
const comment = /#.*/y;
const stringStart = /(?:[rbuf]|r[bf]|[bf]r)?("""|'''|"|')/iy;
const number = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?[\p{L}\p{N}_]*/iuy;
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const sign =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|[=!<>]=|\*\*|\/\/|<<|>>|[-+*/%@&|^]=|[-+*/%@&|^~<>=.,:;()[\]{}]/y;

/** Cuts lines into tokens, once, when it is made. */
export class Cutter {
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
    if (isSign(token, '(', '[', '{')) {
      this.#inside = { token, outer: this.#inside, closedBy: null };
      this.brackets.push(this.#inside);
    } else if (isSign(token, ')', ']', '}')) {
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
