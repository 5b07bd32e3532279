import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { LiveBoard } from './live-board.svelte.ts';

/** What a program that is not from here would be stopped for. */
export type ForeignPurpose = 'run' | 'restart';

/** A program that was running before Nibble came is stopped only if the person says so. True where none runs, too. */
export async function mayStopForeign(
  asks: Asks,
  board: LiveBoard,
  purpose: ForeignPurpose,
): Promise<boolean> {
  if (!board.runsForeign) return true;
  const answer = await asks.ask({
    title: t('boardState:foreign.title', { board: board.name }),
    description: t(`boardState:foreign.${purpose}.description`),
    choices: [
      { id: 'no', label: t('boardState:foreign.no'), look: 'outlined' },
      { id: 'yes', label: t(`boardState:foreign.${purpose}.yes`), look: 'filled' },
    ],
  });
  return answer === 'yes';
}
