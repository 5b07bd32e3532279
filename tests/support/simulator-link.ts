import { randomBytes } from 'node:crypto';
import { FolderFiles } from '../../runtime/interpreter/files/folder-files.ts';
import { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import { boardComputer } from '../../electron/boards/board-computer.ts';
import { builtThreads } from './simulated-board.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A Link to a fresh simulated board with a folder of its own, for the running test; not opened yet. */
export async function createSimulatorLink(): Promise<SimulatorLink> {
  const root = await temporaryFolder();
  return new SimulatorLink({
    label: 'Simulated Pico',
    model: 'pico',
    uniqueId: randomBytes(8),
    root,
    threads: builtThreads,
    files: new FolderFiles(boardComputer, root),
  });
}
