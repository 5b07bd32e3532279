/** Boards on serial ports. */

import { existsSync } from 'node:fs';
import type { Unsubscribe, UsbIdentity } from '../../../runtime/link.ts';
import { t } from '../../../resources/messages/messages.ts';
import type { BoardSource, FoundBoard } from '../board-source.ts';
import { SerialLink, type CreatePort } from './serial-link.ts';
import { natureOf } from './usb-identities.ts';

/** Raspberry Pi's USB vendor id: every Pico with MicroPython on it. */
const raspberryPi = 0x2e8a;

/** A serial port as the system lists it. */
export interface ListedPort {
  readonly path: string;
  readonly usb?: UsbIdentity;
  readonly serialNumber?: string;
}

/** What serialport says about a port; ids are hexadecimal text. */
interface SystemPort {
  readonly path: string;
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
}

/** The operating system's part, replaced in tests. */
export interface SerialSystem {
  listPorts(): Promise<readonly ListedPort[]>;
  /** True where there is a port of this name, listed or not. */
  hasPort(path: string): boolean;
  /** Calls `listener` when `listPorts` would answer something else. */
  onChange(listener: () => void): Unsubscribe;
  readonly createPort?: CreatePort;
}

/** The real ports of this computer. */
export const serialSystem: SerialSystem = {
  async listPorts() {
    const { SerialPort } = await import('serialport');
    // Its own types name a package that only its dependencies see.
    const ports = (await SerialPort.list()) as SystemPort[];
    return ports.map(({ path, vendorId, productId, serialNumber }) => ({
      path,
      ...(vendorId &&
        productId && { usb: { vendorId: parseInt(vendorId, 16), productId: parseInt(productId, 16) } }),
      ...(serialNumber && { serialNumber }),
    }));
  },
  hasPort: (path) =>
    process.platform === 'win32' ? /^COM\d+$/i.test(path) : path.startsWith('/') && existsSync(path),
  /** Ports are looked for when asked. */
  onChange: () => () => undefined,
};

/** Picos that are plugged in, and any port that is asked for by name. */
export class SerialSource implements BoardSource {
  readonly #system: SerialSystem;

  constructor(system: SerialSystem = serialSystem) {
    this.#system = system;
  }

  async list(): Promise<FoundBoard[]> {
    const ports = await this.#system.listPorts();
    return ports.filter((port) => port.usb?.vendorId === raspberryPi).map((port) => this.#found(port));
  }

  async find(name: string): Promise<FoundBoard | null> {
    const ports = await this.#system.listPorts();
    const listed = ports.find((port) => port.path === name || port.serialNumber === name);
    if (listed) return this.#found(listed);
    return this.#system.hasPort(name) ? this.#found({ path: name }) : null;
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#system.onChange(listener);
  }

  #found(port: ListedPort): FoundBoard {
    const label = t('board:onPort', { port: port.path });
    const info = {
      kind: 'serial',
      label,
      ...(port.usb && { usb: port.usb }),
      ...(port.serialNumber !== undefined && { serialNumber: port.serialNumber }),
    } as const;
    return {
      id: `serial:${port.serialNumber ?? port.path}`,
      kind: 'serial',
      address: port.path,
      ...(port.serialNumber !== undefined && { serialNumber: port.serialNumber }),
      label,
      port: port.path,
      ...(port.usb && { usb: port.usb }),
      nature: natureOf(port.usb),
      createLink: async () => new SerialLink(port.path, info, this.#system.createPort),
    };
  }
}
