/** Settings as text: JSON that people can read and edit by hand. */

import { isTree, type SettingsTree } from './settings-tree.ts';

/** What a text turned out to be: settings, or where it cannot be read. */
export type SettingsText =
  | { readonly ok: true; readonly tree: SettingsTree }
  /** `line` from 1. */
  | { readonly ok: false; readonly line: number };

/** The form of the file that this Nibble writes; a newer one may have values that it does not know. */
const settingsFormat = 1;

/** Reads a text; a byte-order mark, as editors of Windows put it there, is no mistake. */
export function readSettingsText(text: string): SettingsText {
  const json = text.replace(/^\ufeff/, '');
  try {
    const tree: unknown = JSON.parse(json);
    return isTree(tree) ? { ok: true, tree } : { ok: false, line: 1 };
  } catch (error) {
    return { ok: false, line: lineOf(json, error instanceof Error ? error.message : '') };
  }
}

/** Writes them down, one value in a line. */
export function writeSettingsText(tree: SettingsTree): string {
  return `${JSON.stringify({ format: settingsFormat, ...tree }, null, 2)}\n`;
}

/** True for settings that a newer Nibble wrote. */
export function isNewer({ format }: SettingsTree): boolean {
  return typeof format === 'number' && format > settingsFormat;
}

/** The line that V8's message "… at position 17" means; the last one where it says that the end is missing. */
function lineOf(json: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return json.slice(0, position === undefined ? undefined : Number(position)).split('\n').length;
}
