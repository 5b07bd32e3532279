/**
 * Raw-paste: handing a program over at the speed the board can take it.
 * Source: MicroPython docs/reference/repl.rst, "Raw-paste mode".
 */

import { outputUntilAny, send, type Routine } from './conversation.ts';
import { ascii, endOfData, enterRaw, pasteMode, rawBanner } from './control-codes.ts';
import type { Incoming } from './incoming.ts';

const question = Uint8Array.of(pasteMode, 0x41, enterRaw);
const supported = ascii('R\x01');
const understoodButNot = ascii('R\x00');

/** Asks the board, at its raw prompt, for raw-paste. Older firmware answers with its raw banner: no. */
export function* askForRawPaste(incoming: Incoming): Routine<boolean> {
  yield* send(question);
  return (yield* outputUntilAny(incoming, [supported, understoodButNot, rawBanner])) === 0;
}

/** How handing over ended: `taken`, or `refused` where the board stopped listening. */
export type HandOver = 'taken' | 'refused';

/** Hands a program over within the windows the board opens, and waits until it was compiled. */
export function* sendByRawPaste(incoming: Incoming, program: Uint8Array): Routine<HandOver> {
  const increment = yield* readIncrement(incoming);
  let window = increment;
  let position = 0;
  while (position < program.length) {
    for (let grant = yield* takeGrant(incoming); grant !== 'none'; grant = yield* takeGrant(incoming)) {
      if (grant === 'stop') {
        yield* send(endOfData);
        return 'refused';
      }
      window += increment;
    }
    if (window === 0) {
      yield { kind: 'wait' };
      continue;
    }
    const piece = program.subarray(position, position + window);
    yield* send(piece);
    position += piece.length;
    window -= piece.length;
  }
  yield* send(endOfData);
  for (;;) {
    const grant = yield* takeGrant(incoming);
    if (grant === 'stop') return 'taken';
    if (grant === 'none') yield { kind: 'wait' };
  }
}

function* readIncrement(incoming: Incoming): Routine<number> {
  while (incoming.length < 2) yield { kind: 'wait' };
  const [low, high] = incoming.take(2);
  return Math.max(1, low! + high! * 256);
}

/** Takes one word of flow control if one has arrived; anything between is output. */
function* takeGrant(incoming: Incoming): Routine<'more' | 'stop' | 'none'> {
  let stray = 0;
  for (;;) {
    const byte = incoming.at(stray);
    if (byte === 0x01 || byte === endOfData || byte === undefined) {
      yield { kind: 'output', bytes: incoming.take(stray) };
      if (byte === undefined) return 'none';
      incoming.take(1);
      yield { kind: 'progress' };
      return byte === 0x01 ? 'more' : 'stop';
    }
    stray++;
  }
}
