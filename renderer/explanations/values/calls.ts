import { builtins, typeMembers } from '../../../resources/micropython/catalogue.ts';
import { inProgram, spanOf, type Cause, type Failure } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import { namesOf, type FunctionHead } from '../names/program-names.ts';
import type { PythonText } from '../python-text.ts';
import { beginsValue, isKeyword, isSign, type Token } from '../python-token.ts';

/** A name with a round bracket behind it, and what stands before a dot. */
interface Call {
  readonly name: Token;
  readonly bracket: Token;
  readonly receiver: Token | null;
}

/** What was called and cannot be: the name, if the line calls only one. */
export const calledName: Cause = inProgram((program, line) => {
  const plain = callsOn(program, line).filter(({ name, receiver }) => !receiver && !isUsable(program, name));
  return plain[0] ? { span: spanOf(plain[0].name), values: { name: plain[0].name.text } } : null;
});

/** Functions of the program and built-in ones can be called. */
function isUsable(program: PythonText, { text }: Token): boolean {
  const names = namesOf(program);
  return (
    names.functions.some(({ name }) => name === text) || (builtins.includes(text) && !names.all.has(text))
  );
}

/** The program gave the name of a built-in function to something else. */
export const builtinOverwritten: Cause = inProgram((program, line) => {
  const names = namesOf(program);
  const taken = callsOn(program, line).find(
    ({ name }) => builtins.includes(name.text) && names.all.has(name.text),
  );
  if (!taken) return null;
  const name = taken.name.text;
  const first = names.definitions.find((definition) => definition.name === name)!;
  return { span: spanOf(taken.name), values: { name, line: first.line }, suggestion: `my_${name}` };
});

/** A method without `self`: the object it was called on came in its place. Points at the `def`. */
export const missingSelf: Cause = (failure) => {
  const head = functionCalled(failure);
  const { takes, given } = countsIn(failure);
  if (!failure.program || !head?.className || given !== takes + 1 || head.arguments[0]?.text === 'self')
    return null;
  const token = failure.program.on(head.line).find(({ text }) => text === head.name)!;
  return { span: spanOf(token), values: { name: head.name }, suggestion: 'self' };
};

/** `Pin.on()`: the class was asked, not an object that was made of it. */
export const classNotObject: Cause = (failure) => {
  const { program, frame } = failure;
  const { takes, given } = countsIn(failure);
  if (!program || !frame || takes !== given + 1) return null;
  const isClass = ({ text }: Token) =>
    namesOf(program).classes.has(text) || (/^[A-Z]/.test(text) && typeMembers.has(text));
  const call = callsOn(program, frame.line).find(({ receiver }) => receiver && isClass(receiver));
  if (!call?.receiver) return null;
  const values = { class: call.receiver.text, name: call.name.text };
  return { span: { ...spanOf(call.receiver), to: call.name.to }, values };
};

/** Fewer values than the function takes. */
export const tooFewArguments: Cause = (failure) => argumentCount(failure, (takes, given) => given < takes);

/** More values than the function takes. */
export const tooManyArguments: Cause = (failure) => argumentCount(failure, (takes, given) => given > takes);

function argumentCount(failure: Failure, isSo: (takes: number, given: number) => boolean) {
  const { takes, given } = countsIn(failure);
  if (!isSo(takes, given)) return null;
  const head = functionCalled(failure);
  // The object itself counts as a value for MicroPython, and for nobody else.
  const own = head ? (head.className ? 1 : 0) : isMethod(failure) ? 1 : 0;
  return { values: { takes: takes - own, given: given - own } };
}

function isMethod({ program, frame }: Failure): boolean {
  const calls = program && frame ? callsOn(program, frame.line) : [];
  const receiver = calls.length === 1 ? calls[0]!.receiver : null;
  return receiver !== null && !namesOf(program!).modules.has(receiver.text);
}

/** An argument by a name that the function does not know. */
export const unknownArgument: Cause = ({ program, frame, groups }) => {
  const tokens = program && frame ? program.statement(frame.line) : [];
  const wanted = groups['name'];
  const at = tokens.findIndex(
    (token, index) =>
      token.kind === 'name' &&
      token.inside &&
      isSign(tokens[index + 1], '=') &&
      (wanted ?? token.text) === token.text,
  );
  const token = tokens[at];
  if (!token || !program) return wanted === undefined ? null : { values: { name: wanted } };
  const call = callsOn(program, frame!.line).find(({ bracket }) => bracket === token.inside?.token);
  const head = namesOf(program).functions.find(({ name }) => name === call?.name.text);
  const suggestion = nearestWord(token.text, head?.arguments.map(({ text }) => text) ?? commonArguments);
  return { span: spanOf(token), values: { name: token.text }, ...(suggestion !== null && { suggestion }) };
};

/** Arguments by name of the functions that beginners use. */
const commonArguments =
  'end sep freq duty_u16 duty_ns mode period callback value pull handler trigger key reverse'.split(' ');

function countsIn({ traceback }: Failure): { takes: number; given: number } {
  const [, takes, given] = /takes (\d+) positional arguments? but (\d+)/.exec(traceback.message) ?? [];
  return { takes: Number(takes), given: Number(given) };
}

/** The program's own function that was called: MicroPython names it, or the line does. */
function functionCalled({ program, frame, traceback }: Failure): FunctionHead | undefined {
  if (!program || !frame) return undefined;
  const { functions } = namesOf(program);
  const named = /^(\w+)\(\)/.exec(traceback.message)?.[1];
  const called = named === undefined ? callsOn(program, frame.line).map(({ name }) => name.text) : [named];
  return functions.find(
    ({ name, className }) =>
      called.includes(name === '__init__' ? (className ?? name) : name) || called.includes(name),
  );
}

/** Everything that the statement of a line calls. */
export function callsOn(program: PythonText, line: number): Call[] {
  const tokens = program.statement(line);
  return tokens.flatMap((bracket, index) => {
    const [before, dot, name] = [tokens[index - 3], tokens[index - 2], tokens[index - 1]];
    const isCall = isSign(bracket, '(') && name?.kind === 'name' && !isKeyword(name) && dot?.text !== 'def';
    return isCall
      ? [{ name, bracket, receiver: isSign(dot, '.') && beginsValue(before) ? before! : null }]
      : [];
  });
}
