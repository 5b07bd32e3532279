/**
 * The jobs of the raw REPL, built from its frames.
 * Source: MicroPython docs/reference/repl.rst and shared/runtime/pyexec.c.
 */

import { outputUntil, outputUntilAny, send, type Routine } from './conversation.ts';
import { accepted, ascii, endOfData, rawBanner, softReboot } from './control-codes.ts';
import type { Incoming } from './incoming.ts';
import { finishProgram, type ProgramCourse } from './program-end.ts';
import { readProgramOutput } from './program-output.ts';
import { clearLine, enterRawRepl } from './prompts.ts';
import { askForRawPaste, sendByRawPaste } from './raw-paste.ts';

const lineEnd = ascii('\r\n');
const softReboots = [ascii('MPY: soft reboot\r\n'), softReboot];
/** Without raw-paste a board has no way to say that it is full: it gets so many bytes, then time, as from mpremote. */
const pieceLength = 256;

/** How to run a program. */
export interface ProgramOptions {
  /** The friendly prompt is not empty: what stands there is cleared first. */
  readonly clearLine: boolean;
  /** Starts the interpreter anew first: `boot.py` runs, `main.py` does not. */
  readonly softReset: boolean;
  /** What is known of it while it runs. */
  readonly course: ProgramCourse;
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
  yield* handOver(incoming, program);
  return yield* finishProgram(incoming, options.course);
}

/** Starts the interpreter anew at the raw prompt; what `boot.py` prints is output. */
export function* softResetInRawRepl(incoming: Incoming): Routine<void> {
  yield* send(endOfData);
  yield* outputUntil(incoming, accepted);
  yield* outputUntil(incoming, lineEnd);
  yield* outputUntilAny(incoming, softReboots);
  yield* outputUntil(incoming, rawBanner);
}

/** Runs a program of our own at the raw prompt and waits for its end; the value is its error text. */
export function* execute(incoming: Incoming, program: Uint8Array): Routine<Uint8Array> {
  yield* handOver(incoming, program);
  return yield* readProgramOutput(incoming);
}

/** Hands a program over at the raw prompt, by raw-paste where the firmware knows it; it runs from then on. */
function* handOver(incoming: Incoming, program: Uint8Array): Routine<void> {
  if (yield* askForRawPaste(incoming)) {
    yield* sendByRawPaste(incoming, program);
  } else {
    for (let from = 0; from < program.length; from += pieceLength) {
      yield* send(program.subarray(from, from + pieceLength));
      yield { kind: 'settle' };
    }
    yield* send(endOfData);
    yield* outputUntil(incoming, accepted);
  }
  yield { kind: 'phase', phase: 'executing' };
}
