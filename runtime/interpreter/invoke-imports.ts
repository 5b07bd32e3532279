/**
 * Replaces the package's `invoke_*` imports, through which C code calls what may `longjmp`.
 *
 * The stock ones check a table at every call; plain ones make loops up to twice as fast. They are
 * also the place where a heap that asks to be collected is noticed.
 */

import { addresses } from './addresses.ts';
import type { Imports, MicroPythonExports } from './load-micropython.ts';

type TableFunction = (...parameters: number[]) => number;

/** Set up before the interpreter is loaded, completed afterwards. */
export class InvokeImports {
  #table: TableFunction[] = [];
  #memory = new Uint8Array(addresses.collectPending + 1);
  #collect: () => void = () => undefined;

  /** From now on `request` is called whenever the heap asks to be collected. */
  watchHeap(memory: WebAssembly.Memory, request: () => void): void {
    this.#memory = new Uint8Array(memory.buffer);
    this.#collect = request;
  }

  /** Replaces the imports. */
  install(imports: Imports, exports: () => MicroPythonExports): void {
    const environment = imports['env'] ?? {};
    for (const name of Object.keys(environment)) {
      if (name.startsWith('invoke_')) environment[name] = this.#invoke(exports) as never;
    }
  }

  /** One function per import, so that each stays specialised to its own callees. */
  #invoke(exports: () => MicroPythonExports): TableFunction {
    return (index, ...parameters) => {
      const { emscripten_stack_get_current, _emscripten_stack_restore, setThrew } = exports();
      const stack = emscripten_stack_get_current();
      let result = 0;
      try {
        const callee = this.#table[index] ?? this.#lookUp(exports(), index);
        result = callee(...parameters);
      } catch (error) {
        _emscripten_stack_restore(stack);
        // Emscripten's longjmp throws a number; anything else is not ours to catch.
        if (typeof error !== 'number') throw error;
        setThrew(1, 0);
      }
      if (this.#memory[addresses.collectPending] !== 0) this.#collect();
      return result;
    };
  }

  #lookUp(exports: MicroPythonExports, index: number): TableFunction {
    const callee = exports.__indirect_function_table.get(index) as TableFunction;
    this.#table[index] = callee;
    return callee;
  }
}
