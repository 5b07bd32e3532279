/** A bound on the interpreter's memory, whatever the program does: the host must not suffer. */

import type { Imports } from './load-micropython.ts';

/**
 * Bytes of memory, everything included, at which the interpreter is ended. Python's heap never grows;
 * what does are strings on their way between Python and JavaScript. build/micropython sets the same.
 */
export const hardMemoryLimit = 4 * 1024 * 1024;

/**
 * Replaces the import that lets memory grow. Beyond the limit `exceeded` is called and the thread
 * waits to be ended: the package goes on with address 0 when it gets no memory.
 */
export function limitMemory(imports: Imports, exceeded: () => void): void {
  const environment = imports['env'] ?? {};
  const grow = environment['emscripten_resize_heap'] as unknown as (size: number) => boolean;
  environment['emscripten_resize_heap'] = (size: number): boolean => {
    if (size >>> 0 <= hardMemoryLimit) return grow(size);
    exceeded();
    return waitToBeEnded();
  };
}

/** Blocks this thread until the host ends it. */
export function waitToBeEnded(): never {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  for (;;) Atomics.wait(nobody, 0, 0);
}
