/** Calls Python functions of ours from the native side, without parameters. */

import type { MicroPythonExports } from './load-micropython.ts';

/** Kinds of values that the package's bridge hands over (its proxy_c.h). */
const valueKind = { exception: -1, boolean: 2, integer: 3 } as const;
const outBytes = 16;

/** What a Python function may give back here. */
export type PythonResult = number | boolean | null;

/** A Python exception that reached the native side. */
export class PythonProblem extends Error {
  override readonly name = 'PythonProblem';
}

/**
 * Calls the Python function that the bridge keeps under `reference`. Throws `PythonProblem` with the
 * traceback.
 */
export function callPythonFunction(exports: MicroPythonExports, reference: number): PythonResult {
  const stack = exports.emscripten_stack_get_current();
  const out = exports._emscripten_stack_alloc(outBytes);
  try {
    exports.proxy_c_to_js_call(reference, 0, 0, out);
    const view = new DataView(exports.memory.buffer);
    const kind = view.getInt32(out, true);
    const value = view.getInt32(out + 4, true);
    if (kind === valueKind.exception) {
      const text = view.getUint32(out + 8, true);
      const message = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, text, value).slice());
      exports.free(text);
      throw new PythonProblem(message);
    }
    if (kind === valueKind.boolean) return value !== 0;
    return kind === valueKind.integer ? value : null;
  } finally {
    exports._emscripten_stack_restore(stack);
  }
}
