/** The board of a command, ready for it. */

import { t } from '../../resources/messages/messages.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Board } from '../boards/board.ts';
import { ProblemError } from '../problem.ts';
import type { BoardWords } from './board-words.ts';
import { CommandError, statuses } from './command-error.ts';
import { installWhereMissing, sayHowToGoOn } from './emulated-board.ts';
import { canAsk, isYes } from './question.ts';
import { stopBoard } from './stop-board.ts';
import type { Streams } from './streams.ts';

/** Tells people something, a line on standard error. */
export function sayOn({ errors }: Streams): (sentence: string) => void {
  return (sentence) => void errors.write(`${sentence}\n`);
}

/**
 * Has a board ready for a command: with the firmware it should have, and connected by `connect`. Where it waits for
 * firmware or has crashed, the error says how to go on.
 */
export async function reach(
  board: Board,
  { firmware }: BoardWords,
  say: (sentence: string) => void,
  connect: () => Promise<void>,
): Promise<void> {
  if (firmware !== undefined) await installWhereMissing(await board.emulation(), firmware, board.label, say);
  await connect().catch((error: unknown) => {
    throw sayHowToGoOn(error, board.label);
  });
}

/** A board that says nothing may only be slow, or this computer: it is given so much longer, in milliseconds. */
const secondChance = 2000;

/** Resolves when it is sure what the board does, or it had its second chance. */
function untilSure(board: Board, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      unsubscribe();
      resolve();
    };
    const look = (): void => {
      if (!board.summary.state.unsure) end();
    };
    const cancel = clock.after(secondChance, end);
    const unsubscribe = board.onChange(look);
    look();
  });
}

/**
 * Stops what runs on a board, for a command that needs its prompt. What somebody else started is stopped with `--stop`
 * at once, on a terminal after a question. Throws `CommandError` where it goes on.
 */
export async function stopRunning(
  board: Board,
  stop: boolean,
  streams: Streams,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  await untilSure(board, clock);
  const { state, foreign } = board.summary;
  if (state.name === 'other-firmware' && state.problem) throw new ProblemError(state.problem);
  if (!board.isRunning) return;
  const names = { board: board.label };
  if (foreign && !stop) {
    const words = state.unsure ? 'commandLine:unsure' : 'commandLine:running';
    if (!canAsk(streams)) throw new CommandError(t(`${words}.refused`, names), statuses.unusable);
    if (!(await isYes(t(`${words}.question`, names), streams, signal))) {
      throw new CommandError(t('commandLine:goesOn', names), statuses.unusable);
    }
  }
  await stopBoard(board, sayOn(streams), clock);
}
