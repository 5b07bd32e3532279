/**
 * From one prompt to another. The frame that tells a friendly prompt is the banner, which the board prints when it
 * leaves the raw REPL and at Ctrl-B on its empty prompt: a mere `>>> ` may be anything that a program prints.
 */

import { concatenate, outputUntil, outputUntilAny, send, type Routine } from './conversation.ts';
import { ascii, enterRaw, friendlyPrompt, interrupt, leaveRaw, rawBanner } from './control-codes.ts';
import type { Incoming } from './incoming.ts';

const lineEnd = ascii('\r\n');
const promptBytes = ascii(friendlyPrompt);
const clearedLine = ascii(`\r\n${friendlyPrompt}`);
const rawBannerOnNewLine = concatenate([lineEnd, rawBanner]);
const help = ascii('Type "help()" for more information.\r\n');

/** How the banner begins, on a line of its own. CircuitPython answers the same control codes. */
export const bannerBeginnings: readonly Uint8Array[] = [
  ascii('\r\nMicroPython '),
  ascii('\r\nAdafruit CircuitPython '),
];

/**
 * Gets any MicroPython back to its prompt, from wherever it is: Ctrl-C breaks off a program, a line, a paste and a raw
 * paste; Ctrl-B leaves the raw REPL, and has the banner printed at the friendly prompt.
 */
export const comeBack: readonly number[] = [interrupt, leaveRaw];

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

/** Returns from the raw prompt to the friendly one; the banner is swallowed. */
export function* leaveRawRepl(incoming: Incoming): Routine<void> {
  yield* send(leaveRaw);
  yield* outputUntilAny(incoming, bannerBeginnings);
  yield* skipBanner(incoming);
}

/** Breaks off whatever the board is doing and waits for its prompt; what it prints meanwhile is output. */
export function* returnToPrompt(incoming: Incoming): Routine<void> {
  yield* send(...comeBack);
  yield* outputUntilAny(incoming, bannerBeginnings);
  yield* skipBanner(incoming);
}

/**
 * Proves that the board stands at an empty friendly prompt: only a REPL answers Ctrl-A with the banner of the raw one.
 * Whatever else is there gets one byte of input, and this never ends. The friendly banner and prompt are output.
 */
export function* provePrompt(incoming: Incoming): Routine<void> {
  yield* enterRawRepl(incoming);
  yield* send(leaveRaw);
  yield* outputUntil(incoming, lineEnd);
  yield* outputUntil(incoming, promptBytes);
  yield { kind: 'output', bytes: promptBytes };
}

/** Swallows the rest of a banner that has begun, and the prompt below it. */
export function* skipBanner(incoming: Incoming): Routine<void> {
  yield* skipLine(incoming);
  const helpFirst = (yield* outputUntilAny(incoming, [help, promptBytes])) === 0;
  if (helpFirst) yield* outputUntil(incoming, promptBytes);
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
