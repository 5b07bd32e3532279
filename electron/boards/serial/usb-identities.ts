/** Who is at a serial port, by what its USB device says of itself. */

import { usbCatalogue, type BoardNature, type UsbEntry } from '../../../resources/boards/usb-catalogue.ts';
import type { UsbIdentity } from '../../../runtime/link.ts';
import type { ListedPort } from './listed-port.ts';

export type { BoardNature } from '../../../resources/boards/usb-catalogue.ts';

/** What something is, and its name where the catalogue has one. `nothing`: it does not concern us. */
export type PortIdentity = Pick<UsbEntry, 'nature' | 'name'>;

/** Who is at a port. A port without USB identity (Bluetooth, a modem, the back of the computer) is `nothing`. */
export function identityOf(port: ListedPort): PortIdentity {
  if (!port.usb) return { nature: 'nothing' };
  const listed = entryOf(port.usb);
  if (listed?.productId !== undefined) return listed;
  // Boards of other makers have numbers of their own, and the same firmware.
  if (port.interfaceName?.startsWith('CircuitPython')) return { nature: 'circuitpython' };
  if (port.manufacturer === 'MicroPython') return { nature: 'micropython' };
  return listed ?? { nature: 'nothing' };
}

/** Whether a USB device is worth telling of although it has no port. */
export function countsWithoutPort(usb: UsbIdentity): boolean {
  return entryOf(usb)?.nature === 'bootsel';
}

function entryOf({ vendorId, productId }: UsbIdentity): UsbEntry | undefined {
  const ofVendor = usbCatalogue.filter((entry) => entry.vendorId === vendorId);
  return (
    ofVendor.find((entry) => entry.productId === productId) ??
    ofVendor.find((entry) => entry.productId === undefined)
  );
}

/** Whether it is a board for all that is known, so that it may be offered unasked. */
export function isBoard(nature: BoardNature | undefined): boolean {
  return nature === 'micropython' || nature === 'circuitpython' || nature === 'unknown';
}
