/** `file.json` in each history: which file it is about, for people and for renamed folders. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { HistoryFile } from '../api.ts';
import { historyFile } from '../api/history.ts';
import { replaceFile } from '../local-files/replace-file.ts';

/** How histories are written down; a newer Nibble may do it otherwise. */
const historyFormat = 1;

const descriptionSchema = v.object({ format: v.number(), file: v.unknown() });

const nameIn = (folder: string): string => join(folder, 'file.json');

/** Which file the history in a folder is of; `newer` where only a newer Nibble knows, `null` where nobody does. */
export async function readDescription(folder: string): Promise<HistoryFile | 'newer' | null> {
  try {
    const described = v.parse(descriptionSchema, JSON.parse(await readFile(nameIn(folder), 'utf8')));
    return described.format > historyFormat ? 'newer' : v.parse(historyFile, described.file);
  } catch {
    return null;
  }
}

/** Writes it down. */
export async function describeFile(folder: string, file: HistoryFile): Promise<void> {
  await replaceFile(nameIn(folder), `${JSON.stringify({ format: historyFormat, file }, null, 2)}\n`);
}
