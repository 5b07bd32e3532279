import { moduleMembers } from '../../../resources/micropython/catalogue.ts';
import { spanOf, type Cause, type Failure, type Finding } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import type { Token } from '../python-token.ts';
import { namesOf, tokenNamed } from './program-names.ts';

/** The module is a file of the workspace that is not on the board. */
export const moduleInWorkspace: Cause = (failure) => {
  const module = failure.modules.find(({ name }) => name === firstPart(failure));
  return module ? { ...whereImported(failure), module, values: { file: module.path } } : null;
};

/** `import math.pi`: what follows the dot is in the module, but no module itself. */
export const importTooDeep: Cause = (failure) => {
  const [module = '', member] = (failure.groups['module'] ?? '').split('.');
  if (!member || !moduleMembers.has(module)) return null;
  return { ...whereImported(failure), suggestion: `from ${module} import ${member}` };
};

/** A slip in the name of a module. */
export const misspeltModule: Cause = (failure) => {
  const known = [...failure.modules.map(({ name }) => name), ...moduleMembers.keys()];
  const suggestion = nearestWord(firstPart(failure), known);
  return suggestion === null ? null : { ...whereImported(failure), suggestion };
};

/** A module that nothing is known about. */
export const missingModule: Cause = (failure) => whereImported(failure);

/** `from machine import Pinn`. */
export const misspeltImport: Cause = (failure) => {
  const module = sourceOfImport(failure);
  const suggestion = nearestWord(failure.groups['name'] ?? '', moduleMembers.get(module) ?? []);
  return suggestion === null ? null : { ...whereNamed(failure), suggestion, values: { module } };
};

/** A module that does not have what should be imported from it. */
export const importWithout: Cause = (failure) => ({
  ...whereNamed(failure),
  values: { module: sourceOfImport(failure) },
});

function firstPart({ groups }: Failure): string {
  return (groups['module'] ?? '').split('.')[0]!;
}

function whereImported(failure: Failure): Finding {
  return spanOfToken(tokenNamed(failure, firstPart(failure)));
}

function whereNamed(failure: Failure): Finding {
  return spanOfToken(tokenNamed(failure, failure.groups['name'] ?? ''));
}

function spanOfToken(token: Token | undefined): Finding {
  return token ? { span: spanOf(token) } : {};
}

function sourceOfImport({ program, groups }: Failure): string {
  return (program && namesOf(program).imported.get(groups['name'] ?? '')) ?? '';
}
