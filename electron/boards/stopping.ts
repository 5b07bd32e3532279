/** Stop on one board: one climb of the ladder at a time, and whether it was of any use. */

import type { Clock } from '../../runtime/clock.ts';
import { t } from '../../resources/messages/messages.ts';
import type { BoardConnection } from './board-connection.ts';
import type { BoardOutput } from './board-output.ts';
import { StopLadder, type StopResult } from './stop-ladder.ts';

/** What it takes to stop a board. */
export interface StoppingParts {
  readonly clock: Clock;
  readonly output: BoardOutput;
  /** Nothing runs there any more, or the connection is not the board's any more. */
  readonly isIdle: (connection: BoardConnection) => boolean;
  /** `state`, `isSilent` or `isLocked` may be different now. */
  readonly changed: () => void;
}

/** Everything about Stop that lasts longer than one press. */
export class Stopping {
  readonly #parts: StoppingParts;
  #ladder: StopLadder | undefined;
  #forceOffered = false;
  #isSilent = false;
  #isLocked = false;

  constructor(parts: StoppingParts) {
    this.#parts = parts;
  }

  /** How far a Stop has got that goes on; `force` once the second press is offered. */
  get state(): 'asked' | 'force' | null {
    if (!this.#ladder) return null;
    return this.#forceOffered ? 'force' : 'asked';
  }

  /** The board answered neither a Stop nor a conversation. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Not even a restart, or a rescue, brought it to its prompt: what it starts by itself holds it. */
  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** It did not answer, though it should have. */
  fellSilent(): void {
    this.#isSilent = true;
  }

  /** What it starts by itself was faster than a rescue. */
  escaped(): void {
    this.#isSilent = this.#isLocked = true;
  }

  /** It answered, or is connected anew. */
  answered(): void {
    this.#isSilent = this.#isLocked = false;
  }

  /** To be called whenever the board may have become idle. */
  look(): void {
    this.#ladder?.look();
  }

  /** Begins a Stop; called again meanwhile, it forces. */
  press(connection: BoardConnection): void {
    if (this.#ladder) this.#ladder.force();
    else this.#climb(connection);
  }

  /** Resolves when the Stop that goes on has ended; at once where there is none. */
  async done(): Promise<StopResult> {
    return (await this.#ladder?.done) ?? 'stopped';
  }

  #climb(connection: BoardConnection): void {
    const { clock, output, isIdle, changed } = this.#parts;
    const { session } = connection;
    const release = connection.gate.letThrough();
    this.#forceOffered = false;
    const ladder = new StopLadder(clock, {
      interrupt: () => connection.interrupt(),
      interruptNow: () => connection.interruptNow(),
      breakOff: () => session.breakOff(),
      isIdle: () => isIdle(connection),
      offerForce: () => {
        if (!this.#forceOffered) output.notice(t('board:stillFinishing'));
        this.#forceOffered = true;
        changed();
      },
      ...(connection.link.capabilities.powerCycle && { powerCycle: () => connection.powerCycle(true) }),
    });
    this.#ladder = ladder;
    void ladder.done.then((result) => {
      this.#ladder = undefined;
      this.#isSilent = result === 'deaf';
      this.#isLocked = this.#isSilent && connection.link.capabilities.powerCycle !== undefined;
      release();
      changed();
    });
    changed();
  }
}
