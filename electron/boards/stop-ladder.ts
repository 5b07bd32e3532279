/** Stop, one ladder for every board: Ctrl-C once, patience, then force. */

import type { Clock } from '../../runtime/clock.ts';

/** From here on the person is told that the program is still finishing, in milliseconds. */
export const patience = 2000;
/** A burst of Ctrl-C: this long, one every so often, in milliseconds. */
const burstLength = 1000;
const burstPause = 50;
/** A board has this long to answer when it is asked for its prompt by all means, in milliseconds. */
const answerLength = 500;
/** Most boards without a `main.py` are at their prompt after this long, in milliseconds. */
const startLength = 250;
/** A board that was switched off and on has this long to reach its prompt, in milliseconds. */
const restartLength = 5000;

/** What the ladder does to its board. */
export interface StopRungs {
  /** Presses Ctrl-C once, so that `finally` runs. */
  interrupt(): void;
  /** Presses Ctrl-C without regard to anything else. */
  interruptNow(): void;
  /** Gets a board to its prompt that Ctrl-C alone cannot, as nothing runs there: it waits for the rest of a program. */
  breakOff(): void;
  /** Nothing runs any more. */
  isIdle(): boolean;
  /** The program is still finishing: force is offered from now on. */
  offerForce(): void;
  /** Switches the board off and on; absent where it cannot. */
  readonly powerCycle?: () => Promise<void>;
}

/** `stopped`, or `deaf` where everything was tried. */
export type StopResult = 'stopped' | 'deaf';

/** One Stop, from the first press to the prompt. */
export class StopLadder {
  readonly #clock: Clock;
  readonly #rungs: StopRungs;
  readonly #cancels: (() => void)[] = [];
  #forced = false;
  #finished = false;
  #finish!: (result: StopResult) => void;
  readonly done: Promise<StopResult>;

  /** Begins with the first rung. */
  constructor(clock: Clock, rungs: StopRungs) {
    this.#clock = clock;
    this.#rungs = rungs;
    this.done = new Promise((resolve) => {
      this.#finish = (result) => {
        this.#finished = true;
        for (const cancel of this.#cancels) cancel();
        resolve(result);
      };
    });
    rungs.interrupt();
    this.#after(patience, () => {
      if (!this.#forced) rungs.offerForce();
    });
  }

  /** To be called whenever the board may have become idle. */
  look(): void {
    if (this.#rungs.isIdle()) this.#finish('stopped');
  }

  /** The second press: gets there at once. Further presses change nothing. */
  force(): void {
    if (this.#forced) return;
    this.#forced = true;
    this.#rungs.offerForce();
    this.#burst(this.#clock.now() + burstLength, () => {
      this.#rungs.breakOff();
      this.#after(answerLength, () => void this.#restart());
    });
  }

  #burst(until: number, otherwise: () => void): void {
    if (this.#finished) return;
    this.#rungs.interruptNow();
    this.#after(burstPause, () => {
      if (this.#clock.now() < until) this.#burst(until, otherwise);
      else otherwise();
    });
  }

  /** Keeps pressing Ctrl-C while the board starts: `main.py` may be the program that does not stop. */
  async #restart(): Promise<void> {
    if (!this.#rungs.powerCycle) return this.#finish('deaf');
    try {
      await this.#rungs.powerCycle();
    } catch {
      return this.#finish('deaf');
    }
    this.look();
    const until = this.#clock.now() + restartLength;
    // A board that starts at once needs no Ctrl-C: it would only draw its prompt twice.
    this.#after(startLength, () => this.#burst(until, () => this.#finish('deaf')));
  }

  #after(delay: number, action: () => void): void {
    if (!this.#finished) this.#cancels.push(this.#clock.after(delay, action));
  }
}
