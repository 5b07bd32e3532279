import type { BoardState, BoardSummary, OutputLeftOn } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';

/** How a state is drawn: with its own icon, never by colour alone. */
export type StateTone = 'ready' | 'running' | 'waiting' | 'problem' | 'gone';

/** What can be said about a board: its state, or that the host is lost, or that there is no board. */
export type SayableState = BoardState['name'] | 'finishing' | 'unsure' | 'lost' | 'none';

const tones: Record<SayableState, StateTone> = {
  disconnected: 'waiting',
  connecting: 'waiting',
  ready: 'ready',
  running: 'running',
  stopping: 'running',
  finishing: 'running',
  unsure: 'running',
  silent: 'problem',
  'other-firmware': 'problem',
  gone: 'gone',
  waiting: 'waiting',
  rescuing: 'waiting',
  busy: 'problem',
  denied: 'problem',
  bootsel: 'waiting',
  crashed: 'problem',
  lost: 'gone',
  none: 'gone',
};

/** What to say now, from what the window knows. `connected` is the session's. */
export function sayableState(board: BoardSummary | null, connected: boolean | null): SayableState {
  if (connected === false) return 'lost';
  if (!board) return connected ? 'none' : 'connecting';
  if (board.state.unsure) return 'unsure';
  return board.state.force ? 'finishing' : board.state.name;
}

/** One or two words, for the board button and the status bar. */
export function stateWord(state: SayableState): string {
  return t(`boardState:${state}`);
}

/** One sentence, for tooltips and empty panels. */
export function stateSentence(state: SayableState, board: string): string {
  return t(`boardState:explain.${state}`, { board });
}

/** How it is drawn. */
export function stateTone(state: SayableState): StateTone {
  return tones[state];
}

/** "GP15 is on, PWM 50 % · The LED is on": what a program left behind; empty for nothing. */
export function leftOnSentence(leftOn: readonly OutputLeftOn[]): string {
  return leftOn.map(leftOnWords).join(' · ');
}

function leftOnWords({ pin, pwm, duty }: OutputLeftOn): string {
  const percent = Math.round(duty * 100);
  if (pin === 'LED') return pwm ? t('boardState:leftOn.ledPwm', { percent }) : t('boardState:leftOn.led');
  return pwm
    ? t('boardState:leftOn.pinPwm', { gpio: pin, percent })
    : t('boardState:leftOn.pin', { gpio: pin });
}
