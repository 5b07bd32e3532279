import { inProgram, spanOf, type Cause } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import type { PythonText } from '../python-text.ts';
import type { Bracket } from '../python-token.ts';
import { callsOn } from './calls.ts';

/** `"{} {}".format(1)`: the error speaks of a tuple that nobody sees. */
export const formatCall: Cause = inProgram((program, line) => callTo(program, line, ['format']));

/** `random.randint(5, 1)`. */
export const randomRange: Cause = inProgram((program, line) =>
  callTo(program, line, ['randint', 'randrange', 'getrandbits']),
);

/** `random.choice([])`. */
export const randomChoice: Cause = inProgram((program, line) => callTo(program, line, ['choice']));

function callTo(program: PythonText, line: number, names: readonly string[]) {
  const call = callsOn(program, line).find(({ name }) => names.includes(name.text));
  return call ? { span: spanOf(call.name), values: { name: call.name.text } } : null;
}

/** Where the only square bracket of the line asks for an item. */
export const indexed: Cause = ({ program, frame }) => {
  const isHere = ({ token }: Bracket) => token.line === frame?.line && token.text === '[';
  const [only, second] = program?.brackets.filter(isHere) ?? [];
  if (!program || !only || second) return {};
  const { token: open, closedBy: close } = only;
  const name = program.on(open.line).find(({ to }) => to === open.from);
  return name && close?.line === open.line ? { span: { ...spanOf(name), to: close.to } } : {};
};

/** A key that is a slip away from one that the program names. */
export const misspeltKey: Cause = ({ program, frame, groups }) => {
  const key = groups['key'] ?? '';
  if (!program || !frame) return null;
  const texts = program.tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text.slice(1, -1));
  const suggestion = nearestWord(key, texts);
  if (suggestion === null) return null;
  const token = program
    .on(frame.line)
    .find(({ kind, text }) => kind === 'string' && text.slice(1, -1) === key);
  return { ...(token && { span: spanOf(token) }), suggestion };
};

/** The function that calls itself. */
export const recursion: Cause = ({ traceback }) => {
  const scope = traceback.frames.at(-1)?.scope;
  return { values: { name: scope && scope !== '<module>' ? `${scope}()` : '' } };
};
