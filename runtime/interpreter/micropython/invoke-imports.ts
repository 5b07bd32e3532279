/**
 * Replaces the package's `invoke_*` imports, through which C code calls what may `longjmp`.
 *
 * The stock ones check a table at every call; plain ones make loops up to twice as fast.
 */

import type { Imports, MicroPythonExports } from './load-micropython.ts';

type TableFunction = (...parameters: number[]) => number;

/** Replaces the imports; before the interpreter is loaded. */
export function installInvoke(imports: Imports, exports: () => MicroPythonExports): void {
  const environment = imports['env'] ?? {};
  const table: TableFunction[] = [];
  for (const name of Object.keys(environment)) {
    if (name.startsWith('invoke_')) environment[name] = invokeImport(table, exports);
  }
}

/** One function per import, so that each stays specialised to its own callees. */
function invokeImport(table: TableFunction[], exports: () => MicroPythonExports): TableFunction {
  return (index, ...parameters) => {
    const { emscripten_stack_get_current, _emscripten_stack_restore, setThrew } = exports();
    const stack = emscripten_stack_get_current();
    try {
      const callee = (table[index] ??= exports().__indirect_function_table.get(index) as TableFunction);
      return callee(...parameters);
    } catch (error) {
      _emscripten_stack_restore(stack);
      // Emscripten's longjmp throws a number; anything else is not ours to catch.
      if (typeof error !== 'number') throw error;
      setThrew(1, 0);
      return 0;
    }
  };
}
