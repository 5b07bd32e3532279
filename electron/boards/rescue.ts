/**
 * Catches a board as it is plugged in, before its `main.py` gets hold of it: opens its port as soon as there is one and
 * presses Ctrl-C until the prompt comes. A program that catches every exception from its first moment is not caught.
 */

import type { Clock } from '../../runtime/clock.ts';
import type { Link } from '../../runtime/link.ts';
import type { BoardConnection } from './board-connection.ts';

/** A port that is not there yet is tried this often, in milliseconds: what counts are the first moments. */
const tryPause = 50;
/** A board that was plugged in and does not come to its prompt for so long was not caught, in milliseconds. */
const catchLength = 6000;

/** What a rescue is made from. */
export interface RescueParts {
  readonly clock: Clock;
  /** The Link to try now; it may throw. */
  readonly link: () => Promise<Link>;
  readonly connectionOver: (link: Link) => BoardConnection;
  /** The board is connected and its program stands still, or has got away. */
  readonly done: (connection: BoardConnection, result: 'caught' | 'missed') => void;
}

/** One rescue, from when somebody asked for it to its end. */
export class Rescue {
  readonly #parts: RescueParts;
  #isOver = false;
  /** It was unplugged since: what is there now was plugged in anew. */
  #wasAway = false;
  #endPause = (): void => {};
  #connection: BoardConnection | undefined;

  constructor(parts: RescueParts) {
    this.#parts = parts;
    void this.#run();
  }

  /** Does not wait any longer. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#endPause();
    await this.#connection?.close();
  }

  /** The board may be there now. */
  look(): void {
    this.#endPause();
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      if (await this.#open()) await this.#catch(this.#connection!);
      else await this.#pause();
    }
  }

  async #open(): Promise<boolean> {
    try {
      const connection = this.#parts.connectionOver(await this.#parts.link());
      await connection.openLink();
      this.#connection = connection;
      return !this.#isOver;
    } catch {
      this.#wasAway = true;
      return false;
    }
  }

  async #catch(connection: BoardConnection): Promise<void> {
    // Before it was unplugged there is nothing to catch: the hands have the next word.
    if (!this.#wasAway) await connection.ended;
    this.#wasAway = true;
    const isCaught = await connection.interruptUntilPrompt(catchLength);
    if (this.#isOver || isCaught === null) return;
    this.#isOver = true;
    this.#parts.done(connection, isCaught ? 'caught' : 'missed');
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(tryPause, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }
}
