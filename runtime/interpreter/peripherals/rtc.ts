/** `machine.RTC`. The clock itself is the interpreter's, which `time` reads too. */

import type { PeripheralDefinition } from '../peripheral.ts';
import python from '../python/rtc.py?raw';

export const rtc: PeripheralDefinition = {
  name: 'rtc',
  python: [{ module: 'machine', source: python }],
  create: () => ({ functions: {}, reset: () => undefined }),
};
