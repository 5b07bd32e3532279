import { randomBytes } from 'node:crypto';
import { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import { builtThreads } from './simulated-board.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A Link to a fresh simulated board with a folder of its own, for the running test; not opened yet. */
export async function createSimulatorLink(): Promise<SimulatorLink> {
  return new SimulatorLink({
    label: 'Simulated Pico',
    model: 'pico',
    uniqueId: randomBytes(8),
    root: await temporaryFolder(),
    threads: builtThreads,
  });
}
