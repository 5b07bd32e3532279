/** Who is at a serial port, by its USB identity. */

import type { UsbIdentity } from '../../../runtime/link.ts';

/**
 * What is at a serial port or at USB, before a byte was exchanged.
 * - `micropython`: a Pico with MicroPython, or one that says so.
 * - `circuitpython`: a Pico with CircuitPython.
 * - `bootsel`: a Pico that waits for firmware; it has no port.
 * - `debug-probe`: Raspberry Pi's Debug Probe, or a Pico that plays one: no board to program.
 * - `bridge`: a USB–serial chip; what is behind it, if anything, only its answers can tell.
 * - `unknown`: a port that says nothing of itself.
 */
export type BoardNature = 'micropython' | 'circuitpython' | 'bootsel' | 'debug-probe' | 'bridge' | 'unknown';

/** Raspberry Pi's USB vendor id. */
const raspberryPi = 0x2e8a;

/** What somebody with this USB identity is. */
export function natureOf(usb: UsbIdentity | undefined): BoardNature {
  return usb?.vendorId === raspberryPi ? 'micropython' : 'unknown';
}
