/** The Python sides that belong to the interpreter itself, whatever the board has. */

import type { PythonPart } from './peripheral.ts';
import builtins from './shims/builtins.py?raw';
import time from './shims/time.py?raw';

/** Loaded before the parts of the peripherals. */
export const coreParts: readonly PythonPart[] = [
  { module: 'time', source: time },
  { module: 'builtins', source: builtins },
];
