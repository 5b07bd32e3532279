import type { BoardRegistry } from '../boards/board-registry.ts';
import type { SimulatorSource } from '../boards/simulator-source.ts';

/** Does something with the folder of the simulated boards while none of them runs; afterwards they start anew. */
export async function withoutSimulators(
  boards: BoardRegistry,
  simulators: SimulatorSource,
  job: (folder: string) => Promise<void>,
): Promise<void> {
  const found = await simulators.list();
  for (const board of found) await boards.of(board).disconnect();
  try {
    await job(simulators.folder);
  } finally {
    // Their links still know the old folder.
    for (const board of found) await boards.of(board).replace(board);
  }
}
