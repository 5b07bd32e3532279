import type { PinState } from '../../electron/api.ts';

/** What a person can connect a pin to: high, low, or nothing. */
export type Drive = PinState['driven'];

/** Whether something outside can set this pin's level. */
export function canBeDriven({ function: use, driven }: PinState): boolean {
  return use === 'input' || use === 'unused' || use === 'open-drain' || driven !== null;
}

/**
 * What one click on a pin connects it to. With a pull resistor that is a button: pressed or not.
 * Without one it goes round: high, low, nothing.
 */
export function nextDrive({ pull, driven }: PinState): Drive {
  if (pull === 'up') return driven === null ? 0 : null;
  if (pull === 'down') return driven === null ? 1 : null;
  return driven === null ? 1 : driven === 1 ? 0 : null;
}
