import { formerModules, moduleMembers, typeMembers } from '../../../resources/micropython/catalogue.ts';
import { memberSynonyms } from '../../../resources/explanations/synonyms.ts';
import { spanOf, type Cause, type Failure, type Finding } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import { isSign, type Token } from '../python-token.ts';
import { namesOf, tokenNamed } from './program-names.ts';

/** What was asked for something that it does not have. */
interface Owner {
  readonly kind: 'module' | 'object';
  /** The module, or the type. */
  readonly name: string;
}

/** An object without what stands behind the dot. */
export const attribute: Cause = (failure) => whereAsked(failure);

/** What other languages call something that is called otherwise here. */
export const memberSynonym: Cause = (failure) => {
  const { name } = ownerOf(failure);
  const suggestion = memberSynonyms[name]?.[attributeIn(failure)];
  return suggestion === undefined ? null : { ...whereAsked(failure, name), suggestion };
};

/** A slip in the name of a member. */
export const misspeltAttribute: Cause = (failure) => {
  const owner = ownerOf(failure);
  const suggestion = nearestWord(attributeIn(failure), membersOf(owner, failure));
  return suggestion === null ? null : { ...whereAsked(failure, owner.name), suggestion };
};

/** A module without this member. */
export const moduleWithout: Cause = (failure) => {
  const owner = ownerOf(failure);
  return owner.kind === 'module' ? whereAsked(failure, owner.name) : null;
};

/** An object of a type without this member. */
export const objectWithout: Cause = (failure) => whereAsked(failure, ownerOf(failure).name);

function ownerOf(failure: Failure): Owner {
  const { message } = failure.traceback;
  const [, module] = /^module '(.*)' has/s.exec(message) ?? [];
  if (module !== undefined) return { kind: 'module', name: module };
  const [, type = ''] = /^(?:type object )?'(.*?)'/s.exec(message) ?? [];
  if (type !== 'module') return { kind: 'object', name: type };
  // A real Pico does not say which module: the program does.
  const local = receiverIn(failure);
  const imported = (failure.program && namesOf(failure.program).modules.get(local)) ?? local;
  return { kind: 'module', name: formerModules[imported] ?? imported };
}

function membersOf({ kind, name }: Owner, { program }: Failure): readonly string[] {
  if (kind === 'module') return moduleMembers.get(name) ?? [];
  const own = program ? (namesOf(program).classes.get(name) ?? []) : [];
  return [...own, ...(typeMembers.get(name) ?? [])];
}

function attributeIn({ groups }: Failure): string {
  return groups['attribute'] ?? '';
}

/** The place behind the dot, and what stands before it. */
function whereAsked(failure: Failure, owner = ''): Finding {
  const token = memberIn(failure);
  const receiver = receiverIn(failure) || owner;
  return { ...(token && { span: spanOf(token) }), values: { owner, receiver, type: owner } };
}

function memberIn(failure: Failure): Token | undefined {
  return tokenNamed(failure, attributeIn(failure), (index, tokens) => isSign(tokens[index - 1], '.'));
}

/** The name before the dot; empty where something else stands there. */
function receiverIn(failure: Failure): string {
  const member = memberIn(failure);
  const before = member && failure.program!.tokens[failure.program!.tokens.indexOf(member) - 2];
  return before?.kind === 'name' ? before.text : '';
}
