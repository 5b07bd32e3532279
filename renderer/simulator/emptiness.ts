import type { BoardSummary } from '../../electron/api.ts';
import type { SayableState } from '../boards/board-state-words.ts';

/**
 * Why no pins are drawn: they are about to be, the simulated board or Nibble itself is away, or there
 * is nothing to draw (a real board, or none).
 */
export type Emptiness = 'starting' | 'away' | 'nothing';

const away: readonly SayableState[] = [
  'lost',
  'gone',
  'disconnected',
  'silent',
  'busy',
  'denied',
  'bootsel',
  'crashed',
];

/** What the panel says while it has no pins. `board` is the chosen one. */
export function emptinessOf(state: SayableState, board: BoardSummary | null): Emptiness {
  const isReal = board !== null && board.kind === 'serial';
  if (isReal || state === 'none') return 'nothing';
  return away.includes(state) ? 'away' : 'starting';
}
