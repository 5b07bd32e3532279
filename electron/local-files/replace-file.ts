/** Files that are the old one or the new one, whatever happens while they are written. */

import { writeFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';

/**
 * Writes a file beside the old one, which it then replaces; owner and permissions stay. Throws what `node:fs` throws,
 * and the old file is still there then.
 *
 * The content is not left to write-file-atomic: it asks the disk once and does not look how much of it was taken,
 * so that a disk with room for half would have the half replace the file.
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  { mode }: { mode?: number } = {},
): Promise<void> {
  const options = {
    ...(mode !== undefined && { mode }),
    tmpfileCreated: (beside: string): Promise<void> => writeFile(beside, content), // it is waited for
  };
  await writeFileAtomic(file, '', options);
}
