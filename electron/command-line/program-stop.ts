/** Stop, while `nibble run` runs a program: whoever asks for it, it comes to an end. */

import { t } from '../../resources/messages/messages.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Board } from '../boards/board.ts';
import { ProblemError } from '../problem.ts';
import { CommandError, problemWords, statuses } from './command-error.ts';
import { stopBoard } from './stop-board.ts';

/** What stops the one program of a command. */
export class ProgramStop {
  readonly #board: Board;
  readonly #say: (sentence: string) => void;
  readonly #clock: Clock;
  readonly #asked = new AbortController();
  #isInsisting = false;
  #giveUp!: (error: CommandError) => void;
  /** Rejects with a `CommandError` once not even force helped: no end of the program is to be expected. */
  readonly inVain = new Promise<never>((_resolve, reject) => (this.#giveUp = reject));

  /** `say` is told why it takes its time. */
  constructor(board: Board, say: (sentence: string) => void, clock: Clock) {
    this.#board = board;
    this.#say = say;
    this.#clock = clock;
    this.inVain.catch(() => undefined); // it may come when nobody waits any more
  }

  /** Aborted once somebody asked. */
  get signal(): AbortSignal {
    return this.#asked.signal;
  }

  /** Ctrl-C: pressed again meanwhile, it forces. */
  press(): void {
    this.#asked.abort();
    this.#watch(this.#board.stop());
  }

  /** Nobody is there who could press again: it is forced in time. */
  insist(): void {
    this.#asked.abort();
    if (this.#board.summary.state.name === 'stopping') return this.press();
    this.#isInsisting = true;
    this.#watch(stopBoard(this.#board, this.#say, this.#clock));
  }

  /** The program runs from now on; who asked before meant it too. */
  started(): void {
    this.#sayWhenFinishing();
    if (!this.signal.aborted) return;
    if (this.#isInsisting) this.insist();
    else this.press();
  }

  #watch(stopping: Promise<unknown>): void {
    stopping.catch((error: unknown) => {
      // Everything else ends the program too, and its end is told.
      if (!(error instanceof ProblemError) || this.#board.summary.state.name !== 'silent') return;
      this.#giveUp(new CommandError(problemWords(error.problem), statuses.interrupted));
    });
  }

  #sayWhenFinishing(): void {
    let said = false;
    this.#board.onChange(() => {
      const { state } = this.#board.summary;
      if (said || this.#isInsisting || state.name !== 'stopping' || !state.force) return;
      said = true;
      this.#say(t('commandLine:finishing'));
    });
  }
}
