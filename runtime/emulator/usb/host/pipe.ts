/** Pipes: what the computer wants of one endpoint (USB 2.0, 5.3.2). */

import type { Saved } from '../../saved.ts';
import type { UsbDevicePort, UsbDirection } from '../usb-device-port.ts';

/** Largest packet of a bulk endpoint at full speed, in bytes. */
export const fullSpeedPacket = 64;

/** One end of a conversation with an endpoint. The wire asks it what comes next and has it done. */
export interface Pipe extends Saved {
  readonly endpoint: number;
  /** Kind of the next transaction; `null` while the computer wants nothing. A device cannot refuse a `setup`. */
  readonly next: UsbDirection | 'setup' | null;
  /** Bytes that the next transaction carries to the device. */
  readonly outLength: number;
  /** Carries the next transaction out. Its time on the wire has passed. */
  perform(device: UsbDevicePort, address: number): void;
}
