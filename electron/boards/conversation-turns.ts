/** Conversations with a board, one after another, and given up where the board falls silent. */

import type { Clock } from '../../runtime/clock.ts';
import type { Routine } from '../../runtime/repl/conversation.ts';
import type { Incoming } from '../../runtime/repl/incoming.ts';
import { runHelpers } from '../../runtime/repl/raw-repl.ts';
import { Turns } from '../turns.ts';
import type { BoardConnection } from './board-connection.ts';
import { readHelperAnswer, type HelperAnswer } from './helper-program.ts';

/** A board that shows no sign of life for so long is given up, in milliseconds. */
const patience = 10_000;

/** When a conversation is watched: `always`, or not while a person's program runs (`hand-over`). */
export type Watched = 'always' | 'hand-over';

/** One conversation at a time has the interpreter. */
export class ConversationTurns {
  readonly #clock: Clock;
  readonly #fellSilent: () => void;
  readonly #turns = new Turns();
  #watch: (() => void) | undefined;

  /** `fellSilent` is called when a conversation is given up. */
  constructor(clock: Clock, fellSilent: () => void) {
    this.#clock = clock;
    this.#fellSilent = fellSilent;
  }

  /** Does a job once those before it have ended. */
  take<Result>(job: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(job);
  }

  /** The board showed a sign of life. */
  look(): void {
    this.#watch?.();
  }

  /** Holds a conversation within a turn. Throws `ConversationLost`. */
  async converse<Result>(
    { session, gate }: BoardConnection,
    start: (incoming: Incoming) => Routine<Result>,
    output: (bytes: Uint8Array) => void,
    watched: Watched,
  ): Promise<Result> {
    const release = watched === 'always' ? gate.letThrough() : () => {};
    let cancel = () => {};
    this.#watch = () => {
      cancel();
      if (watched === 'hand-over' && session.executing) return;
      cancel = this.#clock.after(patience, () => {
        this.#fellSilent();
        session.restart();
      });
    };
    try {
      const conversation = session.converse(start, output, watched === 'hand-over');
      this.#watch();
      return await conversation;
    } finally {
      cancel();
      this.#watch = undefined;
      release();
    }
  }

  /** Runs programs of our own within a turn; `output` gets what others print meanwhile. */
  async runHelpers(
    connection: BoardConnection,
    programs: readonly Uint8Array[],
    output: (bytes: Uint8Array) => void,
  ): Promise<HelperAnswer[]> {
    const options = { clearLine: !connection.session.atEmptyPrompt };
    const talk = (incoming: Incoming) => runHelpers(incoming, programs, options);
    const answers = (await this.converse(connection, talk, output, 'always')).map(readHelperAnswer);
    for (const { stray } of answers) if (stray.length > 0) output(stray);
    return answers;
  }
}
