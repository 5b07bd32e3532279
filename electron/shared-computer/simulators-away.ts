import type { BoardRegistry } from '../boards/board-registry.ts';
import type { SimulatedPicos, SimulatorFolders } from '../boards/simulated-picos.ts';

/** Does something with the folders of the simulated boards while none of them runs; afterwards they start anew. */
export async function withoutSimulators(
  boards: BoardRegistry,
  simulators: SimulatedPicos,
  job: (folders: SimulatorFolders) => Promise<void>,
): Promise<void> {
  const found = await simulators.list();
  for (const board of found) await boards.of(board).end();
  try {
    await job(simulators.folders);
  } finally {
    // Their links still know the old folder.
    for (const board of found) await boards.of(board).replace(board);
  }
}
