import type { Text } from '@codemirror/state';
import { formerModules } from '../../../resources/micropython/catalogue.ts';
import { codeOfLine } from '../python-line.ts';

/**
 * What a name stands for: a path such as `machine` or `machine.Pin`, where that is given; what a call of a
 * path gives; or a plain value by its type.
 */
export type Meaning =
  | { readonly is: 'path'; readonly path: string }
  | { readonly is: 'result'; readonly of: string }
  | { readonly is: 'value'; readonly type: string };

/** What a program says about its names, as far as it can be read off its lines. */
export interface ProgramFacts {
  /** What each name was made to stand for last. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Classes of the program, with their methods and what they keep in `self`. */
  readonly classes: ReadonlyMap<string, ReadonlySet<string>>;
}

const name = '[A-Za-z_]\\w*';
const path = `${name}(?:\\.${name})*`;
const importing = new RegExp(`^\\s*import\\s+(.+)$`);
const importingFrom = new RegExp(`^\\s*from\\s+(${path})\\s+import\\s+\\(?(.+?)\\)?$`);
const imported = new RegExp(`^(${path})(?:\\s+as\\s+(${name}))?$`);
const assigned = new RegExp(`^\\s*(${path})\\s*=\\s*(.+)$`);
const opened = new RegExp(`^\\s*with\\s+(${path})\\s*\\(.*\\)\\s*as\\s+(${name})\\s*:`);
const called = new RegExp(`^(?:await\\s+)?(${path})\\s*\\(`);
const classBegins = new RegExp(`^(\\s*)class\\s+(${name})`);
const method = new RegExp(`^\\s+(?:async\\s+)?def\\s+(${name})`);
const kept = new RegExp(`\\bself\\.(${name})\\s*(?:=(?!=)|:)`, 'g');

const literals: readonly (readonly [RegExp, string])[] = [
  [/^[bB][rR]?["']/, 'bytes'],
  [/^[rRfFuU]{0,2}["']/, 'str'],
  [/^\[/, 'list'],
  [/^\{(?:\s*\}|[^:]*:)/, 'dict'],
  [/^\{/, 'set'],
];

const known = new WeakMap<Text, ProgramFacts>();

/** Reads a program once for each of its states. */
export function factsOf(text: Text): ProgramFacts {
  let facts = known.get(text);
  if (!facts) known.set(text, (facts = readFacts(text)));
  return facts;
}

function readFacts(text: Text): ProgramFacts {
  const meanings = new Map<string, Meaning>();
  const classes = new Map<string, Set<string>>();
  let current: { readonly indentation: number; readonly members: Set<string> } | null = null;
  for (const line of text.iterLines()) {
    const code = codeOfLine(line);
    if (code.trim() === '') continue;
    if (current && code.length - code.trimStart().length <= current.indentation) current = null;
    const begins = classBegins.exec(code);
    if (begins) {
      current = { indentation: begins[1]!.length, members: new Set() };
      classes.set(begins[2]!, current.members);
    }
    if (current) {
      const defined = method.exec(code)?.[1];
      if (defined !== undefined) current.members.add(defined);
      for (const [, member] of code.matchAll(kept)) current.members.add(member!);
    }
    for (const [local, meaning] of meaningsIn(code)) meanings.set(local, meaning);
  }
  return { meanings, classes };
}

function meaningsIn(code: string): [string, Meaning][] {
  const from = importingFrom.exec(code);
  if (from) return importsIn(from[2]!).map(([what, as]) => [as, pathOf(`${from[1]!}.${what}`)]);
  const plain = importing.exec(code);
  if (plain) return importsIn(plain[1]!).map(([what, as]) => [as, pathOf(what)]);
  const file = opened.exec(code);
  if (file) return [[file[2]!, { is: 'result', of: file[1]! }]];
  const assignment = assigned.exec(code);
  if (!assignment) return [];
  const meaning = meaningOf(assignment[2]!);
  return meaning ? [[assignment[1]!, meaning]] : [];
}

function importsIn(list: string): [string, string][] {
  return list.split(',').flatMap((item): [string, string][] => {
    const found = imported.exec(item.trim());
    return found ? [[found[1]!, found[2] ?? found[1]!]] : [];
  });
}

function pathOf(written: string): Meaning {
  const [first = '', ...rest] = written.split('.');
  return { is: 'path', path: [formerModules[first] ?? first, ...rest].join('.') };
}

/** What an expression gives, as its beginning tells; `null` where it does not. */
export function meaningOf(expression: string): Meaning | null {
  const literal = literals.find(([pattern]) => pattern.test(expression));
  if (literal) return { is: 'value', type: literal[1] };
  const call = called.exec(expression);
  return call && endsWithCall(expression) ? { is: 'result', of: call[1]! } : null;
}

/** True for `Pin(15, Pin.OUT)`, false for `f(x) + 1` and `f(x).y`. */
function endsWithCall(expression: string): boolean {
  let depth = 0;
  for (const [index, character] of [...expression].entries()) {
    if ('([{'.includes(character)) depth += 1;
    if (!')]}'.includes(character)) continue;
    depth -= 1;
    if (depth === 0) return index === expression.length - 1;
  }
  return false;
}
