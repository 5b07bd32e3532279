/** The modules around the hardware: what `os`, `help()` and others have on a Pico, and what is not simulated. */

import { moduleNames } from '../micropython/module-names.ts';
import { notSimulatedParts } from '../not-simulated.ts';
import type { PeripheralContext, PeripheralDefinition } from '../peripheral.ts';
import help from '../python/help.py?raw';
import micropython from '../python/micropython.py?raw';
import os from '../python/os.py?raw';
import thread from '../python/thread.py?raw';
import vfs from '../python/vfs.py?raw';

export const library: PeripheralDefinition = {
  name: 'library',
  python: [
    { module: 'micropython', source: micropython },
    { module: 'os', source: os },
    { module: 'vfs', source: vfs },
    { module: 'builtins', source: help },
    { module: '_thread', source: thread },
    ...notSimulatedParts,
  ],
  create: (context: PeripheralContext) => ({
    functions: { library_modules: () => moduleNames(context.model).join(' ') },
    reset: () => undefined,
  }),
};
