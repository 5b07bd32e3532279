/** Conversations with a board, one after another, and given up where the board falls silent. */

import type { Clock } from '../../runtime/clock.ts';
import type { Routine } from '../../runtime/repl/conversation.ts';
import type { Incoming } from '../../runtime/repl/incoming.ts';
import { ascii } from '../../runtime/repl/control-codes.ts';
import { comeBack } from '../../runtime/repl/prompts.ts';
import { Turns } from '../turns.ts';
import type { BoardConnection } from './board-connection.ts';
import { carryOutJob, type HelperJob } from './helper/helper-job.ts';
import { ConversationLost } from './repl-session.ts';

/** A conversation that does not get on for so long is given up, in milliseconds, whatever the board prints meanwhile. */
const usualPatience = 10_000;
/** A conversation that was cancelled has this long to end by itself, in milliseconds. */
const tidyLength = 2000;
/** A board that was given up is asked back to its prompt this often, in milliseconds... */
const returnPause = 1000;
/** ...and so many times. */
const returnTries = 5;

/** Draws the line anew on which somebody has typed: the board will echo the keys once more. */
const clearedPrompt = ascii('\r\x1b[K>>> ');

/** How a conversation is held, and for how long. */
export interface TurnOptions {
  /** Gets what the conversation passes on; else it is nobody's. */
  readonly output?: (bytes: Uint8Array) => void;
  /** It hands over a person's program: from then on nothing limits it, and what is typed is for that program. */
  readonly isProgram?: boolean;
  /**
   * Cancels it. A conversation that knows of this ends by itself; another is broken off and throws
   * `ConversationCancelled`. Either way the board is at its prompt then.
   */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds in which it does not get on before the board is given up. */
  readonly patience?: number;
}

/** How a job with the helper is done. */
export type HelperOptions = Omit<TurnOptions, 'isProgram'>;

/** Somebody broke the conversation off; the board is at its prompt again. */
export class ConversationCancelled extends Error {}

/** One conversation at a time has the interpreter. */
export class ConversationTurns {
  readonly #clock: Clock;
  readonly #fellSilent: () => void;
  readonly #turns = new Turns();
  #watch: (() => void) | undefined;

  /** `fellSilent` is called when a board was given up that does not come back to its prompt. */
  constructor(clock: Clock, fellSilent: () => void) {
    this.#clock = clock;
    this.#fellSilent = fellSilent;
  }

  /** Does a job once those before it have ended. */
  take<Result>(job: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(job);
  }

  /** Something arrived, or a conversation changed. */
  look(): void {
    this.#watch?.();
  }

  /**
   * Holds a conversation within a turn. Throws `ConversationLost`, also where the board was given up, and
   * `ConversationCancelled`; either way the board is at its prompt again if it can be brought there.
   */
  async converse<Result>(
    connection: BoardConnection,
    start: (incoming: Incoming) => Routine<Result>,
    options: TurnOptions = {},
  ): Promise<Result> {
    const { output = () => undefined, isProgram = false, signal } = options;
    const { patience = usualPatience } = options;
    const { session, gate } = connection;
    if (signal?.aborted) throw new ConversationCancelled();
    let comingBack: Promise<void> | undefined;
    const breakOff = (why: Error) => {
      comingBack ??= this.#bringBack(connection, why);
    };
    const isLimited = () => !isProgram || session.isHandingOver;
    const giveUp = () => {
      if (isLimited()) breakOff(new ConversationLost('silent'));
    };
    const release = isProgram ? () => undefined : gate.letThrough();
    let endTidying = () => {};
    const cancelled = () => {
      endTidying = this.#clock.after(tidyLength, () => breakOff(new ConversationCancelled()));
      session.poke();
    };
    let progress = -1;
    let endPatience = () => {};
    this.#watch = () => {
      if (session.progress === progress) return;
      progress = session.progress;
      endPatience();
      if (isLimited()) endPatience = this.#clock.after(patience, giveUp);
    };
    signal?.addEventListener('abort', cancelled);
    try {
      const conversation = session.converse(start, { output, takesTyping: isProgram });
      this.#watch();
      return await conversation;
    } finally {
      endPatience();
      endTidying();
      signal?.removeEventListener('abort', cancelled);
      this.#watch = undefined;
      await comingBack;
      release();
    }
  }

  /** Does something with the board's helper within a turn; `output` gets what others print meanwhile. */
  async runHelperJob<Result>(
    connection: BoardConnection,
    job: HelperJob<Result>,
    options: HelperOptions,
  ): Promise<Result> {
    const jobOptions = { clearLine: !connection.session.atEmptyPrompt, ending: options.signal };
    const talk = (incoming: Incoming) => carryOutJob(incoming, job, jobOptions);
    const talking = this.converse(connection, talk, options);
    if (connection.session.keepTypedLine())
      void talking.then(
        () => options.output?.(clearedPrompt),
        () => undefined,
      );
    const outcome = await talking;
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }

  /** Ends the conversation for this reason and gets the board back to its prompt; asks again, but not for ever. */
  async #bringBack({ session }: BoardConnection, why: Error): Promise<void> {
    let tries = 1;
    const insist = (): (() => void) =>
      this.#clock.after(returnPause, () => {
        if (tries === returnTries) {
          this.#fellSilent();
          session.restart();
          return;
        }
        tries++;
        session.write(Uint8Array.of(...comeBack));
        endInsisting = insist();
      });
    let endInsisting = insist();
    await session.abandon(why, () => undefined).catch(() => undefined);
    endInsisting();
  }
}
