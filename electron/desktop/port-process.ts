import type { UtilityProcess, utilityProcess } from 'electron';
import type { PortMessage } from '../boards/serial/port-watch-loop.ts';
import type { PortProcess, StartPortProcess } from '../boards/serial/port-watch.ts';

/** Starts the process that watches the ports as one of Electron's: its packaged binary runs no plain Node. */
export function inUtilityProcess(utility: Pick<typeof utilityProcess, 'fork'>): StartPortProcess {
  return (file): PortProcess => {
    const child: UtilityProcess = utility.fork(file, [], { stdio: 'ignore', serviceName: 'Nibble ports' });
    return {
      onMessage: (listener) => void child.on('message', (message: PortMessage) => listener(message)),
      onEnd: (listener) => void child.once('exit', listener),
      kill: () => void child.kill(),
    };
  };
}
