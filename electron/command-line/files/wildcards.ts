/** `*` and `?` in the last name of a path, for what the terminal's own shell cannot look into. */

import { t } from '../../../resources/messages/messages.ts';
import { folderOf, nameOf, pathIn, type FileRoot } from '../../explorer/file-root.ts';
import { printableName } from '../../local-files/file-names.ts';
import { CommandError } from '../command-error.ts';
import { pathOnBoard } from './board-path.ts';
import { entryAt } from './file-job.ts';

/**
 * Paths in a root that a path stands for: itself where there are no wildcards in it, or where something has that very
 * name; else all that fits. Hidden files fit only where the pattern begins like them.
 */
export async function expand(root: FileRoot, path: string): Promise<readonly string[]> {
  if (!/[*?]/.test(nameOf(path)) || (await entryAt(root, path))) return [path];
  const folder = folderOf(path);
  const pattern = patternOf(nameOf(path));
  const hiddenToo = nameOf(path).startsWith('.');
  const found = (await root.list(folder)).filter(
    ({ name }) => pattern.test(name) && (hiddenToo || !name.startsWith('.')),
  );
  return found.map(({ name }) => pathIn(folder, name));
}

/** Paths on the board that were typed. Throws `CommandError` where nothing fits one, unless `noneIsFine`. */
export async function expandOnBoard(
  root: FileRoot,
  words: readonly string[],
  noneIsFine = false,
): Promise<readonly string[]> {
  const all = new Set<string>();
  for (const word of words) {
    const found = await expand(root, pathOnBoard(word));
    if (found.length === 0 && !noneIsFine) throw noMatch(word);
    for (const path of found) all.add(path);
  }
  return [...all];
}

/** Nothing is called like this. */
export function noMatch(word: string): CommandError {
  return new CommandError(t('commandLine:noMatch', { pattern: printableName(word) }));
}

function patternOf(name: string): RegExp {
  const escaped = name.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
}
