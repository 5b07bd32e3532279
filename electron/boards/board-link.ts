/** The Link to a board, made when somebody needs it, and the cable and buttons of one that is emulated here. */

import type { Clock } from '../../runtime/clock.ts';
import type { Link } from '../../runtime/link.ts';
import type { FoundBoard } from './board-source.ts';
import { BoardEmulation } from './emulator/board-emulation.ts';

/** What it takes to make a Link, and who is told. */
export interface BoardLinkParts {
  readonly clock: Clock;
  /** What a source says about the board now. */
  readonly found: () => FoundBoard;
  /** Something about an emulated board may be different. */
  readonly changed: () => void;
  /** An emulated board was switched on, or came out of BOOTSEL mode. */
  readonly started: () => void;
}

/** One at a time: another one is made once the last was forgotten. */
export class BoardLink {
  readonly #parts: BoardLinkParts;
  #link: Link | undefined;
  #making: Promise<Link> | undefined;
  #emulation: BoardEmulation | undefined;

  constructor(parts: BoardLinkParts) {
    this.#parts = parts;
  }

  /** The Link, open or not, once there was one. */
  get current(): Link | undefined {
    return this.#link;
  }

  /** Present where the board is emulated and there was a Link. */
  get emulation(): BoardEmulation | undefined {
    return this.#emulation;
  }

  /** The Link, open or not. Throws `ProblemError` where there cannot be one. */
  need(): Promise<Link> {
    this.#making ??= this.#make().catch((error: unknown) => {
      this.#making = undefined;
      throw error;
    });
    return this.#making;
  }

  /** The board is elsewhere, or gone: the next one who needs a Link gets a new one. */
  forget(): void {
    this.#link = undefined;
    this.#making = undefined;
  }

  /** Takes the power of an emulated board, and forgets the Link. */
  async end(): Promise<void> {
    await this.#emulation?.end();
    this.#emulation = undefined;
    this.forget();
  }

  async #make(): Promise<Link> {
    const { clock, found, changed, started } = this.#parts;
    const board = found();
    const link = (this.#link = await board.createLink());
    const { emulation } = link.capabilities;
    if (emulation) {
      this.#emulation = new BoardEmulation({
        ...{ link, clock, emulation, changed, started },
        drives: board.drives,
        flashFile: board.flashFile,
        board: board.label,
      });
    }
    return link;
  }
}
