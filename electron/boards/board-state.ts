/** What a board is doing, from what is known about it. */

import type { BoardState } from '../api.ts';
import { describeProblem, type ProblemCode } from '../problem.ts';

/** What is known about a board at one moment. */
export interface BoardCircumstances {
  /** The board's name for people. */
  readonly label: string;
  /** What an emulated Pico is doing where nothing can talk through its USB. */
  readonly emulated: BoardState | null;
  readonly isConnected: boolean;
  readonly isConnecting: boolean;
  /** Somebody waits for it to be plugged in, to catch it. */
  readonly isRescued: boolean;
  /** The state while there is no connection. */
  readonly away: BoardState;
  /** How far a Stop has got that goes on. */
  readonly stopping: 'asked' | 'force' | null;
  /** Something else than MicroPython that it runs, by name and version. */
  readonly otherFirmware: string | null;
  /** Nothing was heard of it, and no prompt came. */
  readonly isUnsure: boolean;
  /** Why nothing more is expected of it. */
  readonly silence: ProblemCode | null;
  /** A program or a line runs, for long enough to be told. */
  readonly isRunning: boolean;
}

/** The state of a board in such circumstances. */
export function stateOf(board: BoardCircumstances): BoardState {
  const { emulated, away } = board;
  const isOff = emulated?.name === 'gone';
  const isElse = board.isConnecting || ['busy', 'silent'].includes(away.name);
  if (emulated && !(isOff && isElse)) return emulated;
  if (board.isRescued) return { name: 'rescuing' };
  if (!board.isConnected) return board.isConnecting ? { name: 'connecting' } : away;
  if (board.stopping) return { name: 'stopping', force: board.stopping === 'force' };
  if (board.silence) {
    return { name: 'silent', problem: describeProblem(board.silence, { board: board.label }) };
  }
  if (board.otherFirmware !== null) {
    const values = { board: board.label, firmware: board.otherFirmware };
    return { name: 'other-firmware', problem: describeProblem('board-other-firmware', values) };
  }
  if (!board.isRunning) return { name: 'ready' };
  return { name: 'running', ...(board.isUnsure && { unsure: true }) };
}
