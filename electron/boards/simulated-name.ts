/** What people call a simulated board on the command line: `simulator`, `simulator:anna`, `emulator:anna`. */

import { printableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import { defaultBoardName, isBoardName } from './board-identity.ts';

/** The name in such an address, or `null` for one of another kind. Throws `ProblemError` for a name no board may have. */
export function simulatedName(kind: 'simulator' | 'emulator', address: string): string | null {
  if (address === kind) return defaultBoardName;
  if (!address.startsWith(`${kind}:`)) return null;
  const name = address.slice(kind.length + 1);
  if (!isBoardName(name)) throw new ProblemError('board-bad-name', { name: printableName(name) });
  return name;
}
