/**
 * The end of a program that somebody wrote, proved.
 *
 * The raw REPL frames a program's output with bytes that the program may print itself. What looks like its end is
 * therefore asked: Ctrl-B has a board that is at its raw prompt print the friendly banner, while a program that is
 * still running gets one byte of input and prints on. There is no perfect answer: a program that prints the end and
 * then the banner is taken for one that ended; it is interrupted by whatever is run next.
 */

import { outputUntilAny, send, type Routine } from './conversation.ts';
import { accepted, ascii, leaveRaw } from './control-codes.ts';
import { startsWith, type Incoming } from './incoming.ts';
import { readProgramOutputOr } from './program-output.ts';
import { bannerBeginnings, skipBanner } from './prompts.ts';

const frameEnd = ascii('\x04>');

/** What is known of a program while it runs. */
export interface ProgramCourse {
  /** It was sent input, which it may not have read. */
  readonly hasInput: boolean;
  /** It was broken off so that its end may be lost: the friendly banner alone ends it, and its error text is lost. */
  readonly endMayBeLost: boolean;
}

/** Passes a program's output on until it has ended and the board is at its friendly prompt. The value is its error text. */
export function* finishProgram(incoming: Incoming, course: ProgramCourse): Routine<Uint8Array> {
  const found = yield* readProgramOutputOr(incoming, () => (course.endMayBeLost ? bannerBeginnings : []));
  let error: Uint8Array = found === 'other' ? new Uint8Array(0) : found;
  let next: 'banner' | Uint8Array = found === 'other' ? 'banner' : yield* askForPrompt(incoming, course);
  while (next !== 'banner') {
    // It had printed that end itself. Its text comes later than it was printed, as it might have been an error.
    yield { kind: 'output', bytes: error };
    error = next;
    next = yield* askForPrompt(incoming, course);
  }
  yield* skipBanner(incoming);
  return error;
}

/**
 * Asks for the friendly prompt after what looked like the end. The value is how its banner begins, or the error text
 * of another end. What threads and timers print meanwhile is output.
 */
function* askForPrompt(incoming: Incoming, course: ProgramCourse): Routine<'banner' | Uint8Array> {
  yield { kind: 'phase', phase: 'closing' };
  yield* send(leaveRaw);
  if (course.hasInput && (yield* skipUnreadInput(incoming)) === 'banner') return 'banner';
  const found = yield* executingOnceItPrints(readProgramOutputOr(incoming, () => bannerBeginnings));
  return found === 'other' ? 'banner' : found;
}

/** What comes now may be the program's, which then runs on and gets what is typed. */
function* executingOnceItPrints<Result>(reading: Routine<Result>): Routine<Result> {
  let isExecuting = false;
  for (;;) {
    const next = reading.next();
    if (next.done) return next.value;
    if (!isExecuting && next.value.kind === 'output' && next.value.bytes.length > 0) {
      isExecuting = true;
      yield { kind: 'phase', phase: 'executing' };
    }
    yield next.value;
  }
}

/**
 * Input that the program was sent and did not read is carried out by the board as programs wherever a Ctrl-D ends
 * it, or resets it where there was only that: what comes of it is swallowed. Says where it ended.
 */
function* skipUnreadInput(incoming: Incoming): Routine<'banner' | 'else'> {
  for (;;) {
    const beginning = yield* peekSettled(incoming);
    if (beginning === 'banner') {
      yield* skipTo(incoming, bannerBeginnings);
      return 'banner';
    }
    if (beginning === 'else') return 'else';
    if ((yield* skipTo(incoming, [frameEnd, ...bannerBeginnings])) > 0) return 'banner';
  }
}

/** Says what comes next, once enough has arrived to tell. */
function* peekSettled(incoming: Incoming): Routine<'banner' | 'accepted' | 'else'> {
  for (;;) {
    if (startsWith(incoming.peek(accepted.length), accepted)) return 'accepted';
    const isBanner = bannerBeginnings.some((banner) => startsWith(incoming.peek(banner.length), banner));
    if (isBanner) return 'banner';
    const mayBecome = [accepted, ...bannerBeginnings].some((marker) =>
      startsWith(marker, incoming.peek(marker.length)),
    );
    if (!mayBecome) return 'else';
    yield { kind: 'wait' };
  }
}

/** Waits for the first of several markers and takes it; what came before it is swallowed. Says which it was. */
function* skipTo(incoming: Incoming, markers: readonly Uint8Array[]): Routine<number> {
  const waiting = outputUntilAny(incoming, markers);
  for (;;) {
    const next = waiting.next();
    if (next.done) return next.value;
    if (next.value.kind !== 'output') yield next.value;
  }
}
