import { inProgram, spanBetween, spanOf, type Cause, type Finding } from '../failure.ts';
import { isKeyword, isSign, type Token } from '../python-token.ts';

/** `my-name = 3` subtracts; a name has underscores. */
export const nameWithHyphen: Cause = inProgram((program, line) => {
  const target = beforeAssignment(program.statement(line));
  const isName = target.length >= 3 && target.every((token, index) => isPartOfName(token, index));
  if (!isName || target.at(-1)!.kind !== 'name') return null;
  const suggestion = target.map((token) => (token.kind === 'name' ? token.text : '_')).join('');
  return { span: spanBetween(target[0]!, target.at(-1)!), suggestion };
});

function isPartOfName(token: Token, index: number): boolean {
  return index % 2 === 0 ? token.kind === 'name' && !isKeyword(token) : isSign(token, '-');
}

/** `None = 3`, `True = 1`. */
export const assignToKeyword: Cause = inProgram((program, line) =>
  assignTo(beforeAssignment(program.statement(line)), isKeyword),
);

/** `"a" = 3`, `5 = x`. */
export const assignToValue: Cause = inProgram((program, line) =>
  assignTo(beforeAssignment(program.statement(line)), ({ kind }) => kind === 'number' || kind === 'string'),
);

function assignTo(target: readonly Token[], isWrong: (token: Token) => boolean): Finding | null {
  const [token] = target;
  if (target.length !== 1 || !token || !isWrong(token)) return null;
  return { span: spanOf(token), values: { word: token.text } };
}

function beforeAssignment(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex((token) => isSign(token, '=') && !token.inside);
  return tokens.slice(0, Math.max(0, at));
}

/** The second argument of a function that has the name of an earlier one. */
export const argumentTwice: Cause = inProgram((program, line) => {
  const names = new Set<string>();
  const tokens = program.statement(line);
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name' || !token.inside || isSign(tokens[index - 1], '=')) continue;
    if (names.has(token.text)) return { span: spanOf(token), values: { name: token.text } };
    names.add(token.text);
  }
  return null;
});

/** Which of the two it was: MicroPython names both. */
export const loopWord: Cause = inProgram((program, line) => {
  const token = program.on(line).find(({ text }) => text === 'break' || text === 'continue');
  return token ? { span: spanOf(token), values: { word: token.text } } : null;
});

/** A number with zeros in front. */
export const numberOnLine: Cause = inProgram((program, line, { groups }) => {
  const token = program.on(line).find(({ text }) => text === groups['number']);
  const suggestion = String(Number(groups['number']));
  return token ? { span: spanOf(token), suggestion } : null;
});
