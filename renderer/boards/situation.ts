import type { BoardState, BoardSummary } from '../../electron/api.ts';
import { isCommandId, type CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';

/** How a state is drawn: with its own icon, never by colour alone. */
export type StateTone = 'ready' | 'running' | 'waiting' | 'problem' | 'gone';

/**
 * What can be said about a board: its state, or that its program is still finishing, that nobody knows whether it
 * runs, that the host is lost, or that there is no board.
 */
export type SayableState = BoardState['name'] | 'finishing' | 'unsure' | 'lost' | 'none';

/** The one thing to do about a state, beside what the toolbar has. */
export interface StateRemedy {
  readonly command: CommandId;
  readonly label: string;
}

/** Everything that the window says about a board now. */
export interface Situation {
  readonly state: SayableState;
  readonly tone: StateTone;
  /** One or two words, for the board button and the status bar. */
  readonly word: string;
  /** What is so and what to do next, for strips, tooltips and empty panels. */
  readonly sentence: string;
  /** What to copy to do so, letter by letter. */
  readonly copy: string | null;
  /** `null` where Run or Stop is the next step, or waiting. */
  readonly remedy: StateRemedy | null;
}

const tones: Record<SayableState, StateTone> = {
  disconnected: 'waiting',
  connecting: 'waiting',
  ready: 'ready',
  running: 'running',
  unsure: 'running',
  stopping: 'running',
  finishing: 'running',
  silent: 'problem',
  gone: 'gone',
  busy: 'problem',
  denied: 'problem',
  bootsel: 'waiting',
  crashed: 'problem',
  'other-firmware': 'problem',
  waiting: 'waiting',
  rescuing: 'waiting',
  lost: 'gone',
  none: 'gone',
};

const remedies: Partial<Record<SayableState, readonly [CommandId, RemedyWord]>> = {
  disconnected: ['board.connect', 'connect'],
  unsure: ['program.stop', 'stop'],
  finishing: ['program.stop', 'forceStop'],
  silent: ['board.wakeUp', 'wakeUp'],
  gone: ['help.notFound', 'notFound'],
  busy: ['board.connect', 'tryAgain'],
  denied: ['board.connect', 'tryAgain'],
  bootsel: ['board.install', 'install'],
  'other-firmware': ['board.install', 'install'],
  waiting: ['board.disconnect', 'stopWaiting'],
  rescuing: ['board.rescue', 'showSteps'],
};
type RemedyWord =
  | 'connect'
  | 'stop'
  | 'forceStop'
  | 'wakeUp'
  | 'notFound'
  | 'tryAgain'
  | 'install'
  | 'stopWaiting'
  | 'showSteps';

/** What to say now, from what the window knows. `connected` is the session's. */
export function situationOf(board: BoardSummary | null, connected: boolean | null): Situation {
  const state = sayableState(board, connected);
  const problem = state === 'lost' ? undefined : board?.state.problem;
  return {
    state,
    tone: tones[state],
    word: stateWord(state, board?.firmware),
    sentence: problem
      ? `${problem.message} ${problem.hint}`
      : stateSentence(state, board?.label ?? '', board?.firmware),
    copy: problem?.copy ?? null,
    remedy: remedyOf(state, problem?.action),
  };
}

/** Where somebody is connected: the board does what it is asked, now or once its program has ended. */
export function isAtWork(state: SayableState): boolean {
  return ['ready', 'running', 'unsure', 'stopping', 'finishing'].includes(state);
}

function sayableState(board: BoardSummary | null, connected: boolean | null): SayableState {
  if (connected === false) return 'lost';
  if (!board) return connected ? 'none' : 'connecting';
  const { name, force, unsure } = board.state;
  if (name === 'running' && unsure) return 'unsure';
  return force ? 'finishing' : name;
}

function stateWord(state: SayableState, firmware: string | undefined): string {
  if (state === 'other-firmware' && firmware) return t('boardState:other-firmware-named', { firmware });
  return t(`boardState:${state}`);
}

function stateSentence(state: SayableState, board: string, firmware: string | undefined): string {
  if (state === 'other-firmware' && firmware) {
    return t('boardState:explain.other-firmware-named', { board, firmware });
  }
  return t(`boardState:explain.${state}`, { board });
}

/** A problem of the host's knows better what helps than its state does. */
function remedyOf(
  state: SayableState,
  action: { readonly command: string; readonly label: string } | undefined,
): StateRemedy | null {
  if (action && isCommandId(action.command)) return { command: action.command, label: action.label };
  const [command, word] = remedies[state] ?? [];
  return command && word ? { command, label: t(`boardState:do.${word}`) } : null;
}
