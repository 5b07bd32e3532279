/** Which board a command is for. */

import { t } from '../../resources/messages/messages.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { FoundBoard } from '../boards/board-source.ts';
import { isBoard } from '../boards/serial/usb-identities.ts';
import { printableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The board that was named; without a name the one that is plugged in, else the simulator. `say` is then
 * told which one it is. Throws `UsageError` and `ProblemError`.
 */
export async function chooseBoard(
  boards: BoardRegistry,
  name: string | undefined,
  say: (sentence: string) => void,
): Promise<FoundBoard> {
  if (name !== undefined) return findNamed(boards, name);
  const all = await boards.look();
  const pluggedIn = all.filter((board) => board.kind === 'serial' && isBoard(board.nature));
  if (pluggedIn.length > 1) {
    const names = pluggedIn.map(nameOf).join(', ');
    throw new UsageError(t('commandLine:wrong.several', { boards: names }));
  }
  const chosen = pluggedIn[0] ?? all.find((board) => board.id === 'simulator');
  if (!chosen) throw new ProblemError('board-unknown');
  say(t('commandLine:using', { board: chosen.label }));
  return chosen;
}

/** Its port, and what tells it from the others for whoever has them on the table. */
function nameOf({ address, shortName }: FoundBoard): string {
  return shortName === undefined ? address : `${address} (${shortName})`;
}

async function findNamed(boards: BoardRegistry, name: string): Promise<FoundBoard> {
  const found = await boards.find(name);
  if (!found) throw new ProblemError('board-port-missing', { board: printableName(name) });
  return found;
}
