/**
 * Takes modules that no Pico has out of the interpreter's tables, as if it had been built without them.
 *
 * The package comes with a good part of Python's library frozen in, and with a bridge to JavaScript.
 * A file of the board may have the same name: once the table does not list it, that file is found.
 */

import { staticDataEnd } from './addresses.ts';
import { findText } from './compiler-message.ts';

/** A neighbourhood that only the list of frozen modules has: names in order, each ended by a zero. */
const frozenNeighbours = '\0asyncio/event.py\0asyncio/funcs.py\0asyncio/lock.py\0';

/** The list ends at the first empty name: none is left. Throws when it cannot be found. */
export function forgetFrozenModules(memory: WebAssembly.Memory): void {
  const bytes = new Uint8Array(memory.buffer, 0, staticDataEnd);
  const before = findText(bytes, frozenNeighbours);
  if (before < 0) {
    throw new Error('MicroPython does not list its frozen modules as expected; its version must be 1.27.0');
  }
  bytes[before + 1] = 0;
}

/** Takes a built-in module, by its address, out of the table that `import` searches. Throws when it is not there. */
export function forgetBuiltinModule(memory: WebAssembly.Memory, module: number): void {
  const words = new Uint32Array(memory.buffer, 0, staticDataEnd >> 2);
  const entries: number[] = [];
  for (let at = words.indexOf(module, 1); at > 0; at = words.indexOf(module, at + 1)) {
    if (isInternedName(words[at - 1] ?? 0)) entries.push(at - 1);
  }
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw new Error('MicroPython does not list its modules as expected; its version must be 1.27.0');
  }
  words[entry] = 0;
}

/** Interned strings are objects whose last three bits are 010. */
function isInternedName(object: number): boolean {
  return (object & 7) === 2 && object >> 3 !== 0;
}
