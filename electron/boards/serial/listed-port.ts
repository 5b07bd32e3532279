/** What the operating system says about serial ports, and about Picos that have none. */

import type { Unsubscribe, UsbIdentity } from '../../../runtime/link.ts';
import type { Problem } from '../../api.ts';
import type { CreatePort } from './serial-link.ts';

/** A serial port as the system lists it, or something at USB that is known by itself. */
export interface ListedPort {
  /** What opens it, `COM3` or `/dev/ttyACM0`. Absent for what has no port: a Pico in BOOTSEL mode. */
  readonly path?: string;
  readonly usb?: UsbIdentity;
  readonly serialNumber?: string;
  /** What it says of its maker; Windows names the maker of the driver. */
  readonly manufacturer?: string;
  /** Which of its device's interfaces this port is, where one device has several ports. */
  readonly interfaceNumber?: number;
  /** What that interface calls itself, where the system tells. */
  readonly interfaceName?: string;
  /** Where it is plugged in, in the system's own words: stays the same for as long as it does. */
  readonly place?: string;
}

/** The operating system's part, replaced in tests. */
export interface SerialSystem {
  /** What is known now; nothing is opened. */
  listPorts(): Promise<readonly ListedPort[]>;
  /** True where there is a port of this name, listed or not. */
  hasPort(path: string): boolean;
  /** Calls `listener` when `listPorts` would answer something else. Watching begins with the first listener. */
  onChange(listener: () => void): Unsubscribe;
  /** Calls `listener` when the computer woke from sleep: what was plugged in then may not be what it was. */
  onWake?(listener: () => void): Unsubscribe;
  /** Calls `listener` when ports cannot be listed here. */
  onProblem?(listener: (problem: Problem) => void): Unsubscribe;
  /** Opens ports; the real ones without. */
  readonly createPort?: CreatePort;
}
