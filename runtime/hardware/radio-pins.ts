/**
 * The pins of the radio chip of a Pico W: `WL_GPIO0` (the LED), `WL_GPIO1` (saves power in the supply) and
 * `WL_GPIO2` (senses power on USB). Source: Raspberry Pi Pico W datasheet, section 2.1.
 */

import type { PinBank } from './pin-bank.ts';

/** The pin that senses power on USB; the simulated board always has it. */
const usbPowerPin = 2;

/** The program's side of the radio's pins; `pin` is 0 to 2. */
export class RadioPins {
  constructor(readonly bank: PinBank) {}

  /** Makes the pin an output with `level`; -1 keeps the level it was given before. */
  makeOutput(pin: number, level: number): void {
    this.bank.writeRadioEnable(pin, 1);
    if (level !== -1) this.bank.writeRadioOutput(pin, level);
  }

  /** Makes the pin an input. What it drove stays, as on a Pico W. */
  makeInput(pin: number): void {
    this.bank.writeRadioEnable(pin, 0);
  }

  read(pin: number): 0 | 1 {
    if (pin === usbPowerPin && this.bank.readRadioEnable(pin) === 0) return 1;
    return this.bank.readRadioOutput(pin) === 1 ? 1 : 0;
  }

  write(pin: number, level: 0 | 1): void {
    this.bank.writeRadioOutput(pin, level);
  }

  toggle(pin: number): void {
    this.bank.writeRadioOutput(pin, 1 - this.bank.readRadioOutput(pin));
  }

  /** The part of a pin's `repr` between name and bracket. */
  describe(pin: number): string {
    return this.bank.readRadioEnable(pin) === 1 ? 'mode=OUT' : 'mode=IN';
  }
}
