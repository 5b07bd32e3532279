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
