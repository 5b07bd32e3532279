import { meantBy } from '../../../resources/explanations/look-alikes.ts';
import { foreignSigns } from '../../../resources/explanations/other-languages.ts';
import { inProgram, spanAfter, spanOf, type Cause, type Span } from '../failure.ts';
import type { PythonText } from '../python-text.ts';
import { isSign, type Token } from '../python-token.ts';

/** A character that only looks like Python's: quotes and dashes from a web page. */
export const lookAlike: Cause = inProgram((program, line) => {
  for (const token of tokensUpTo(program, line)) {
    const meant = token.kind === 'odd' ? meantBy(token.text) : undefined;
    if (meant === undefined) continue;
    const values = { character: token.text, meant: meant === ' ' ? 'a space' : meant };
    return { span: spanOf(token), values, suggestion: meant };
  }
  return null;
});

/** An apostrophe that ends a text too early: `'it's'`. */
export const apostrophe: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const broken = token.kind === 'string' && !token.unclosed && token.text.endsWith("'");
    if (!broken || next?.kind !== 'name' || next.line !== token.line || next.from !== token.to) continue;
    if (tokens.slice(index + 2).some((other) => other.unclosed)) return { span: spanAfter(token) };
  }
  return null;
});

/** A text that begins and does not end on its line. */
export const unclosedQuote: Cause = inProgram((program, line) => unclosedText(program, line, false));

/** A text in three quotes that never ends. */
export const unclosedLongText: Cause = inProgram((program, line) => unclosedText(program, line, true));

function unclosedText(program: PythonText, line: number, long: boolean) {
  const token = tokensUpTo(program, line).find((one) => one.unclosed && isLong(one) === long);
  if (!token) return null;
  const quote = /"""|'''|"|'/.exec(token.text)![0];
  const span: Span = {
    ...spanOf(token),
    ...(long ? { to: token.from + token.text.indexOf(quote) + 3 } : {}),
  };
  return { span, values: { quote } };
}

function isLong(token: Token): boolean {
  return /^\w{0,2}(?:"""|''')/.test(token.text);
}

/** A sign of another language: `&&`, `x++`, `// words`. */
export const foreignSign: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const text = program.lines[line - 1] ?? '';
  for (const token of tokens) {
    const found = foreignSigns.find(([sign]) => text.startsWith(sign, token.from) && token.line === line);
    if (!found || token.kind === 'string' || isUsual(found[0], token, tokens)) continue;
    const [sign, python] = found;
    const span = { line, from: token.from, to: token.from + sign.length };
    return { span, values: { sign, python }, suggestion: python };
  }
  return null;
});

/** A sign that no program needs: `$`, `?`, a backtick. */
export const unknownSign: Cause = inProgram((program, line) => {
  const token = program.on(line).find(({ kind }) => kind === 'odd');
  return token ? { span: spanOf(token), values: { sign: token.text } } : null;
});

/** `//` divides between two values, and `--` subtracts what is negative. */
function isUsual(sign: string, token: Token, tokens: readonly Token[]): boolean {
  const index = tokens.indexOf(token);
  if (sign === '//') return index > 0;
  if (sign !== '++' && sign !== '--') return false;
  const after = tokens[index + 2];
  return isSign(tokens[index + 1], '+', '-') && after !== undefined && !isSign(after, ')', ']', ',', ':');
}

/** A brace too many or too few in a text with `f` before it. */
export const bracesInText: Cause = inProgram((program, line) => {
  for (const token of tokensUpTo(program, line)) {
    if (token.kind !== 'string' || !/^(?:f|rf|fr)["']/i.test(token.text)) continue;
    return { span: spanOf(token) };
  }
  return null;
});

/** Tokens of the statement that ends on this line, or on the last one with anything on it. */
function tokensUpTo(program: PythonText, line: number): readonly Token[] {
  const here = program.statement(Math.min(line, program.lines.length));
  return here.length > 0 ? here : program.statement(program.lineBefore(line));
}
