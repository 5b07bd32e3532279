/** Jobs of Nibble's own with a board's helper: one after another, while nothing runs there; Stop ends them. */

import type { BoardConnection } from './board-connection.ts';
import type { BoardOutput } from './board-output.ts';
import type { ConversationTurns } from './conversation-turns.ts';
import type { HelperJob } from './helper/helper-job.ts';

/** What it takes to do jobs. */
export interface PromptJobParts {
  readonly turns: ConversationTurns;
  /** Gets what others print meanwhile. */
  readonly output: BoardOutput;
  /** The connection of a board that does what it is asked. Throws `ProblemError`. */
  readonly needIdle: () => BoardConnection;
  /** A job has ended. */
  readonly ended: () => void;
}

/** How a job is done. */
export interface PromptJobOptions {
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined;
  /** Nobody asked for it: Stop is not about it. */
  readonly outlastsStop?: boolean;
  /** Milliseconds in which it does not get on before the board is given up. */
  readonly patience?: number;
}

/** The jobs of one board. */
export class PromptJobs {
  readonly #parts: PromptJobParts;
  readonly #stoppable = new Map<AbortController, Promise<unknown>>();

  constructor(parts: PromptJobParts) {
    this.#parts = parts;
  }

  /** Does a job in its turn. Throws what it throws, `ProblemError`, `ConversationLost` and `ConversationCancelled`. */
  async run<Result>(job: HelperJob<Result>, options: PromptJobOptions = {}): Promise<Result> {
    const { signal, outlastsStop = false, patience } = options;
    this.#parts.needIdle();
    const stop = new AbortController();
    const signals = [...(outlastsStop ? [] : [stop.signal]), ...(signal ? [signal] : [])];
    const done = this.#inTurn(job, AbortSignal.any(signals), patience);
    if (!outlastsStop) this.#stoppable.set(stop, done);
    try {
      return await done;
    } finally {
      this.#stoppable.delete(stop);
      this.#parts.ended();
    }
  }

  /** Cancels everything that somebody asked for; resolves once the board is at its prompt again. */
  async stop(): Promise<void> {
    const all = [...this.#stoppable];
    for (const [stop] of all) stop.abort();
    await Promise.allSettled(all.map(([, done]) => done));
  }

  #inTurn<Result>(job: HelperJob<Result>, signal: AbortSignal, patience?: number): Promise<Result> {
    const { turns, needIdle, output } = this.#parts;
    return turns.take(() =>
      turns.runHelperJob(needIdle(), job, {
        output: (bytes) => output.program(bytes),
        signal,
        ...(patience !== undefined && { patience }),
      }),
    );
  }
}
