/** How a content goes to the board: in pieces, each as short as it can be, and without a byte that is Ctrl-C. */

import { deflateRawSync } from 'node:zlib';

const interrupt = '\x03';
/** The board unpacks with a window of so many bits: 1 KB of its memory. */
const windowBits = 10;
/** Unpacking takes the board a quarter of the time that receiving takes. */
const worthUnpacking = 0.7;

/**
 * A piece of at most 32 KB with its head: kind, length and length again, and the pair of bytes that stands for Ctrl-C.
 * `p` is the content itself, `e` has such pairs, `z` is deflated and then has them.
 */
export function wirePiece(content: Uint8Array): Uint8Array {
  const deflated = deflateRawSync(content, { windowBits, level: 9 });
  const isSmall = deflated.length < content.length * worthUnpacking;
  const text = (isSmall ? deflated : Buffer.from(content)).toString('latin1');
  const pair = pairFor(text);
  const kind = isSmall ? 'z' : text.includes(interrupt) ? 'e' : 'p';
  const packed = text.replaceAll(interrupt, pair);
  const length = packed.length.toString(16).padStart(4, '0');
  return Buffer.from(kind + length + length + pair + packed, 'latin1');
}

/** Two bytes that can be put in for every Ctrl-C and taken out again. There are more such pairs than bytes in a piece. */
function pairFor(text: string): string {
  for (let number = 0; ; number++) {
    const pair = String.fromCharCode(number >> 8, number & 0xff);
    if (pair.includes(interrupt)) continue;
    if (text.replaceAll(interrupt, pair).replaceAll(pair, interrupt) === text) return pair;
  }
}
