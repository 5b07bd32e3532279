import type { SayableState } from '../boards/situation.ts';

/** Why no pins are drawn: they are about to be, the simulated board or Nibble itself is away, or there is no board. */
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
  'other-firmware',
];

/** What the panel says while it has no pins. */
export function emptinessOf(state: SayableState): Emptiness {
  if (state === 'none') return 'nothing';
  return away.includes(state) ? 'away' : 'starting';
}
