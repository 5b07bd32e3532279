/** How a content goes to the board: in pieces, each as short as it can be, and without a byte that is Ctrl-C. */

import { pack } from './packing.ts';

const interrupt = '\x03';

/** How a piece is made. */
export interface PieceOptions {
  /** So many bytes before the piece are still in the board's memory. */
  readonly known: number;
  /** The board can unpack. */
  readonly unpacks: boolean;
}

/**
 * The bytes of a content from `start` to `end`, at most 32 KB, with a head: kind, length and length again, and the pair
 * of bytes that stands for Ctrl-C. `p` is the content itself, `e` has such pairs, `z` is packed and then has them.
 */
export function wirePiece(
  content: Uint8Array,
  start: number,
  end: number,
  { known, unpacks }: PieceOptions,
): Uint8Array {
  const before = Math.min(start, known);
  const packed = unpacks ? pack(content.subarray(start - before, end), before) : null;
  const isSmall = packed !== null && packed.length < end - start;
  const text = Buffer.from(isSmall ? packed : content.subarray(start, end)).toString('latin1');
  const pair = pairFor(text);
  const kind = isSmall ? 'z' : text.includes(interrupt) ? 'e' : 'p';
  const sent = text.replaceAll(interrupt, pair);
  const length = sent.length.toString(16).padStart(4, '0');
  return Buffer.from(kind + length + length + pair + sent, 'latin1');
}

/** Two bytes that can be put in for every Ctrl-C and taken out again. There are more such pairs than bytes in a piece. */
function pairFor(text: string): string {
  for (let number = 0; ; number++) {
    const pair = String.fromCharCode(number >> 8, number & 0xff);
    if (pair.includes(interrupt)) continue;
    if (text.replaceAll(interrupt, pair).replaceAll(pair, interrupt) === text) return pair;
  }
}
