/** Standard input on its way to a running program. */

import type { Board } from '../boards/board.ts';
import { endOfData, interrupt } from '../../runtime/repl/control-codes.ts';
import type { Input } from './streams.ts';

/**
 * Passes input on as a terminal would type it: Enter is `\r`. The end of the input is Ctrl-D, so that
 * `input()` raises `EOFError` instead of waiting for ever.
 */
export class ProgramInput {
  readonly #input: Input;
  readonly #board: Pick<Board, 'input'>;
  readonly #stop: () => void;
  readonly #take = (bytes: Uint8Array): void => this.#pass(bytes);
  readonly #finish = (): void => this.#board.input(Uint8Array.of(endOfData));
  #afterReturn = false;

  /** `stop` is called at a Ctrl-C typed into a terminal. */
  constructor(input: Input, board: Pick<Board, 'input'>, stop: () => void) {
    this.#input = input;
    this.#board = board;
    this.#stop = stop;
  }

  /** Begins to read; the program is running. */
  begin(): void {
    this.#input.on('data', this.#take);
    this.#input.once('end', this.#finish);
  }

  /** Stops reading, so that the process can end. */
  end(): void {
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
    this.#board.input(Uint8Array.from(typed));
  }
}
