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
const lineEnd = ascii('\r\n');
const softReset = ascii('MPY: soft reboot\r\n');

/** Error texts are shorter, in bytes: MicroPython's tracebacks are bounded by its recursion depth. */
const longestTraceback = 64 * 1024;
/** Error texts without a traceback, such as `MemoryError:`, are one line. */
const longestBareError = 1024;

/** Frames besides the end that are looked for just now; the first of any kind counts. */
export type OtherFrames = () => readonly Uint8Array[];

const none: OtherFrames = () => [];

/** Passes a program's output on until it has ended; the value is its error text, empty if it ended well. */
export function* readProgramOutput(incoming: Incoming): Routine<Uint8Array> {
  return (yield* readProgramOutputOr(incoming, none)) as Uint8Array;
}

/** The same, or up to one of the other frames (`other`), which is taken. */
export function* readProgramOutputOr(incoming: Incoming, others: OtherFrames): Routine<Uint8Array | 'other'> {
  let read: Uint8Array | 'other' | 'frame' = yield* outputUpToFrame(incoming, others);
  while (read === 'frame') read = yield* readPossibleError(incoming, others);
  return read;
}

/** Passes output on up to the next Ctrl-D, or another frame, and takes that. */
function* outputUpToFrame(incoming: Incoming, others: OtherFrames): Routine<'frame' | 'other'> {
  for (;;) {
    const markers = [endFrame, ...others()];
    const found = firstOf(incoming, markers);
    if (found) {
      yield { kind: 'output', bytes: incoming.take(found.position) };
      incoming.take(found.marker.length);
      return found.marker === endFrame ? 'frame' : 'other';
    }
    const settled = Math.min(...markers.map((marker) => incoming.settled(marker)));
    yield { kind: 'output', bytes: incoming.take(settled) };
    yield { kind: 'wait' };
  }
}

/** Reads after a Ctrl-D. `frame`: the program had printed it, and all up to the next one was passed on as output. */
function* readPossibleError(
  incoming: Incoming,
  others: OtherFrames,
): Routine<Uint8Array | 'frame' | 'other'> {
  for (;;) {
    const position = incoming.find(endFrame);
    const other = firstOf(incoming, others());
    if (other && (position < 0 || other.position < position)) {
      yield { kind: 'output', bytes: endFrame };
      return yield* outputUpToFrame(incoming, others);
    }
    const closing = position < 0 ? undefined : closingOf(incoming, position);
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
    if (closing === 'none' || (position < 0 && isNoError(incoming))) {
      yield { kind: 'output', bytes: endFrame };
      return yield* outputUpToFrame(incoming, others);
    }
    yield { kind: 'wait' };
  }
}

function firstOf(
  incoming: Incoming,
  markers: readonly Uint8Array[],
): { readonly marker: Uint8Array; readonly position: number } | undefined {
  return markers
    .map((marker) => ({ marker, position: incoming.find(marker) }))
    .filter(({ position }) => position >= 0)
    .sort((a, b) => a.position - b.position)[0];
}

/** What ends the frame whose Ctrl-D is at a position; `none` where it ends no error text. */
function closingOf(incoming: Incoming, position: number): ReturnType<typeof closingAfter> {
  const error = incoming.peek(position);
  const isComplete = position === 0 || startsWith(error.subarray(-lineEnd.length), lineEnd);
  return isComplete ? closingAfter(incoming, position + 1) : 'none';
}

/** What stands at a position; `undefined` while too little has arrived to tell. */
function closingAfter(incoming: Incoming, position: number): 'prompt' | 'soft-reset' | 'none' | undefined {
  const next = incoming.peek(position + softReset.length).subarray(position);
  if (next.length === 0) return undefined;
  if (startsWith(next, prompt)) return 'prompt';
  if (startsWith(next, softReset)) return 'soft-reset';
  return startsWith(softReset, next) ? undefined : 'none';
}

/** What has come after a Ctrl-D, up to now without another, cannot become an error text any more. */
function isNoError(incoming: Incoming): boolean {
  if (startsWith(traceback, incoming.peek(traceback.length))) return incoming.length > longestTraceback;
  const line = incoming.find(lineEnd);
  return incoming.length > longestBareError || (line >= 0 && incoming.length > line + lineEnd.length);
}
