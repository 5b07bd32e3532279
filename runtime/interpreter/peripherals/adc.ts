/** `machine.ADC`. */

import { readConverter } from '../../hardware/converter.ts';
import { PinBank } from '../../hardware/pin-bank.ts';
import { ProgramPins } from '../../hardware/program-pins.ts';
import type { Peripheral, PeripheralContext, PeripheralDefinition } from '../peripheral.ts';
import python from '../python/adc.py?raw';

function create(context: PeripheralContext): Peripheral {
  const bank = new PinBank(context.hardware);
  const pins = new ProgramPins(bank, () => undefined, context.now);
  return {
    functions: {
      adc_attach: (gpio: number) => pins.makeAnalog(gpio),
      adc_read: (channel: number) => readConverter(bank, channel),
    },
    reset: () => undefined,
  };
}

export const adc: PeripheralDefinition = {
  name: 'adc',
  python: [{ module: 'machine', source: python }],
  create,
};
