import { builtins, moduleMembers, typeMembers } from '../../../resources/micropython/catalogue.ts';
import { functionSynonyms } from '../../../resources/explanations/synonyms.ts';
import { inProgram, spanOf, type Cause, type Failure, type Finding } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import { isSign, pythonKeywords, type Token } from '../python-token.ts';
import { namesOf, tokenNamed } from './program-names.ts';

/** Where a name belongs that several modules have, the likeliest first. */
const usualModules = 'machine time random math neopixel network rp2 json os sys asyncio'.split(' ');

const constants: Readonly<Record<string, string>> = {
  true: 'True',
  TRUE: 'True',
  false: 'False',
  FALSE: 'False',
  none: 'None',
  NONE: 'None',
  null: 'None',
  NULL: 'None',
  nil: 'None',
  undefined: 'None',
};

/** `true` for `True`. */
export const constantInCapitals: Cause = (failure) => suggest(failure, constants[nameIn(failure)]);

/** `Pin` or `time` without the import that brings it. */
export const missingImport: Cause = (failure) => {
  const name = nameIn(failure);
  const source = usualModules.find((module) => moduleMembers.get(module)?.includes(name));
  const statement = moduleMembers.has(name) ? `import ${name}` : source && `from ${source} import ${name}`;
  return suggest(failure, statement);
};

/** `OUT` for `Pin.OUT`. */
export const nameOfClass: Cause = (failure) => {
  const name = nameIn(failure);
  const owner = ['Pin', 'Timer', 'SPI', 'UART'].find((type) => typeMembers.get(type)?.includes(name));
  return suggest(failure, owner && /^[A-Z_]+$/.test(name) ? `${owner}.${name}` : undefined);
};

/** `delay(500)`, as other languages have it. */
export const foreignFunction: Cause = (failure) => suggest(failure, functionSynonyms[nameIn(failure)]);

/** The name belongs to a function, and nothing outside knows it. */
export const nameInsideFunction: Cause = (failure) => {
  const defined = definitionsOf(failure);
  const scope = defined[0]?.scope;
  if (typeof scope !== 'string' || defined.some((one) => one.scope === null)) return null;
  return { ...whereNamed(failure), values: { scope, line: defined[0]!.line } };
};

/** The name gets its value further down. */
export const nameTooEarly: Cause = (failure) => {
  const first = definitionsOf(failure)[0];
  return first ? { ...whereNamed(failure), values: { line: first.line } } : null;
};

/** A slip of the keyboard in a name that the program, or Python, knows. */
export const misspeltName: Cause = (failure) => {
  const known = [
    ...(failure.program ? namesOf(failure.program).all : []),
    ...failure.names,
    // Nobody writes a dot behind these: `led.on()` is no slip for `len`.
    ...(isBeforeDot(failure) ? [] : [...builtins, ...pythonKeywords]),
    ...moduleMembers.keys(),
    ...usualModules.slice(0, 3).flatMap((module) => moduleMembers.get(module)!),
  ];
  return suggest(failure, nearestWord(nameIn(failure), known) ?? undefined);
};

/** A name that nothing is known about. */
export const unknownName: Cause = (failure) => whereNamed(failure);

/**
 * A function assigns to a name, which makes it the function's own, and reads it before. The name is not in
 * the message: it is one on this line that the function assigns to and the program has too.
 */
export const localName: Cause = inProgram((program, line, { frame }) => {
  const { definitions } = namesOf(program);
  for (const [index, token] of program.on(line).entries()) {
    if (token.kind !== 'name' || isSign(program.on(line)[index - 1], '.')) continue;
    const own = definitions.filter(({ name }) => name === token.text);
    const isLocal = own.some(({ scope }) => scope !== null && scope === frame?.scope);
    if (!isLocal || !own.some(({ scope }) => scope === null)) continue;
    return { span: spanOf(token), values: { name: token.text }, suggestion: `global ${token.text}` };
  }
  return null;
});

function nameIn({ groups }: Failure): string {
  return groups['name'] ?? '';
}

function definitionsOf(failure: Failure) {
  const { program } = failure;
  const name = nameIn(failure);
  return program ? namesOf(program).definitions.filter((definition) => definition.name === name) : [];
}

function suggest(failure: Failure, suggestion: string | undefined): Finding | null {
  return suggestion === undefined ? null : { ...whereNamed(failure), suggestion };
}

function isBeforeDot(failure: Failure): boolean {
  const { program } = failure;
  const token = program && tokenOf(failure);
  return token ? isSign(program.tokens[program.tokens.indexOf(token) + 1], '.') : false;
}

function whereNamed(failure: Failure): Finding {
  const token = tokenOf(failure);
  return token ? { span: spanOf(token) } : {};
}

function tokenOf(failure: Failure): Token | undefined {
  return tokenNamed(failure, nameIn(failure)) ?? inLoopHead(failure);
}

/** MicroPython asks a loop's condition at the loop's end, and tells that line. */
function inLoopHead({ program, frame, groups }: Failure): Token | undefined {
  if (!program || !frame) return undefined;
  return program.tokens.findLast(
    ({ kind, text, line }, index) =>
      kind === 'name' &&
      text === groups['name'] &&
      line < frame.line &&
      !isSign(program.tokens[index - 1], '.') &&
      program.statement(line)[0]?.text === 'while',
  );
}
