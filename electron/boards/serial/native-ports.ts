/** The serial ports of macOS and Windows, as `serialport` lists them. */

import type { ListedPort } from './listed-port.ts';

/** What serialport says about a port; ids are hexadecimal text. */
export interface NativePort {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly locationId?: string | undefined;
  readonly pnpId?: string | undefined;
}

/** Throws where the native part of serialport cannot be loaded. */
export async function listNativePorts(): Promise<ListedPort[]> {
  const { SerialPort } = await import('serialport');
  // Its own types name a package that only its dependencies see.
  return ((await SerialPort.list()) as NativePort[]).map(readNativePort);
}

/** A port in our own words. */
export function readNativePort(port: NativePort): ListedPort {
  const { vendorId, productId, manufacturer, pnpId, locationId } = port;
  const path = port.path.replace(/^\/dev\/tty\./, '/dev/cu.'); // the one that does not wait for a carrier
  const interfaceNumber = interfaceIn(pnpId, path);
  return {
    path,
    ...(vendorId &&
      productId && { usb: { vendorId: parseInt(vendorId, 16), productId: parseInt(productId, 16) } }),
    ...(isNumber(port.serialNumber) && { serialNumber: port.serialNumber }),
    ...(manufacturer && { manufacturer }),
    ...(interfaceNumber !== undefined && { interfaceNumber }),
    // Windows says it of the interface, which tells nothing about the device.
    ...(locationId && pnpId === undefined && { place: locationId }),
  };
}

/** Where a device has no number, Windows makes one up that changes with the place it is plugged in at. */
function isNumber(text: string | undefined): text is string {
  return text !== undefined && text !== '' && !text.includes('&');
}

/** `…&MI_02\…` on Windows; on a Mac the name of a port ends with it. */
function interfaceIn(pnpId: string | undefined, path: string): number | undefined {
  const onWindows = /&MI_([0-9a-f]{2})/i.exec(pnpId ?? '')?.[1];
  if (onWindows !== undefined) return parseInt(onWindows, 16);
  const onMac = /usbmodem.*?(\d)$/.exec(path)?.[1];
  return onMac === undefined ? undefined : Number(onMac);
}
