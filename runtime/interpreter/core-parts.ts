/** The Python sides that belong to the interpreter itself, whatever the board has. */

import type { PythonPart } from './peripheral.ts';
import asyncio from './python/asyncio.py?raw';
import input from './python/input.py?raw';
import select from './python/select.py?raw';
import streams from './python/streams.py?raw';
import time from './python/time.py?raw';

/** Loaded before the parts of the peripherals. */
export const coreParts: readonly PythonPart[] = [
  { module: 'time', source: time },
  { module: 'builtins', source: input },
  { module: 'select', source: select },
  { module: 'asyncio', source: asyncio },
  { module: 'asyncio', source: streams },
];
