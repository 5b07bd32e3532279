/** A board that left while a program ran may have been restarted by it: it is looked for until it is back. */

import type { Clock } from '../../runtime/clock.ts';

/** A board is expected for so long, in milliseconds. */
const longest = 10_000;
/** It is looked for this often where nobody tells that it is back, in milliseconds. */
const pause = 500;

/** What looking for a board is made of. */
export interface ExpectedReturnParts {
  readonly clock: Clock;
  /** Connects; rejects where the board is not back. */
  readonly connect: () => Promise<void>;
  /** True once it is known why it does not come back. */
  readonly isInVain: () => boolean;
  /** It did not come back, and nobody looks for it any more. */
  readonly missed: () => void;
}

/** Looks for one board, as often as it leaves. */
export class ExpectedReturn {
  readonly #parts: ExpectedReturnParts;
  /** On the clock. */
  #until: number | null = null;
  #endPause = (): void => {};

  constructor(parts: ExpectedReturnParts) {
    this.#parts = parts;
  }

  /** It is being looked for. */
  get isExpected(): boolean {
    return this.#until !== null;
  }

  /** The board left just now. */
  begin(): void {
    this.#until = this.#parts.clock.now() + longest;
    this.#try();
  }

  /** It is back, or nobody wants it any more. */
  end(): void {
    this.#until = null;
    this.#endPause();
  }

  /** Opens it as soon as it is back: it may be before anybody has listed that it was away. */
  #try(): void {
    const { clock, connect, isInVain, missed } = this.#parts;
    connect().catch(() => {
      if (this.#until === null) return;
      if (clock.now() < this.#until && !isInVain()) {
        this.#endPause = clock.after(pause, () => this.#try());
        return;
      }
      this.end();
      missed();
    });
  }
}
