/**
 * What is plugged in, by USB vendor and product. Sources: Raspberry Pi's own list (github.com/raspberrypi/usb-pid),
 * the boards of MicroPython (`MICROPY_HW_USB_PID` in ports/rp2) and of CircuitPython (`USB_PID` in ports/raspberrypi),
 * and for the bridges the drivers of Linux (drivers/usb/serial).
 */

/**
 * What is at a serial port or at USB, before a byte was exchanged.
 * - `micropython`: a Pico with MicroPython, or one that says so.
 * - `circuitpython`: a Pico with CircuitPython.
 * - `bootsel`: a Pico that waits for firmware; it has no port.
 * - `debug-probe`: Raspberry Pi's Debug Probe, or a Pico that plays one: no board to program.
 * - `bridge`: a USB–serial chip; what is behind it, if anything, only its answers can tell.
 * - `unknown`: nothing that is known.
 */
export type BoardNature = 'micropython' | 'circuitpython' | 'bootsel' | 'debug-probe' | 'bridge' | 'unknown';

/** One kind of thing. */
export interface UsbEntry {
  readonly vendorId: number;
  /** Absent: every product of this vendor that has no line of its own. */
  readonly productId?: number;
  readonly nature: BoardNature | 'nothing';
  /** What it calls itself in a shop, where that tells more than its nature. */
  readonly name?: string;
}

const raspberryPi = 0x2e8a;
const adafruit = 0x239a;

/** The first line that fits says what it is; `nothing` of ours is not shown. */
export const usbCatalogue: readonly UsbEntry[] = [
  { vendorId: raspberryPi, productId: 0x0003, nature: 'bootsel', name: 'Pico' },
  { vendorId: raspberryPi, productId: 0x000f, nature: 'bootsel', name: 'Pico 2' },
  { vendorId: raspberryPi, productId: 0x0005, nature: 'micropython' },
  { vendorId: raspberryPi, productId: 0x000b, nature: 'circuitpython', name: 'Pico 2' },
  { vendorId: adafruit, productId: 0x80f4, nature: 'circuitpython', name: 'Pico' },
  { vendorId: adafruit, productId: 0x8120, nature: 'circuitpython', name: 'Pico W' },
  { vendorId: adafruit, productId: 0x8162, nature: 'circuitpython', name: 'Pico 2 W' },
  { vendorId: raspberryPi, productId: 0x0004, nature: 'debug-probe', name: 'Picoprobe' },
  { vendorId: raspberryPi, productId: 0x000c, nature: 'debug-probe', name: 'Debug Probe' },
  // Hubs, keyboards, a network gadget, a drive.
  ...[0x000d, 0x000e, 0x0010, 0x0011, 0x0013, 0x0030].map((productId): UsbEntry => ({
    vendorId: raspberryPi,
    productId,
    nature: 'nothing',
  })),
  // Programs in C, and boards of other makers with the chip of a Pico: many of them run MicroPython.
  { vendorId: raspberryPi, nature: 'unknown' },

  { vendorId: 0x10c4, productId: 0xea60, nature: 'bridge', name: 'CP2102' },
  { vendorId: 0x10c4, productId: 0xea70, nature: 'bridge', name: 'CP2105' },
  { vendorId: 0x10c4, productId: 0xea71, nature: 'bridge', name: 'CP2108' },
  { vendorId: 0x1a86, productId: 0x7523, nature: 'bridge', name: 'CH340' },
  { vendorId: 0x1a86, productId: 0x5523, nature: 'bridge', name: 'CH341' },
  { vendorId: 0x1a86, productId: 0x55d3, nature: 'bridge', name: 'CH343' },
  { vendorId: 0x1a86, productId: 0x55d4, nature: 'bridge', name: 'CH9102' },
  { vendorId: 0x0403, productId: 0x6001, nature: 'bridge', name: 'FT232' },
  { vendorId: 0x0403, productId: 0x6010, nature: 'bridge', name: 'FT2232' },
  { vendorId: 0x0403, productId: 0x6011, nature: 'bridge', name: 'FT4232' },
  { vendorId: 0x0403, productId: 0x6014, nature: 'bridge', name: 'FT232H' },
  { vendorId: 0x0403, productId: 0x6015, nature: 'bridge', name: 'FT231X' },
  { vendorId: 0x067b, productId: 0x2303, nature: 'bridge', name: 'PL2303' },
  { vendorId: 0x067b, productId: 0x23a3, nature: 'bridge', name: 'PL2303' },
];
