/** `nibble cat`: the content of files on the board, byte for byte. */

import { statuses } from '../command-error.ts';
import { write } from '../streams.ts';
import type { FileJob } from './file-job.ts';
import type { PrintWords } from './file-words.ts';
import { expandOnBoard } from './wildcards.ts';

/** Prints files one after another; the value is the exit status. */
export async function printFiles(words: PrintWords, { root, streams, signal }: FileJob): Promise<number> {
  for (const path of await expandOnBoard(root, words.paths)) {
    for await (const piece of root.read(path, { signal })) {
      signal.throwIfAborted();
      // Who has seen enough needs no more.
      if (!(await write(streams.output, piece))) return statuses.done;
    }
  }
  return statuses.done;
}
