/** Fetching a file from a board. What a thread or a timer printed into is fetched again, in smaller pieces. */

import type { FileJobOptions } from '../../../runtime/board-files.ts';
import type { Routine } from '../../../runtime/repl/conversation.ts';
import type { Frame } from '../helper/frame-reader.ts';
import type { HelperCaller } from '../helper/helper-caller.ts';
import { HelperError } from '../helper/helper-error.ts';
import { Arrived, type Range } from './arrived.ts';
import { readPart } from './file-parts.ts';

/** Bytes in one frame, at first and at least. */
const largestStep = 1536;
const smallestStep = 48;
/** The board is asked this often in a row without that anything new arrives. */
const patience = 20;
/** Beyond the end of every file. */
const endless = 2 ** 30 - 1;

/** Reads a file. Throws `HelperError`. */
export function* download(
  helper: HelperCaller,
  path: string,
  { signal, progress }: FileJobOptions,
): Routine<Uint8Array> {
  const arrived = new Arrived();
  let length = endless;
  const said = ({ kind, content }: Frame): undefined => {
    if (kind !== 'd') return;
    const space = content.indexOf(0x20);
    arrived.add(Number(Buffer.from(content.subarray(0, space)).toString()), content.subarray(space + 1));
    progress?.(arrived.length);
  };
  let missing: Range | undefined = { start: 0, end: length };
  for (let step = largestStep, vain = 0; missing; step = Math.max(smallestStep, step >> 2)) {
    const before = arrived.length;
    try {
      const range = [path, missing.start, missing.end, step];
      length = yield* helper.call<number>(readPart, 'read', range, { ...(signal && { signal }), said });
    } catch (error) {
      const mayGoBetter = error instanceof HelperError && ['memory', 'garbled'].includes(error.failure);
      if (!mayGoBetter || vain === patience) throw error;
    }
    missing = arrived.firstGap(length);
    vain = arrived.length > before ? 0 : vain + 1;
    if (missing && vain > patience) throw new HelperError('garbled');
  }
  return arrived.content(length);
}
