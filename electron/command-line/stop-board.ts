import type { Clock } from '../../runtime/clock.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Board } from '../boards/board.ts';

/** From when force is offered, a program has so long to finish what it does; in milliseconds. */
const grace = 5000;

/**
 * Stops what runs on a board, by force where nobody is there who could ask for it. `say` is told why it takes its time.
 * Throws `ProblemError`.
 */
export async function stopBoard(board: Board, say: (sentence: string) => void, clock: Clock): Promise<void> {
  let forcing: (() => void) | undefined;
  const unsubscribe = board.onChange(() => {
    if (forcing || !board.summary.state.force) return;
    say(t('commandLine:forcedSoon', { seconds: grace / 1000 }));
    forcing = clock.after(grace, () => void board.stop().catch(() => undefined)); // the first press answers
  });
  try {
    await board.stop();
  } finally {
    forcing?.();
    unsubscribe();
  }
}
