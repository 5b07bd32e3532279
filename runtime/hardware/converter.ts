/**
 * The analog-to-digital converter (RP2040 datasheet, section 4.9): 12 bits of 3.3 V, without noise.
 */

import { functionSelect } from './function-select.ts';
import { notDriven, pinField, type PinBank } from './pin-bank.ts';
import { levelOf } from './pin-level.ts';

/** Channel of the temperature sensor inside the chip. */
export const temperatureChannel = 4;
/** GPIO of ADC channel 0. */
export const firstAnalogGpio = 26;

const highestReading = 4095;
const referenceVolts = 3.3;

/** Reads a channel, 0 to 4, as `ADC.read_u16()` gives it: 0 to 65535, in steps of 16. */
export function readConverter(bank: PinBank, channel: number): number {
  const share =
    channel === temperatureChannel
      ? sensorVolts(bank.readTemperature()) / referenceVolts
      : voltageShare(bank, channel);
  const reading = Math.round(Math.min(Math.max(share, 0), 1) * highestReading);
  return (reading << 4) | (reading >> 8);
}

/** A level that somebody drives, the chip itself or the outside, hides the voltage that was set. */
function voltageShare(bank: PinBank, channel: number): number {
  const gpio = firstAnalogGpio + channel;
  const select = bank.readPin(pinField.function, gpio);
  const output = select === functionSelect.sio && bank.readPin(pinField.outputEnable, gpio) === 1;
  if (output || bank.readPin(pinField.driven, gpio) !== notDriven) return levelOf(bank, gpio);
  return bank.readAnalog(channel);
}

/** The sensor gives 0.706 V at 27 °C and 1.721 mV less for each degree above (section 4.9.5). */
function sensorVolts(celsius: number): number {
  return 0.706 - (celsius - 27) * 0.001721;
}
