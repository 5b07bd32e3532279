/** Entry of the process that watches the ports. It ends with the process that started it, and never keeps it. */

import { watch } from 'node:fs';
import { uptime } from 'node:os';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import { listSystemPorts } from './system-ports.ts';
import { watchPorts, type PortMessage } from './port-watch-loop.ts';

/** What Electron gives its utility processes; Node's own children have `process.send`. */
interface ElectronProcess {
  readonly parentPort?: { postMessage(message: PortMessage): void };
}

const { parentPort } = process as ElectronProcess;
const tell = (message: PortMessage): void => {
  if (parentPort) parentPort.postMessage(message);
  else if (process.connected) process.send?.(message);
};
process.once('disconnect', () => process.exit(0));

/** This process lives by its clock: its timers do keep it. */
const clock: Clock = {
  now: () => systemClock.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};

/** Where udev notes what it has set up: quieter than /dev, and written when the owner of a port is settled. */
const udevNotes = '/run/udev/data';

function onEvent(changed: () => void): void {
  if (process.platform !== 'linux') return;
  try {
    watch(udevNotes, changed).on('error', () => undefined);
  } catch {
    // There is no udev here: looking now and then has to do.
  }
}

watchPorts({ list: () => listSystemPorts(), onEvent, tell, clock, uptime });
