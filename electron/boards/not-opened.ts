/** Why a board could not be connected, and what its state is then. */

import { LinkError } from '../../runtime/link.ts';
import type { BoardState } from '../api.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import { awayState, linkErrorProblem, linkProblem } from './board-problems.ts';
import type { FoundBoard } from './board-source.ts';
import type { BoardEmulation } from './emulator/board-emulation.ts';

/** What came of trying to connect. */
export interface NotOpened {
  readonly failure: ProblemError;
  /** Left out where the state is another's business. */
  readonly away?: BoardState;
}

/** Finds the problem behind whatever was thrown while a board was being opened. */
export function notOpened(
  error: unknown,
  found: FoundBoard,
  emulation: BoardEmulation | undefined,
): NotOpened {
  if (error instanceof ProblemError) {
    if (found.waits) return { failure: error, away: idleState(found) };
    const name = error.problem.code === 'emulator-in-use' ? 'busy' : 'error';
    return { failure: error, away: awayState(name, error.problem) };
  }
  const emulated = emulation?.state;
  if (emulated?.problem && emulated.name !== 'gone') return { failure: new ProblemError(emulated.problem) };
  const cause = error instanceof LinkError ? error : new LinkError('error', String(error));
  // Its firmware runs, and in all the time that was given to it nothing came of it on USB.
  const isWithoutUsb = emulation && error instanceof LinkError && cause.reason === 'error';
  const failure = isWithoutUsb
    ? new ProblemError('board-without-usb', { board: found.label })
    : linkErrorProblem(cause, found.label);
  return { failure, away: awayState(cause.reason, failure.problem) };
}

/** The state of a board that is there and that nobody has connected to. */
export function idleState({ waits, label }: FoundBoard): BoardState {
  if (!waits) return { name: 'disconnected' };
  return { name: 'bootsel', problem: describeProblem(waits, { board: label }) };
}

/** The state of a board that is not there. */
export function goneState({ label }: FoundBoard): BoardState {
  return awayState('unplugged', linkProblem('unplugged', label, '').problem);
}
