/** Fetching a file from a board. What a thread or a timer printed into is fetched again, in smaller pieces. */

import type { FileJobOptions } from '../../../runtime/board-files.ts';
import type { Routine } from '../../../runtime/repl/conversation.ts';
import type { Frame } from '../helper/frame-reader.ts';
import type { HelperCaller } from '../helper/helper-caller.ts';
import { HelperError } from '../helper/helper-error.ts';
import { readPart } from './file-parts.ts';

/** Bytes in one frame, first and last. */
const largestStep = 1536;
const smallestStep = 48;
/** A range that does not arrive is asked for this often, with the smallest frames. */
const patience = 20;
/** Beyond the end of every file. */
const endless = 2 ** 30 - 1;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Reads a file. Throws `HelperError`. */
export function* download(
  helper: HelperCaller,
  path: string,
  { signal, progress }: FileJobOptions,
): Routine<Uint8Array> {
  const arrived = new Arrived();
  let step = largestStep;
  let vain = 0;
  const said = ({ kind, content }: Frame): undefined => {
    if (kind !== 'd') return;
    const space = content.indexOf(0x20);
    arrived.add(Number(Buffer.from(content.subarray(0, space)).toString()), content.subarray(space + 1));
    progress?.(arrived.length);
  };
  for (let missing: Range | undefined = { start: 0, end: endless }; missing;) {
    const before = arrived.length;
    try {
      const parameters = [path, missing.start, missing.end, step];
      const length = yield* helper.call<number>(readPart, 'read', parameters, {
        ...(signal && { signal }),
        said,
      });
      missing = arrived.firstGap(length);
    } catch (error) {
      const again = error instanceof HelperError && ['memory', 'garbled'].includes(error.failure);
      if (!again || vain === patience) throw error;
    }
    step = Math.max(smallestStep, step >> 2);
    if (arrived.length > before) vain = 0;
    else if (vain++ === patience && missing) throw new HelperError('garbled');
  }
  return arrived.content;
}

/** Pieces of a file, by where they belong. */
class Arrived {
  readonly #pieces = new Map<number, Uint8Array>();
  /** Bytes that arrived. */
  length = 0;

  add(start: number, piece: Uint8Array): void {
    if (this.#pieces.has(start)) return;
    this.#pieces.set(start, piece);
    this.length += piece.length;
  }

  /** The first range that is missing in a file of this length. */
  firstGap(length: number): Range | undefined {
    let end = 0;
    for (const [start, piece] of this.#sorted()) {
      if (start > end) return { start: end, end: start };
      end = start + piece.length;
    }
    return end < length ? { start: end, end: length } : undefined;
  }

  get content(): Uint8Array {
    return Uint8Array.from(Buffer.concat(this.#sorted().map(([, piece]) => piece)));
  }

  #sorted(): [number, Uint8Array][] {
    return [...this.#pieces].sort(([a], [b]) => a - b);
  }
}
