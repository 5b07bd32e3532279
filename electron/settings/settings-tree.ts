/**
 * Settings as a file has them: a tree of named values in which anything may be missing, wrong, or
 * from a newer Nibble.
 */

import * as v from 'valibot';
import { settingsSchema, type Settings } from '../api.ts';
import { defaultSettings } from './default-settings.ts';

/** A JSON object. */
export type SettingsTree = Readonly<Record<string, unknown>>;

/** What could be understood of a tree. */
export interface Understood {
  /** The tree without the values that are wrong. */
  readonly values: SettingsTree;
  /** Names of the values that are wrong, such as `zoom` or `plotter.axis`. */
  readonly wrong: readonly string[];
}

/** Whether a value is a tree, not a value at the end of a branch. */
export function isTree(value: unknown): value is SettingsTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays one tree over another: values of the upper one count, names of both stay. */
export function layOver(lower: SettingsTree, upper: SettingsTree): SettingsTree {
  const names = new Set([...Object.keys(lower), ...Object.keys(upper)]);
  return Object.fromEntries(
    [...names].map((name) => {
      if (!Object.hasOwn(upper, name)) return [name, lower[name]];
      const [below, above] = [Object.hasOwn(lower, name) ? lower[name] : undefined, upper[name]];
      return [name, isTree(below) && isTree(above) ? layOver(below, above) : above];
    }),
  );
}

/** What is in the upper tree and not the same in the lower one. */
export function differences(lower: SettingsTree, upper: SettingsTree): SettingsTree {
  const changed = Object.entries(upper).flatMap(([name, above]): [string, unknown][] => {
    const below = lower[name];
    if (!isTree(below) || !isTree(above)) return isSame(below, above) ? [] : [[name, above]];
    const inside = differences(below, above);
    return Object.keys(inside).length === 0 ? [] : [[name, inside]];
  });
  return Object.fromEntries(changed);
}

/** A tree without some of its names. */
export function without(tree: SettingsTree, names: readonly string[]): SettingsTree {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !names.includes(name)));
}

/** Reads the settings in a tree, each by itself: a wrong value costs only that value. */
export function understand(tree: SettingsTree): Understood {
  const { issues = [] } = v.safeParse(settingsSchema, layOver({ ...defaultSettings }, tree));
  const wrong = issues.map((issue) => (issue.path ?? []).map(({ key }) => String(key)));
  return {
    values: wrong.reduce(withoutValue, tree),
    wrong: [...new Set(wrong.map((path) => nameOf(tree, path)))],
  };
}

/** All settings: the given layers over Nibble's own, the last one on top. Their values must be right. */
export function settingsFrom(...layers: readonly SettingsTree[]): Settings {
  return v.parse(settingsSchema, layers.reduce<SettingsTree>(layOver, { ...defaultSettings }));
}

/** Whether this is the name of a setting. */
export function isSettingName(name: unknown): name is keyof Settings {
  return typeof name === 'string' && Object.hasOwn(settingsSchema.entries, name);
}

/** A tree without the value at a path, or without the branch that has a value where a tree should be. */
function withoutValue(tree: SettingsTree, [name, ...rest]: readonly string[]): SettingsTree {
  if (name === undefined || !Object.hasOwn(tree, name)) return tree;
  const inside = tree[name];
  if (rest.length === 0 || !isTree(inside)) return without(tree, [name]);
  return { ...tree, [name]: withoutValue(inside, rest) };
}

/** How people find the value at a path: as far as it leads through the tree. */
function nameOf(tree: SettingsTree, [name, ...rest]: readonly string[]): string {
  const inside = name === undefined ? undefined : tree[name];
  return isTree(inside) && rest.length > 0 ? `${name}.${nameOf(inside, rest)}` : String(name);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
