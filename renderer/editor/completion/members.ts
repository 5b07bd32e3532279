import { moduleMembers, resultOf, typeMembers, type Home } from '../../../resources/micropython/catalogue.ts';
import { meaningOf, type Meaning, type ProgramFacts } from './program-facts.ts';

/** Names that may stand after a dot, and where they are at home; `null` home: in the program itself. */
export interface Members {
  readonly names: Iterable<string>;
  readonly home: Home | null;
}

/** What may stand after `expression.`; `null` where that cannot be told. */
export function membersOf(
  expression: string,
  facts: ProgramFacts,
  enclosingClass: string | null,
): Members | null {
  if (expression === 'self' && enclosingClass !== null) return ofClass(enclosingClass, facts);
  const meaning = facts.meanings.get(expression) ?? meaningOf(expression) ?? reached(expression, facts);
  return meaning ? ofMeaning(meaning, facts) : null;
}

/** `machine.Pin` from what `machine` means. */
function reached(expression: string, facts: ProgramFacts): Meaning | null {
  if (!/^[\w.]+$/.test(expression)) return null;
  const dot = expression.lastIndexOf('.');
  const owner = dot < 0 ? undefined : facts.meanings.get(expression.slice(0, dot));
  if (owner?.is === 'path') return { is: 'path', path: `${owner.path}${expression.slice(dot)}` };
  return facts.classes.has(expression) || typeMembers.has(expression)
    ? { is: 'path', path: expression }
    : null;
}

function ofMeaning(meaning: Meaning, facts: ProgramFacts): Members | null {
  if (meaning.is === 'value') return ofType(meaning.type);
  if (meaning.is === 'result') return ofResult(meaning.of, facts);
  const { path } = meaning;
  const module = moduleMembers.get(path);
  if (module) return { names: module, home: { of: 'in', name: path } };
  return ofClass(path, facts) ?? ofType(path.split('.').at(-1)!);
}

function ofResult(called: string, facts: ProgramFacts): Members | null {
  if (facts.classes.has(called)) return ofClass(called, facts);
  const direct = facts.meanings.get(called) ?? reached(called, facts);
  const type = resultOf(direct?.is === 'path' ? direct.path : called);
  return type === undefined ? null : ofType(type);
}

function ofClass(name: string, facts: ProgramFacts): Members | null {
  const names = facts.classes.get(name);
  return names ? { names, home: null } : null;
}

function ofType(type: string): Members | null {
  const names = typeMembers.get(type);
  return names ? { names, home: { of: 'of', name: type } } : null;
}
