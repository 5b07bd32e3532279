/**
 * What a program prints in the raw REPL, and how it ended: output, Ctrl-D, error text, Ctrl-D, prompt.
 *
 * A program may print Ctrl-D itself. So the text after one is held back as a possible error text until the
 * closing frame shows that it was one, or until it cannot be one any more.
 */

import { outputUntil, type Routine } from './conversation.ts';
import { ascii, endOfData, rawBanner } from './control-codes.ts';
import { startsWith, type Incoming } from './incoming.ts';

const endFrame = Uint8Array.of(endOfData);
const traceback = ascii('Traceback (most recent call last):');
/** What follows the closing Ctrl-D: the prompt, or after `sys.exit()` the soft reset this causes. */
const prompt = ascii('>');
const softReset = ascii('MPY: soft reboot\r\n');

/** Error texts are shorter, in bytes: MicroPython's tracebacks are bounded by its recursion depth. */
const longestTraceback = 64 * 1024;
/** Error texts without a traceback, such as `MemoryError:`, are one line. */
const longestBareError = 1024;

/** Passes a program's output on until it has ended; the value is its error text, empty if it ended well. */
export function* readProgramOutput(incoming: Incoming): Routine<Uint8Array> {
  yield* outputUpToFrame(incoming);
  for (;;) {
    const error = yield* readPossibleError(incoming);
    if (error) return error;
  }
}

/** Passes output on up to the next Ctrl-D, and takes that. */
function* outputUpToFrame(incoming: Incoming): Routine<void> {
  for (;;) {
    const position = incoming.find(endFrame);
    yield { kind: 'output', bytes: incoming.take(position < 0 ? incoming.length : position) };
    if (position >= 0) {
      incoming.take(1);
      return;
    }
    yield { kind: 'wait' };
  }
}

/** Reads after a Ctrl-D. `null` means that the program had printed it: all so far was passed on as output. */
function* readPossibleError(incoming: Incoming): Routine<Uint8Array | null> {
  for (;;) {
    const position = incoming.find(endFrame);
    const closing = position < 0 ? undefined : closingAfter(incoming, position + 1);
    if (closing === 'prompt') {
      const error = incoming.take(position);
      incoming.take(1 + prompt.length);
      return error.slice();
    }
    if (closing === 'soft-reset') {
      const error = incoming.take(position).slice();
      incoming.take(1 + softReset.length);
      yield* outputUntil(incoming, rawBanner);
      return error;
    }
    if (closing === 'none') {
      yield { kind: 'output', bytes: endFrame };
      yield { kind: 'output', bytes: incoming.take(position) };
      incoming.take(1);
      return null;
    }
    if (position < 0 && incoming.length > longest(incoming)) {
      yield { kind: 'output', bytes: endFrame };
      yield* outputUpToFrame(incoming);
      return null;
    }
    yield { kind: 'wait' };
  }
}

/** What stands at a position; `undefined` while too little has arrived to tell. */
function closingAfter(incoming: Incoming, position: number): 'prompt' | 'soft-reset' | 'none' | undefined {
  const next = incoming.peek(position + softReset.length).subarray(position);
  if (next.length === 0) return undefined;
  if (startsWith(next, prompt)) return 'prompt';
  if (startsWith(next, softReset)) return 'soft-reset';
  return startsWith(softReset, next) ? undefined : 'none';
}

function longest(incoming: Incoming): number {
  const beginning = incoming.peek(traceback.length);
  return startsWith(traceback, beginning) ? longestTraceback : longestBareError;
}
