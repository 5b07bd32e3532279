import { inProgram, spanAfter, spanOf, type Cause } from '../failure.ts';
import type { PythonText } from '../python-text.ts';
import { beginsValue, closerOf, endsValue, isKeyword, isSign, type Token } from '../python-token.ts';

/** `[1, 2)`: the closing bracket is not the opening one's. */
export const wrongBracket: Cause = inProgram((program, line) => {
  for (const { token, closedBy } of program.brackets) {
    const right = closerOf(token.text);
    if (closedBy?.line !== line || closedBy.text === right) continue;
    const values = { opening: token.text, closing: closedBy.text };
    return { span: spanOf(closedBy), values, suggestion: right };
  }
  return null;
});

/** A bracket that was open where MicroPython gave up, and that nothing closes further down. Points at it. */
export const unclosedBracket: Cause = inProgram((program, line) => {
  const opened = program.brackets.findLast(({ closedBy, token }) => !closedBy && token.line <= line);
  if (!opened) return null;
  const { token } = opened;
  const closing = closerOf(token.text);
  return { span: spanOf(token), values: { opening: token.text, closing, line: token.line } };
});

/** A closing bracket with nothing to close. */
export const extraBracket: Cause = inProgram((program, line) => {
  const token = program.stray.find((stray) => stray.line === line);
  return token ? { span: spanOf(token), values: { closing: token.text } } : null;
});

/** Two values with nothing between them, inside brackets: `[1 2]`, `print("a" x)`. */
export const missingComma: Cause = inProgram((program, line) => {
  const before = valueBeforeValue(program, line);
  if (!before?.[0].inside) return null;
  const [left, right] = before;
  const values = { first: left.text, second: right.text };
  return { span: left.line === right.line ? { ...spanOf(left), to: right.to } : spanAfter(left), values };
});

/** The same in a dictionary, after a key: `{"a" 1}`. */
export const missingDictionaryColon: Cause = inProgram((program, line) => {
  const before = valueBeforeValue(program, line);
  if (!before) return null;
  const [left, right] = before;
  const { inside } = left;
  if (inside?.token.text !== '{') return null;
  const within = program.tokens.filter((token) => token.inside === inside);
  const separators = within.filter((token) => isSign(token, ',', ':') && isBefore(token, right));
  const others = within.some((token) => isSign(token, ':'));
  if (!others || isSign(separators.at(-1), ':')) return null;
  return {
    span: { ...spanOf(left), to: left.line === right.line ? right.to : left.to },
    values: { key: left.text },
  };
});

/** Two words where a name should be one: `my name = 3`. */
export const nameWithSpace: Cause = inProgram((program, line) => {
  const before = valueBeforeValue(program, line);
  if (!before) return null;
  const [left, right] = before;
  const next = program.tokens[program.tokens.indexOf(right) + 1];
  const isName = left.kind === 'name' && right.kind === 'name' && !isKeyword(left) && !isKeyword(right);
  if (!isName || left.inside || !isSign(next, '=', '+=', '-=', '(')) return null;
  const suggestion = `${left.text}_${right.text}`;
  return {
    span: { ...spanOf(left), to: right.to },
    values: { words: `${left.text} ${right.text}` },
    suggestion,
  };
});

/** The first two values of the statement with nothing between them, the second on this line. */
function valueBeforeValue(program: PythonText, line: number): [Token, Token] | null {
  const tokens = program.statement(line);
  for (const [index, right] of tokens.entries()) {
    const left = tokens[index - 1];
    if (right.line !== line || !left || !beginsValue(right) || !endsValue(left)) continue;
    if (left.kind === 'string' && right.kind === 'string') continue;
    return [left, right];
  }
  return null;
}

function isBefore(one: Token, other: Token): boolean {
  return one.line < other.line || (one.line === other.line && one.from < other.from);
}
