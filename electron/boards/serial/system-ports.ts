/** The serial ports of this computer, looked at when asked: for commands that are over soon. */

import { existsSync } from 'node:fs';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import type { Unsubscribe } from '../../../runtime/link.ts';
import type { Problem } from '../../api.ts';
import { describeProblem } from '../../problem.ts';
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

/** Listing may take this long, in milliseconds. */
const patience = 5000;

/** The ports as they are at the moment; nothing watches them. */
export class SystemPorts implements SerialSystem {
  readonly #list: () => Promise<readonly ListedPort[]>;
  readonly #clock: Clock;
  readonly #problemListeners = new Set<(problem: Problem) => void>();

  constructor(list: () => Promise<readonly ListedPort[]> = listSystemPorts, clock = systemClock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** What cannot be listed is told as a problem, and is nothing: other boards are found all the same. */
  async listPorts(): Promise<readonly ListedPort[]> {
    let cancel = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.#clock.after(patience, () => reject(new Error('timeout')));
    });
    try {
      return await Promise.race([this.#list(), late]);
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
      const problem = describeProblem('ports-unlisted', { reason });
      for (const listener of [...this.#problemListeners]) listener(problem);
      return [];
    } finally {
      cancel();
    }
  }

  hasPort(path: string): boolean {
    return hasSystemPort(path);
  }

  onChange(): Unsubscribe {
    return () => undefined;
  }

  onProblem(listener: (problem: Problem) => void): Unsubscribe {
    this.#problemListeners.add(listener);
    return () => this.#problemListeners.delete(listener);
  }
}
