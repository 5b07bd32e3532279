/** `machine.Pin` and `machine.Signal`: the GPIO, and the radio's pins of a Pico W. */

import { gpioCount, PinBank, radioPinCount } from '../../hardware/pin-bank.ts';
import { pinMode, ProgramPins } from '../../hardware/program-pins.ts';
import { RadioPins } from '../../hardware/radio-pins.ts';
import header from '../../../resources/boards/header.json';
import type { Peripheral, PeripheralContext, PeripheralDefinition } from '../peripheral.ts';
import pinPython from '../python/pin.py?raw';
import pinsPython from '../python/pins.py?raw';
import signalPython from '../python/signal.py?raw';

/** GPIO of the LED on a plain Pico. */
const ledGpio = 25;

/** Python knows pins by one number: the GPIO, and behind them the pins of the radio. */
function radioPin(number: number): number {
  return number - gpioCount;
}

/** Names on the board, besides the chip's own `GPIO15`. */
function boardNames(context: PeripheralContext, number: number): string {
  if (number >= gpioCount) return `WL_GPIO${radioPin(number)}${number === gpioCount ? ' LED' : ''}`;
  if (number === ledGpio && context.model === 'pico') return `GP${ledGpio} LED`;
  return header.pins.find((pin) => pin.gpio === number)?.name ?? '';
}

function create(context: PeripheralContext): Peripheral {
  let handler = 0;
  const bank = new PinBank(context.hardware);
  const radio = new RadioPins(bank);
  const pins = new ProgramPins(
    bank,
    (gpio, edges) => context.post(handler, (gpio << 8) | edges),
    () => context.now(),
  );

  function configure(number: number, mode: number, level: number, alternate: number): boolean {
    if (number >= gpioCount) {
      if (mode === pinMode.output) radio.makeOutput(radioPin(number), level);
      else radio.makeInput(radioPin(number));
      return true;
    }
    if (mode === pinMode.input) pins.makeInput(number);
    else if (mode === pinMode.output) pins.makeOutput(number, level);
    else if (mode === pinMode.openDrain) pins.makeOpenDrain(number, level === 0 ? 0 : 1);
    else return pins.makeAlternate(number, alternate);
    return true;
  }

  return {
    functions: {
      pin_count: () => gpioCount + (context.model === 'pico-w' ? radioPinCount : 0),
      pin_is_external: (number: number) => number >= gpioCount,
      pin_chip_name: (number: number) =>
        number < gpioCount ? `GPIO${number}` : `EXT_GPIO${radioPin(number)}`,
      pin_board_names: (number: number) => boardNames(context, number),
      pin_connect: (interruptHandler: number) => void (handler = interruptHandler),
      pin_configure: configure,
      pin_pull: (gpio: number, pulls: number) => pins.setPulls(gpio, pulls),
      pin_read: (number: number) => (number < gpioCount ? pins.read(number) : radio.read(radioPin(number))),
      pin_write: (number: number, level: 0 | 1) =>
        number < gpioCount ? pins.write(number, level) : radio.write(radioPin(number), level),
      pin_toggle: (number: number) =>
        number < gpioCount ? pins.toggle(number) : radio.toggle(radioPin(number)),
      pin_describe: (number: number) =>
        number < gpioCount ? pins.describe(number) : radio.describe(radioPin(number)),
      pin_watch: (gpio: number, edges: number) => pins.watch(gpio, edges),
    },
    reset: () => pins.forgetInterrupts(),
    hardwareChanged: () => pins.takeEdges(),
  };
}

export const pin: PeripheralDefinition = {
  name: 'pin',
  python: [
    { module: 'machine', source: pinPython },
    { module: '_pins', source: pinsPython, hidden: true },
    { module: 'machine', source: signalPython },
  ],
  create,
};
