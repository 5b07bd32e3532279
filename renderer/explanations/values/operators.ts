import { inProgram, spanOf, type Cause } from '../failure.ts';
import { isSign } from '../python-token.ts';

const signs: Readonly<Record<string, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  lshift: '<<',
  rshift: '>>',
  and: '&',
  or: '|',
  xor: '^',
  neg: '-',
  contains: 'in',
};

const message = /^unsupported types? for __(i?)(\w+?)__: '([^']*)'(?:, '([^']*)')?$/;

/** Which operator met which types; points at it where the line has only one of the kind. */
export const operator: Cause = ({ program, frame, traceback }) => {
  const [, inPlace, name = '', left = '', right = ''] = message.exec(traceback.message) ?? [];
  const isInPlace = inPlace === 'i' && name in signs;
  const sign = isInPlace ? `${signs[name]!}=` : (signs[name] ?? signs[`${inPlace}${name}`] ?? name);
  const here =
    program && frame ? program.on(frame.line).filter(({ text }) => text === sign || text === `${sign}=`) : [];
  const values = { operator: sign, left, right };
  return { ...(here.length === 1 && { span: spanOf(here[0]!) }), values };
};

/** The `+` that joins a text and a number. */
export const plusSign: Cause = operator;

/** `for i in 5:`, where `range(5)` is meant. */
export const loopOverNumber: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const at = tokens.findIndex(({ text }) => text === 'in');
  const end = tokens.findIndex((token, index) => index > at && isSign(token, ':') && !token.inside);
  const [first, last] = [tokens[at + 1], tokens[end - 1]];
  if (tokens[0]?.text !== 'for' || at < 0 || !first || last?.line !== first.line) return null;
  const text = program.lines[first.line - 1]!.slice(first.from, last.to);
  return { span: { ...spanOf(first), to: last.to }, suggestion: `range(${text})` };
});
