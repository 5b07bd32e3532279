/** Bringing a content to a board, as much at a time as the board gives credit for. */

import { crc32 } from 'node:zlib';
import { BoardFileError, type WriteOptions } from '../../../runtime/board-files.ts';
import { contentHash } from '../../../runtime/content-hash.ts';
import { interrupt } from '../../../runtime/repl/control-codes.ts';
import { concatenate, type Routine } from '../../../runtime/repl/conversation.ts';
import type { Frame } from '../helper/frame-reader.ts';
import type { HelperCaller } from '../helper/helper-caller.ts';
import { HelperError } from '../helper/helper-error.ts';
import { download } from './download.ts';
import { writePart } from './file-parts.ts';
import { wirePiece } from './wire-pieces.ts';

/** Bytes in one piece: a block of the flash, so that the board is busy with it while the next is on its way. */
const largestPiece = 4096;
/** For a board that has no memory for more. */
const smallestPiece = 256;

/** Writes a file, see `BoardFiles.write`. Throws `BoardFileError` and `HelperError`. */
export function* upload(
  helper: HelperCaller,
  path: string,
  content: Uint8Array,
  options: WriteOptions,
): Routine<void> {
  const { replaces, progress } = options;
  let replaced: readonly string[] | null = replaces === undefined ? null : [replaces];
  let largest = largestPiece;
  for (;;) {
    try {
      const answer = yield* write(helper, path, content, options, replaced, largest);
      if (answer === 'done' || answer === 'same') break;
      if (replaced?.length !== 1 || !answer.startsWith('crc')) {
        throw new BoardFileError('changed', path);
      }
      // The board knows no SHA-256: what it has is looked at here.
      const there = yield* download(helper, path, options);
      if (contentHash(there) !== replaces) throw new BoardFileError('changed', path);
      replaced = [replaces, checkOf(there)];
    } catch (error) {
      const isTooMuch = error instanceof HelperError && error.failure === 'memory';
      if (!isTooMuch || largest === smallestPiece) throw error;
      largest = smallestPiece;
    }
  }
  progress?.(content.length);
}

function write(
  helper: HelperCaller,
  path: string,
  content: Uint8Array,
  { onlyNew = false, signal, progress }: WriteOptions,
  replaced: readonly string[] | null,
  largest: number,
): Routine<string> {
  let sent = 0;
  const said = ({ kind, content: words }: Frame): Uint8Array | undefined => {
    if (kind === 'h') return Uint8Array.of(interrupt); // it holds after an error, and takes what was on its way
    if (kind !== 'c') return undefined;
    const [step = 0, credit = 0, unpacks = 0] = Buffer.from(words).toString().split(' ').map(Number);
    progress?.(Math.min(content.length, credit - step));
    const pieces: Uint8Array[] = [];
    for (; sent < content.length && sent + step <= credit; sent += step) {
      const end = Math.min(content.length, sent + step);
      pieces.push(wirePiece(content, sent, end, { known: step, unpacks: unpacks === 1 }));
    }
    return pieces.length > 0 ? concatenate(pieces) : undefined;
  };
  const digests = [contentHash(content), checkOf(content)];
  const parameters = [path, content.length, digests, onlyNew, replaced, largest];
  return helper.call(writePart, 'write', parameters, { ...(signal && { signal }), said });
}

/** What a board without SHA-256 answers for a content. */
function checkOf(content: Uint8Array): string {
  return `crc ${crc32(content).toString(16).padStart(8, '0')} ${content.length}`;
}
