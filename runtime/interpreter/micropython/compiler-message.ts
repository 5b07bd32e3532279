/**
 * What the compiler says to `@micropython.native` and its like, which it was built without. On a Pico
 * they make machine code; the package's own words would call a correct program wrong.
 */

import { staticDataEnd } from './addresses.ts';

const ownMessage = 'invalid micropython decorator\0';
/** Must not be longer than the one it replaces. */
const message = 'needs "Exact" or a real Pico\0';

/** Replaces the message. Throws when it is not where it should be. */
export function explainMissingCompilers(memory: WebAssembly.Memory): void {
  const bytes = new Uint8Array(memory.buffer, 0, staticDataEnd);
  const at = findText(bytes, ownMessage);
  if (at < 0) throw new Error('MicroPython lacks a message it should have; its version must be 1.27.0');
  for (let index = 0; index < message.length; index++) bytes[at + index] = message.charCodeAt(index);
}

/** Where a text without characters beyond ASCII begins, or -1. */
export function findText(bytes: Uint8Array, text: string): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length++;
    if (length === text.length) return at;
  }
  return -1;
}
