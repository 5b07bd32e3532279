/** All peripherals of the simulated Pico. A new one is one line here. */

import type { PeripheralDefinition } from './peripheral.ts';

/** In the order in which their Python sides are loaded. */
export const peripherals: readonly PeripheralDefinition[] = [];
