import type { BoardSummary } from '../../electron/api.ts';

/**
 * How far the rescue of a board is, by what hands and board did.
 * - `unplug`: it is to be unplugged.
 * - `plugIn`: it is unplugged, and to be plugged in again.
 * - `catching`: it is there again, and its program about to begin.
 * - `caught`: it is at its prompt.
 * - `missed`: its program was faster.
 */
export type RescuePhase = 'unplug' | 'plugIn' | 'catching' | 'caught' | 'missed';

/** How far it is. `wasAway`: it was seen without a cable since the rescue began. */
export function rescuePhase({ port, state }: BoardSummary, wasAway: boolean): RescuePhase {
  if (port === undefined) return 'plugIn';
  if (!wasAway) return 'unplug';
  if (state.name === 'ready') return 'caught';
  return state.name === 'running' || state.name === 'silent' ? 'missed' : 'catching';
}
