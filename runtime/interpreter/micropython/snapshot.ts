/**
 * Soft reset: puts the interpreter's memory back to what it was before the first program.
 *
 * Restoring takes a few milliseconds and leaves nothing of the program behind: no global, no module,
 * no object. The bridge's tables on the JavaScript side go back with it.
 */

import type { LoadedMicroPython } from './load-micropython.ts';

/** The tables that the package keeps in globals of its thread. */
interface BridgeTables {
  proxy_js_ref: unknown[];
  proxy_js_ref_next: number;
  proxy_js_ref_map: Map<unknown, number>;
  proxy_js_map: Map<unknown, unknown>;
  proxy_js_existing: unknown[];
}

const firstOwnStream = 3;

/** The state of one interpreter at the moment it was made. */
export class InterpreterSnapshot {
  readonly #content: Uint8Array;
  readonly #stack: number;
  readonly #tables: BridgeTables;
  readonly #folder: string;

  constructor(readonly loaded: LoadedMicroPython) {
    const memory = new Uint8Array(loaded.exports.memory.buffer);
    this.#content = memory.slice(0, lengthInUse(memory));
    this.#folder = loaded.python.FS.cwd();
    this.#stack = loaded.exports.emscripten_stack_get_current();
    const tables = bridgeTables();
    this.#tables = {
      proxy_js_ref: [...tables.proxy_js_ref],
      proxy_js_ref_next: tables.proxy_js_ref_next,
      proxy_js_ref_map: new Map(tables.proxy_js_ref_map),
      proxy_js_map: new Map(tables.proxy_js_map),
      proxy_js_existing: [...tables.proxy_js_existing],
    };
  }

  /** Puts everything back. No Python may be running. */
  restore(): void {
    this.#closeFiles();
    this.loaded.python.FS.chdir(this.#folder);
    const memory = new Uint8Array(this.loaded.exports.memory.buffer);
    memory.set(this.#content);
    memory.fill(0, this.#content.length, lengthInUse(memory));
    this.loaded.exports._emscripten_stack_restore(this.#stack);
    const tables = bridgeTables();
    tables.proxy_js_ref.splice(0, Infinity, ...this.#tables.proxy_js_ref);
    tables.proxy_js_ref_next = this.#tables.proxy_js_ref_next;
    tables.proxy_js_existing.splice(0, Infinity, ...this.#tables.proxy_js_existing);
    refill(tables.proxy_js_ref_map, this.#tables.proxy_js_ref_map);
    refill(tables.proxy_js_map, this.#tables.proxy_js_map);
  }

  #closeFiles(): void {
    const { FS } = this.loaded.python;
    for (const stream of [...(FS.streams as ({ fd: number } | null | undefined)[])]) {
      if (!stream || stream.fd < firstOwnStream) continue;
      try {
        FS.close(stream);
      } catch {
        // Its folder is gone, or the disk is full: nobody is left to be told.
      }
    }
  }
}

function bridgeTables(): BridgeTables {
  return globalThis as unknown as BridgeTables;
}

function refill<K, V>(map: Map<K, V>, content: Map<K, V>): void {
  map.clear();
  for (const [key, value] of content) map.set(key, value);
}

/** Bytes up to the last one that is not 0. */
function lengthInUse(memory: Uint8Array): number {
  const words = new Float64Array(memory.buffer, 0, memory.length >> 3);
  let length = words.length;
  while (length > 0 && Object.is(words[length - 1], 0)) length--;
  return length * 8;
}
