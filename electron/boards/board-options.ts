/** What a board is given, and how it is asked to do things. */

import type { Clock } from '../../runtime/clock.ts';

/** What a board tells its host. */
export interface BoardEvents {
  /** `summary` may be different now. */
  changed(): void;
  /** Its files may have changed. */
  filesChanged(): void;
}

/** What a board is given. */
export interface BoardOptions {
  readonly clock: Clock;
  readonly events: BoardEvents;
  /** Asked at every Stop: whether to turn all outputs off. */
  readonly outputsOffOnStop: () => boolean;
  /** Asked once per connection: whether to set the board's clock. */
  readonly setsClock: () => boolean;
  /** False for a board that is left as it is when it becomes ready, see `ReadyChores`. */
  readonly hasChores?: boolean;
}

/** What may be stopped for something else. */
export interface StopOptions {
  /** Also what was running when Nibble connected. Else that is the problem `board-foreign-program`. */
  readonly stopForeign?: boolean;
}

/** How a program is run. */
export interface RunOptions extends StopOptions {
  /** Called once it is this program's turn. */
  readonly started?: (() => void) | undefined;
}
