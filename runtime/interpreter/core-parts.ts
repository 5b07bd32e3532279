/** The Python sides that belong to the interpreter itself, whatever the board has. */

import type { PythonPart } from './peripheral.ts';
import asyncio from './shims/asyncio.py?raw';
import builtins from './shims/builtins.py?raw';
import select from './shims/select.py?raw';
import time from './shims/time.py?raw';

/** Loaded before the parts of the peripherals. */
export const coreParts: readonly PythonPart[] = [
  { module: 'time', source: time },
  { module: 'builtins', source: builtins },
  { module: 'select', source: select },
  { module: 'asyncio', source: asyncio, fresh: true },
];
