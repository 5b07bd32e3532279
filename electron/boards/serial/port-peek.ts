/** What can be told of a port without opening it. */

import { access, constants } from 'node:fs/promises';
import type { BoardState } from '../../api.ts';
import { isForbidden } from '../../local-files/file-problems.ts';
import { describeProblem } from '../../problem.ts';
import { deniedProblem } from './port-permission.ts';
import { otherUserOf } from './port-users.ts';

/** Throws where this user may not use a file. */
type CheckAccess = (path: string) => Promise<void>;

const mayUse: CheckAccess = (path) => access(path, constants.R_OK | constants.W_OK);

/**
 * `busy`, `denied`, or `disconnected` where nothing speaks against opening it. `board` is what people call it. `check` is
 * replaced in tests, which root may run.
 */
export async function peekAtPort(path: string, board: string, check = mayUse): Promise<BoardState> {
  if (process.platform === 'win32') return { name: 'disconnected' }; // only opening it tells
  const program = await otherUserOf(path);
  if (program !== null)
    return { name: 'busy', problem: describeProblem('board-busy-with', { board, program }) };
  try {
    await check(path);
    return { name: 'disconnected' };
  } catch (error) {
    if (!isForbidden(error)) return { name: 'disconnected' };
    return { name: 'denied', problem: await deniedProblem(path, board) };
  }
}
