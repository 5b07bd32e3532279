/** What keeps humming: the outputs that are still on once a program ended. */

import type { HardwareSnapshot } from './virtual-hardware.ts';

/** An output that is on, "GP15 is on, PWM 50 %". */
export interface OutputLeftOn {
  /** GPIO number, or `LED` for the light on the board. */
  readonly pin: number | 'LED';
  /** Share of time it is on, 0 to 1; 1 for a plain high level. */
  readonly duty: number;
  readonly pwm: boolean;
}

const ledGpioOfPico = 25;

/** Lists the outputs that are high, or have a PWM share above 0, the LED first and then by number. */
export function outputsLeftOn(snapshot: HardwareSnapshot): OutputLeftOn[] {
  const left: OutputLeftOn[] = [];
  for (const pin of snapshot.pins) {
    const isLed = snapshot.model === 'pico' && pin.gpio === ledGpioOfPico;
    const name = isLed ? 'LED' : pin.gpio;
    if (pin.function === 'pwm' && pin.duty > 0)
      left.push({ pin: name, duty: pin.duty, pwm: pin.frequency > 0 });
    else if (pin.function === 'output' && pin.level === 1) left.push({ pin: name, duty: 1, pwm: false });
  }
  if (snapshot.model === 'pico-w' && snapshot.led > 0)
    left.push({ pin: 'LED', duty: snapshot.led, pwm: false });
  return left.sort((a, b) => (a.pin === 'LED' ? -1 : b.pin === 'LED' ? 1 : a.pin - b.pin));
}
