/** All peripherals of the simulated Pico. A new one is one line here. */

import type { PeripheralDefinition } from './peripheral.ts';
import { adc } from './peripherals/adc.ts';
import { chip, sharedPython } from './peripherals/chip.ts';
import { library } from './peripherals/library.ts';
import { pin } from './peripherals/pin.ts';
import { pwm } from './peripherals/pwm.ts';
import { rtc } from './peripherals/rtc.ts';
import { timer } from './peripherals/timer.ts';

/** In the order in which their Python sides are loaded. */
export const peripherals: readonly PeripheralDefinition[] = [
  sharedPython,
  pin,
  pwm,
  adc,
  timer,
  rtc,
  chip,
  library,
];
