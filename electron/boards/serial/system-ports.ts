/** The serial ports of this computer, looked at when asked: for commands that are over soon. */

import { existsSync } from 'node:fs';
import type { ListedPort, SerialSystem } from './listed-port.ts';
import { listLinuxPorts } from './linux-ports.ts';
import { listNativePorts } from './native-ports.ts';

/** Lists them as this system does. Throws where that cannot be done, and may hang with a driver. */
export function listSystemPorts(): Promise<ListedPort[]> {
  return process.platform === 'linux' ? listLinuxPorts() : listNativePorts();
}

/** True where there is a port of this name, listed or not. */
export function hasSystemPort(path: string): boolean {
  return process.platform === 'win32' ? /^COM\d+$/i.test(path) : path.startsWith('/') && existsSync(path);
}

/** The ports as they are at the moment; nothing watches them. */
export const serialSystem: SerialSystem = {
  listPorts: listSystemPorts,
  hasPort: hasSystemPort,
  onChange: () => () => undefined,
};
