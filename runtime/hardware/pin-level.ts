/** What is on a pin, seen from outside, worked out from the words in the pin bank. */

import { functionSelect } from './function-select.ts';
import { notDriven, pinField, type PinBank, pullBit } from './pin-bank.ts';
import { pwmOutput } from './pwm-output.ts';
import type { PinFunction, Pull } from './virtual-hardware.ts';

/**
 * The level on a GPIO. An output of the chip wins over what is connected outside; a pin that nobody drives
 * follows its pull resistor and else reads 0. A pin with PWM counts as high while its share is above a half.
 */
export function levelOf(bank: PinBank, gpio: number): 0 | 1 {
  const select = bank.readPin(pinField.function, gpio);
  if (select === functionSelect.pwm) return pwmOutput(bank, gpio).duty > 0.5 ? 1 : 0;
  if (select !== functionSelect.none && bank.readPin(pinField.outputEnable, gpio) === 1) {
    return bank.readPin(pinField.output, gpio) === 1 ? 1 : 0;
  }
  const driven = bank.readPin(pinField.driven, gpio);
  if (driven !== notDriven) return driven === 1 ? 1 : 0;
  return bank.readPin(pinField.pulls, gpio) === pullBit.up ? 1 : 0;
}

/** What a GPIO is used for. */
export function functionOf(bank: PinBank, gpio: number): PinFunction {
  switch (bank.readPin(pinField.function, gpio)) {
    case functionSelect.none:
      return bank.readPin(pinField.inputEnable, gpio) === 0 ? 'analog' : 'unused';
    case functionSelect.pwm:
      return 'pwm';
    case functionSelect.sio:
      if (bank.readPin(pinField.openDrain, gpio) === 1) return 'open-drain';
      return bank.readPin(pinField.outputEnable, gpio) === 1 ? 'output' : 'input';
    default:
      return 'peripheral';
  }
}

/** The pull resistor that matters. With both on, which holds the last level, none does. */
export function pullOf(bank: PinBank, gpio: number): Pull {
  const pulls = bank.readPin(pinField.pulls, gpio);
  if (pulls === pullBit.up) return 'up';
  return pulls === pullBit.down ? 'down' : 'none';
}
