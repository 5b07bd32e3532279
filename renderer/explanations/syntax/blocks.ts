import { inProgram, spanAfter, spanOf, spanBetween, type Cause, type Span } from '../failure.ts';
import type { PythonText } from '../python-text.ts';
import { blockWords, endsValue, isKeyword, isSign, type Token } from '../python-token.ts';

/** `if x > 3` without its colon. */
export const missingColon: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last || !blockWords.has(first.text) || hasColon(tokens)) return null;
  return { span: spanAfter(last), values: { word: first.text }, suggestion: ':' };
});

/** `if x > 3 {`: a block as other languages write it. A brace after a sign or a word begins a value. */
export const braceForColon: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first] = tokens;
  if (!first || !blockWords.has(first.text) || hasColon(tokens)) return null;
  const brace = tokens.find((token, index) => {
    const before = tokens[index - 1];
    return isSign(token, '{') && !token.inside && (before === first || endsValue(before));
  });
  return brace ? { span: spanOf(brace), values: { word: first.text }, suggestion: ':' } : null;
});

function hasColon(tokens: readonly Token[]): boolean {
  const lambdas = tokens.filter((token) => token.text === 'lambda' && !token.inside).length;
  return tokens.filter((token) => isSign(token, ':') && !token.inside).length > lambdas;
}

/** `if x = 3:`: one `=` where two compare. */
export const assignmentInCondition: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first] = tokens;
  if (!first || !/^(?:if|elif|while|assert|return)$/.test(first.text)) return null;
  const sign = tokens.find((token) => isSign(token, '=') && isInCondition(token, tokens));
  return sign ? { span: spanOf(sign), suggestion: '==', values: { word: first.text } } : null;
});

/** Not a named argument, as in `if f(x=3):`; brackets that only group are no call. */
function isInCondition(sign: Token, tokens: readonly Token[]): boolean {
  if (!sign.inside) return true;
  const before = tokens[tokens.indexOf(sign.inside.token) - 1];
  return isSign(sign.inside.token, '(') && isKeyword(before);
}

/** Signs that belong together, taken apart: `= =`, `> =`. */
export const splitSign: Cause = inProgram((program, line) => {
  const tokens = program.on(line);
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (
      !isSign(token, '=', '<', '>', '!', '+', '-', '*', '/') ||
      !isSign(next, '=') ||
      next!.from === token.to
    )
      continue;
    const suggestion = `${token.text}=`;
    return { span: { ...spanOf(token), to: next!.to }, suggestion };
  }
  return null;
});

/** `def f:` */
export const defWithoutBrackets: Cause = inProgram((program, line) => {
  const [first, name, next] = program.statement(line);
  if (first?.text !== 'def' || name?.kind !== 'name' || !isSign(next, ':')) return null;
  return { span: spanOf(name), suggestion: `${name.text}()`, values: { name: name.text } };
});

/** `else x > 3:` */
export const elseWithCondition: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first, second] = tokens;
  if (first?.text !== 'else' || !second || isSign(second, ':')) return null;
  return { span: spanBetween(first, tokens.at(-1)!), suggestion: 'elif' };
});

/** The line after a colon is not indented. */
export const missingIndent: Cause = inProgram((program, line) => {
  const header = headerBefore(program, line);
  const [first] = program.on(line);
  if (!header || !first || /^(?:else|elif|except|finally)$/.test(first.text)) return null;
  return { span: wholeLine(program, line), values: { line: header.line, header: textOf(program, header) } };
});

/** After a colon comes nothing that belongs to it. */
export const emptyBlock: Cause = inProgram((program, line) => {
  const header = headerBefore(program, line);
  if (!header) return null;
  return { span: wholeLine(program, header.line), values: { header: textOf(program, header) } };
});

/** The first token of the statement before a line, if it opens a block that this line is not in. */
function headerBefore(program: PythonText, line: number): Token | null {
  const before = program.statement(program.lineBefore(line));
  const [first] = before;
  const opens = first && blockWords.has(first.text) && isSign(before.at(-1), ':');
  const isIn = program.on(line).length > 0 && first && program.depth(line) > program.depth(first.line);
  return opens && !isIn ? first : null;
}

function textOf(program: PythonText, header: Token): string {
  return program.lines[header.line - 1]!.trim();
}

/** `try:` without `except`. */
export const tryAlone: Cause = inProgram((program, line) => {
  const [first] = program.on(line);
  if (first && /^(?:except|finally|else)$/.test(first.text)) return null;
  const opener = openerAbove(program, line, first ? program.depth(line) : 0);
  return opener?.text === 'try' ? { span: spanOf(opener) } : null;
});

const partners: Readonly<Record<string, RegExp>> = {
  elif: /^(?:if|elif)$/,
  else: /^(?:if|elif|for|while|try|except)$/,
  except: /^(?:try|except)$/,
  finally: /^(?:try|except|else)$/,
};

/** `else:` with no `if` above it at the same depth. */
export const elseAlone: Cause = inProgram((program, line) => {
  const [first] = program.on(line);
  const partner = first && partners[first.text];
  if (!partner) return null;
  const opener = openerAbove(program, line, program.depth(line));
  if (opener && partner.test(opener.text)) return null;
  const belongsTo = first.text === 'except' || first.text === 'finally' ? 'try' : 'if';
  return { span: spanOf(first), values: { word: first.text, partner: belongsTo } };
});

/** The first token of the last statement above a line that is indented no deeper. */
function openerAbove(program: PythonText, line: number, depth: number): Token | null {
  for (let above = program.lineBefore(line); above > 0; above = program.lineBefore(above)) {
    if (!program.begins(above) || program.depth(above) > depth) continue;
    return program.depth(above) === depth ? program.on(above)[0]! : null;
  }
  return null;
}

/** A line that ends in the middle: `x = 3 +`. */
export const unfinishedLine: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const last = tokens.at(-1);
  const ends = '= == != < > <= >= + - * / // % ** and or not in is += -= *= /= . @ & |'.split(' ');
  if (!last || !ends.includes(last.text)) return null;
  return { span: spanOf(last), values: { sign: last.text } };
});

/** The whole of a line, without indentation and comment. */
export function wholeLine(program: PythonText, line: number): Span {
  const tokens = program.on(line);
  const length = program.lines[line - 1]?.length ?? 0;
  return { line, from: tokens[0]?.from ?? 0, to: tokens.at(-1)?.to ?? length };
}
