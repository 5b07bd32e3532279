/** `nibble-defaults.json` beside the program: what everybody on this computer begins with. */

import { readFile } from 'node:fs/promises';
import type { Problem, Settings } from '../api.ts';
import { isMissing } from '../local-files/file-problems.ts';
import { describeProblem } from '../problem.ts';
import { isSettingName, understand, without, type SettingsTree } from './settings-tree.ts';
import { readSettingsText } from './settings-text.ts';

/**
 * What an administrator decided. The file is written as `settings.json` is, with one list more:
 * `locked`, the names of settings that nobody may change.
 */
export interface NibbleDefaults {
  /** The file it was read from; `null` where there is none. */
  readonly file: string | null;
  readonly values: SettingsTree;
  readonly locked: readonly (keyof Settings)[];
  /** What is wrong with the file: it never keeps Nibble from starting. */
  readonly notices: readonly Problem[];
}

/** Reads the first of these files that is there; absolute paths. */
export async function readNibbleDefaults(files: readonly string[]): Promise<NibbleDefaults> {
  for (const file of files) {
    try {
      return understandDefaults(file, await readFile(file, 'utf8'));
    } catch (error) {
      if (!isMissing(error)) return nothing(file, describeProblem('defaults-unreadable', { path: file }));
    }
  }
  return { file: null, values: {}, locked: [], notices: [] };
}

function understandDefaults(file: string, text: string): NibbleDefaults {
  const read = readSettingsText(text);
  if (!read.ok) {
    return nothing(file, describeProblem('defaults-broken', { path: file, line: String(read.line) }));
  }
  const { values, wrong } = understand(without(read.tree, ['locked', 'format']));
  const list = read.tree.locked ?? [];
  const locked = Array.isArray(list) ? (list as unknown[]).filter(isSettingName) : [];
  const unknown = Object.keys(values).filter((name) => !isSettingName(name));
  const lockedWell = Array.isArray(list) && locked.length === list.length;
  const names = [...wrong, ...unknown, ...(lockedWell ? [] : ['locked'])];
  return {
    file,
    values: without(values, unknown),
    locked,
    notices:
      names.length === 0 ? [] : [describeProblem('defaults-values', { path: file, names: names.join(', ') })],
  };
}

function nothing(file: string, notice: Problem): NibbleDefaults {
  return { file, values: {}, locked: [], notices: [notice] };
}
