/** `machine.PWM`. */

import { functionSelect } from '../../hardware/function-select.ts';
import { PinBank, pinField } from '../../hardware/pin-bank.ts';
import { PwmUnit } from '../../hardware/pwm-unit.ts';
import type { Peripheral, PeripheralContext, PeripheralDefinition } from '../peripheral.ts';
import python from '../python/pwm.py?raw';

function create(context: PeripheralContext): Peripheral {
  const bank = new PinBank(context.hardware);
  const unit = new PwmUnit(bank);
  return {
    functions: {
      pwm_take: (gpio: number) => unit.take(gpio),
      pwm_attach: (gpio: number) => {
        bank.writePin(pinField.inputEnable, gpio, 1);
        bank.writePin(pinField.function, gpio, functionSelect.pwm);
      },
      pwm_start: (gpio: number) => unit.start(gpio),
      pwm_restart: (gpio: number) => unit.restart(gpio),
      pwm_stop: (gpio: number) => unit.stop(gpio),
      pwm_inverted: (gpio: number) => unit.inverted(gpio),
      pwm_invert: (gpio: number, invert: boolean) => unit.invert(gpio, invert),
      pwm_frequency: (gpio: number) => unit.frequency(gpio),
      pwm_set_frequency: (gpio: number, hertz: number) => unit.setFrequency(gpio, hertz),
      pwm_share: (gpio: number) => unit.dutyU16(gpio),
      pwm_set_share: (gpio: number, share: number) => unit.setDutyU16(gpio, share),
      pwm_nanoseconds: (gpio: number) => unit.dutyNanoseconds(gpio),
      pwm_set_nanoseconds: (gpio: number, nanoseconds: number) => unit.setDutyNanoseconds(gpio, nanoseconds),
    },
    reset: () => unit.stopAll(),
  };
}

export const pwm: PeripheralDefinition = {
  name: 'pwm',
  python: [{ module: 'machine', source: python }],
  create,
};
