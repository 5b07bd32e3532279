/** The millisecond clock that MicroPython's own C code reads: the same one that `time` counts on. */

import type { InterpreterCore } from '../interpreter-core.ts';
import type { Imports } from '../micropython/load-micropython.ts';

/** Replaces the import. Before the core is there the clock stands at 0. */
export function installClock(imports: Imports, core: () => InterpreterCore | null): void {
  const environment = imports['env'] ?? {};
  environment['mp_js_ticks_ms'] = () => core()?.ticksMilliseconds() ?? 0;
}
