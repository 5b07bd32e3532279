/** Conversations with a board, one after another, and given up where the board falls silent. */

import type { Clock } from '../../runtime/clock.ts';
import type { Routine } from '../../runtime/repl/conversation.ts';
import type { Incoming } from '../../runtime/repl/incoming.ts';
import { Turns } from '../turns.ts';
import type { BoardConnection } from './board-connection.ts';
import { carryOutJob, type HelperJob } from './helper/helper-job.ts';

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

  /** Does something with the board's helper within a turn; `output` gets what others print meanwhile. */
  async runHelperJob<Result>(
    connection: BoardConnection,
    job: HelperJob<Result>,
    output: (bytes: Uint8Array) => void,
  ): Promise<Result> {
    const options = { clearLine: !connection.session.atEmptyPrompt };
    const talk = (incoming: Incoming) => carryOutJob(incoming, job, options);
    const outcome = await this.converse(connection, talk, output, 'always');
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }
}
