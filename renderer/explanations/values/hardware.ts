import { inProgram, spanOf, type Cause } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import type { PythonText } from '../python-text.ts';
import type { Token } from '../python-token.ts';
import { callsOn } from './calls.ts';

const pinNames = ['LED', ...Array.from({ length: 29 }, (_, gpio) => `GP${gpio}`)];

/** `Pin(99)`: the number that is no pin. */
export const pinNumber: Cause = inProgram((program, line) => {
  const token = pinIn(program, line);
  return token?.kind === 'number' ? { span: spanOf(token), values: { pin: token.text } } : null;
});

/** What stands in the brackets of `Pin(…)` or `ADC(…)`. */
export const pinArgument: Cause = ({ program, frame }) => {
  const token = program && frame ? pinIn(program, frame.line) : undefined;
  return token ? { span: spanOf(token) } : {};
};

/** `Pin("25")`: numbers of pins have no quotes. */
export const pinNumberAsText: Cause = ({ program, frame, groups }) => {
  const number = Number((groups['name'] ?? '').replace('GP', ''));
  if (number >= pinNames.length - 1) return null;
  const token = program && frame ? pinIn(program, frame.line) : undefined;
  return { ...(token && { span: spanOf(token) }), suggestion: `Pin(${number})` };
};

/** `Pin("LED2")`: nearly the name of a pin. */
export const misspeltPin: Cause = ({ program, frame, groups }) => {
  const suggestion = nearestWord(groups['name'] ?? '', pinNames);
  const token = program && frame ? pinIn(program, frame.line) : undefined;
  return suggestion === null
    ? null
    : { ...(token && { span: spanOf(token) }), suggestion: `"${suggestion}"` };
};

/** A text that names no pin. */
export const pinText: Cause = pinArgument;

/** The innermost of the calls that take a pin comes last. */
function pinIn(program: PythonText, line: number): Token | undefined {
  const call = callsOn(program, line).findLast(({ name }) => /^(?:Pin|PWM|ADC|Signal)$/.test(name.text));
  const first = call && program.tokens[program.tokens.indexOf(call.bracket) + 1];
  return first?.inside?.token === call?.bracket ? first : undefined;
}

/** `open("x.txt")`: the file that is not there. */
export const fileName: Cause = inProgram((program, line) => {
  const token = program.statement(line).find(({ kind }) => kind === 'string');
  return token ? { span: spanOf(token), values: { file: token.text.slice(1, -1) } } : null;
});

/** The line itself raises the exception: its words are the program's own. */
export const raised: Cause = inProgram((program, line) => {
  const [first] = program.statement(line);
  return program.statement(line).some(({ text }) => text === 'raise') && first ? {} : null;
});
