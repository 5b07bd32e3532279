/** Standard input on its way to a running program. */

import type { Board } from '../boards/board.ts';
import type { Clock } from '../../runtime/clock.ts';
import { endOfData, interrupt } from '../../runtime/repl/control-codes.ts';
import type { Input } from './streams.ts';

/**
 * A program that still runs so long after it was handed all its input gets the end of it, in milliseconds.
 * One that ended by then left input unread; the end would have the board carry that out as a program.
 */
const endAfter = 150;

/**
 * Passes input on as a terminal would type it: Enter is `\r`. The end of the input is Ctrl-D, so that
 * `input()` raises `EOFError` instead of waiting for ever; a last line without its end gets one first, as
 * Ctrl-D means nothing within a line.
 */
export class ProgramInput {
  readonly #input: Input;
  readonly #board: Pick<Board, 'input'>;
  readonly #stop: () => void;
  readonly #clock: Clock;
  readonly #take = (bytes: Uint8Array): void => this.#pass(bytes);
  readonly #finish = (): void => void this.#passEnd();
  #afterReturn = false;
  #inLine = false;
  #cancelEnd = (): void => {};
  #ended = false;

  /** `stop` is called at a Ctrl-C typed into a terminal. */
  constructor(input: Input, board: Pick<Board, 'input'>, stop: () => void, clock: Clock) {
    this.#input = input;
    this.#board = board;
    this.#stop = stop;
    this.#clock = clock;
  }

  /** Begins to read; the program is about to run. */
  begin(): void {
    this.#input.on('data', this.#take);
    this.#input.once('end', this.#finish);
  }

  /** Stops reading, so that the process can end. */
  end(): void {
    this.#ended = true;
    this.#cancelEnd();
    this.#input.off('data', this.#take);
    this.#input.off('end', this.#finish);
    this.#input.pause();
  }

  #pass(bytes: Uint8Array): void {
    if (this.#input.isTTY && bytes.includes(interrupt)) return this.#stop();
    const typed: number[] = [];
    for (const byte of bytes) {
      if (byte === 10 && !this.#afterReturn) typed.push(13);
      else if (byte !== 10) typed.push(byte);
      this.#afterReturn = byte === 13;
    }
    if (typed.length > 0) this.#inLine = typed.at(-1) !== 13;
    void this.#board.input(Uint8Array.from(typed));
  }

  async #passEnd(): Promise<void> {
    await this.#board.input(this.#inLine ? Uint8Array.of(13) : new Uint8Array(0));
    if (this.#ended) return;
    this.#cancelEnd = this.#clock.after(endAfter, () => void this.#board.input(Uint8Array.of(endOfData)));
  }
}
