/** What is in a folder of a board. */

import type { BoardFileEntry } from '../../../runtime/board-files.ts';
import type { Routine } from '../../../runtime/repl/conversation.ts';
import type { Frame } from '../helper/frame-reader.ts';
import type { HelperCaller } from '../helper/helper-caller.ts';
import { HelperError } from '../helper/helper-error.ts';
import { listPart } from './file-parts.ts';

/** Nibble's own: a file on its way, and the note where it is. */
const temporary = /\.nibble-new$|^\.nibble-note$/;
/** A list that did not arrive as a whole is asked for this often. */
const patience = 5;

/** Entries of a folder, folders first, then by name. Throws `HelperError`. */
export function* listing(helper: HelperCaller, path: string): Routine<BoardFileEntry[]> {
  for (let attempt = 0; attempt < patience; attempt++) {
    const entries: BoardFileEntry[] = [];
    const said = ({ kind, content }: Frame): undefined => {
      if (kind === 'l' && content.length > 0) entries.push(...readEntries(content));
    };
    const count = yield* helper.call(listPart, 'entries', [path], { said });
    if (count === entries.length)
      return entries.filter(({ name }) => !temporary.test(name)).sort(byKindAndName);
  }
  throw new HelperError('garbled');
}

function readEntries(content: Uint8Array): BoardFileEntry[] {
  const lines = new TextDecoder().decode(content).split('\0');
  return lines.map((line) => {
    const [, folder, size, name = ''] = /^(\d) (\d+) ([^]*)$/.exec(line) ?? [];
    return { name, kind: folder === '1' ? 'folder' : 'file', size: Number(size) };
  });
}

function byKindAndName(a: BoardFileEntry, b: BoardFileEntry): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
