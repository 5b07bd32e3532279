/**
 * The jobs of the raw REPL, built from its frames.
 * Source: MicroPython docs/reference/repl.rst and shared/runtime/pyexec.c.
 */

import { concatenate, outputUntil, outputUntilAny, send, type Routine } from './conversation.ts';
import {
  accepted,
  ascii,
  endOfData,
  enterRaw,
  friendlyPrompt,
  interrupt,
  leaveRaw,
  rawBanner,
  softReboot,
} from './control-codes.ts';
import type { Incoming } from './incoming.ts';
import { readProgramOutput } from './program-output.ts';
import { askForRawPaste, sendByRawPaste } from './raw-paste.ts';

const lineEnd = ascii('\r\n');
const promptBytes = ascii(friendlyPrompt);
const clearedLine = ascii(`\r\n${friendlyPrompt}`);
const rawBannerOnNewLine = concatenate([lineEnd, rawBanner]);
const softReboots = [ascii('MPY: soft reboot\r\n'), softReboot];
const unreadEnd = ascii('\x04>');
const bannerBeginnings = [ascii('MicroPython v'), ascii('Adafruit CircuitPython ')];
const help = ascii('Type "help()" for more information.\r\n');

/** How to run a program. */
export interface ProgramOptions {
  /** The friendly prompt is not empty: what stands there is cleared first. */
  readonly clearLine: boolean;
  /** Starts the interpreter anew first: `boot.py` runs, `main.py` does not. */
  readonly softReset: boolean;
}

/**
 * Runs a program from the friendly prompt and returns to it. What the program prints is output, and so is
 * what others print meanwhile; banners are swallowed. The value is the error text, empty if it ended well.
 */
export function* runProgram(
  incoming: Incoming,
  program: Uint8Array,
  options: ProgramOptions,
): Routine<Uint8Array> {
  if (options.clearLine) yield* clearLine(incoming);
  yield* enterRawRepl(incoming);
  if (options.softReset) yield* softResetInRawRepl(incoming);
  const error = yield* execute(incoming, program);
  yield { kind: 'phase', phase: 'closing' };
  yield* leaveRawRepl(incoming);
  return error;
}

/** At any friendly prompt: throws away what was typed there. The echo is swallowed. */
export function* clearLine(incoming: Incoming): Routine<void> {
  yield* send(interrupt);
  yield* outputUntil(incoming, clearedLine);
}

/** From an empty friendly prompt, whose line is ended first, or from the raw one. */
export function* enterRawRepl(incoming: Incoming): Routine<void> {
  yield* send(enterRaw);
  yield* outputUntilAny(incoming, [rawBannerOnNewLine, rawBanner]);
}

/** Starts the interpreter anew at the raw prompt; what `boot.py` prints is output. */
export function* softResetInRawRepl(incoming: Incoming): Routine<void> {
  yield* send(endOfData);
  yield* outputUntil(incoming, accepted);
  yield* outputUntil(incoming, lineEnd);
  yield* outputUntilAny(incoming, softReboots);
  yield* outputUntil(incoming, rawBanner);
}

/** Runs a program at the raw prompt and waits for its end; the value is its error text. */
export function* execute(incoming: Incoming, program: Uint8Array): Routine<Uint8Array> {
  if (yield* askForRawPaste(incoming)) {
    yield* sendByRawPaste(incoming, program);
  } else {
    yield* send(program, endOfData);
    yield* outputUntil(incoming, accepted);
  }
  yield { kind: 'phase', phase: 'executing' };
  return yield* readProgramOutput(incoming);
}

/**
 * Returns to the friendly prompt and swallows its banner. Input that the program was sent and did not read is
 * carried out by the board first where Ctrl-D ended it, or resets it where there was only that: what comes of
 * it is swallowed too.
 */
export function* leaveRawRepl(incoming: Incoming): Routine<void> {
  yield* send(leaveRaw);
  let bannerBegan = false;
  while (!bannerBegan && (yield* outputUntilAny(incoming, [lineEnd, accepted])) === 1) {
    bannerBegan = yield* skipUnread(incoming);
  }
  if (!bannerBegan) yield* outputUntilAny(incoming, bannerBeginnings);
  yield* skipLine(incoming);
  const helpFirst = (yield* outputUntilAny(incoming, [help, promptBytes])) === 0;
  if (helpFirst) yield* outputUntil(incoming, promptBytes);
}

/** Skips what comes of unread input; true where the friendly banner began, false at another raw prompt. */
function* skipUnread(incoming: Incoming): Routine<boolean> {
  const waiting = outputUntilAny(incoming, [unreadEnd, ...bannerBeginnings]);
  for (;;) {
    const next = waiting.next();
    if (next.done) return next.value > 0;
    if (next.value.kind !== 'output') yield next.value;
  }
}

function* skipLine(incoming: Incoming): Routine<void> {
  for (;;) {
    const end = incoming.find(lineEnd);
    if (end >= 0) {
      incoming.take(end + lineEnd.length);
      return;
    }
    yield { kind: 'wait' };
  }
}
