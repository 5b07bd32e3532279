/** The functions of `machine` that concern the chip as a whole, and the button: resets, clocks, BOOTSEL. */

import { boardField, PinBank } from '../../hardware/pin-bank.ts';
import { isReachableClock } from '../../hardware/system-clock.ts';
import type { Peripheral, PeripheralContext, PeripheralDefinition } from '../peripheral.ts';
import argumentsPython from '../python/arguments.py?raw';
import chipPython from '../python/chip.py?raw';
import needsExactPython from '../python/needs_exact.py?raw';
import rp2Python from '../python/rp2.py?raw';

/** `machine.PWRON_RESET`, `machine.WDT_RESET`: a reset by program is done with the watchdog. */
const resetCause = { powerOn: 1, watchdog: 3 } as const;

const boardNames = { pico: 'Pico', 'pico-w': 'Pico W' } as const;

function create(context: PeripheralContext): Peripheral {
  const bank = new PinBank(context.hardware);
  let held = 0;

  function setClock(hertz: number): boolean {
    const kilohertz = Math.trunc(hertz / 1000);
    if (!isReachableClock(kilohertz)) return false;
    bank.writeBoard(boardField.systemClock, kilohertz * 1000);
    return true;
  }

  function holdInterrupts(hold: number): number {
    const before = held;
    held = hold === 0 ? 0 : 1;
    context.holdEvents(held === 1);
    return before;
  }

  return {
    functions: {
      chip_board_name: () => boardNames[context.model],
      chip_reset: () => {
        bank.writeBoard(boardField.resetAsked, 1);
        context.powerCycle();
      },
      chip_reset_cause: () =>
        bank.readBoard(boardField.resetByProgram) === 1 ? resetCause.watchdog : resetCause.powerOn,
      chip_unique_id: () =>
        Array.from(context.uniqueId, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      chip_clock: () => bank.readBoard(boardField.systemClock),
      chip_set_clock: setClock,
      chip_hold_interrupts: holdInterrupts,
      chip_random_byte: () => crypto.getRandomValues(new Uint8Array(1))[0],
      bootsel_pressed: () => bank.readBoard(boardField.bootsel),
    },
    reset: () => void holdInterrupts(0),
  };
}

/** What other Python sides import: first in the list. */
export const sharedPython: PeripheralDefinition = {
  name: 'shared-python',
  python: [
    { module: '_arguments', source: argumentsPython, hidden: true },
    { module: '_needs_exact', source: needsExactPython, hidden: true },
  ],
  create: () => ({ functions: {}, reset: () => undefined }),
};

export const chip: PeripheralDefinition = {
  name: 'chip',
  python: [
    { module: 'machine', source: chipPython },
    { module: 'rp2', source: rp2Python },
  ],
  create,
};
