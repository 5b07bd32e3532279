/** Files whose name hides one of MicroPython's own modules from `import`. */

import { describeProblem } from '../problem.ts';
import type { Problem } from '../api.ts';

/** Modules of a Pico that programs import (MicroPython 1.27, ports/rp2). */
const modules = new Set(
  (
    'aioble array asyncio binascii bluetooth builtins cmath collections cryptolib deflate dht ds18x20 errno ' +
    'framebuf gc hashlib heapq io json lwip machine math micropython mip neopixel network ntptime onewire os ' +
    'platform random re requests rp2 select socket ssl struct sys time tls uasyncio uctypes vfs webrepl zlib'
  ).split(' '),
);

/** The warning for a file called, say, `machine.py`; `undefined` for a harmless name. */
export function shadowWarning(name: string): Problem | undefined {
  const module = /^(.+)\.m?py$/.exec(name)?.[1];
  return module !== undefined && modules.has(module)
    ? describeProblem('file-shadows-module', { name, module })
    : undefined;
}
