/** Where garbage collection plugs into the interpreter. */

import type { LoadedMicroPython } from './load-micropython.ts';

/** Collects garbage while Python runs. */
export interface Collector {
  /**
   * Called from the interpreter's busiest imports, right after the heap asked to be collected
   * (`addresses.collectPending`). Must be quick: it asks for a call of `serve`.
   */
  request(): void;
  /** Called at a place where the virtual machine calls out (the scheduler's hook). */
  serve(): void;
}

/** Makes the collector of one interpreter. `poke` asks for the scheduler's hook. */
export function createCollector(_loaded: LoadedMicroPython, _poke: () => void): Collector {
  return { request: () => undefined, serve: () => undefined };
}
