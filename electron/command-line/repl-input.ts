/** Standard input on its way to the board that it is joined to. */

import type { Link } from '../../runtime/link.ts';
import { interrupt } from '../../runtime/repl/control-codes.ts';
import { statuses } from './command-error.ts';
import type { Input } from './streams.ts';

/** Ctrl-] leaves, when typed into a terminal; it means nothing to MicroPython. */
const leave = 0x1d;

/** What comes of the input. */
export interface ReplInputEvents {
  /** Somebody wants to leave, with this exit status. */
  leave(status: number): void;
  /** Nothing more follows. */
  ended(): void;
}

/**
 * Passes input on byte for byte. The keys of a terminal are taken at any time, whatever the board does, so that Ctrl-]
 * is heard; they wait for the board here. Other input is taken only as fast as the board takes it.
 */
export class ReplInput {
  readonly #input: Input;
  readonly #link: Link;
  readonly #events: ReplInputEvents;
  readonly #waiting: Uint8Array[] = [];
  #isOpen = false;
  #wasOpen = false;

  /** Begins to read a terminal; other input only once the Link is open. */
  constructor(input: Input, link: Link, events: ReplInputEvents) {
    this.#input = input;
    this.#link = link;
    this.#events = events;
    if (input.isTTY) this.#begin();
  }

  /** The Link is open, for the first time or again. */
  opened(): void {
    this.#isOpen = true;
    if (!this.#input.isTTY && !this.#wasOpen) this.#begin();
    this.#wasOpen = true;
    this.#input.resume();
    for (const bytes of this.#waiting.splice(0)) this.#send(bytes);
  }

  /** The Link closed. */
  closed(): void {
    this.#isOpen = false;
  }

  #begin(): void {
    this.#input.on('data', (bytes: Uint8Array) =>
      this.#input.isTTY ? this.#typed(bytes) : this.#read(bytes),
    );
    this.#input.once('end', () => this.#events.ended());
  }

  #typed(bytes: Uint8Array): void {
    if (bytes.includes(leave)) this.#events.leave(statuses.done);
    else if (this.#isOpen) this.#send(bytes);
    // No board yet that it could be meant for.
    else if (!this.#wasOpen && bytes.includes(interrupt)) this.#events.leave(statuses.interrupted);
    else this.#waiting.push(bytes);
  }

  #read(bytes: Uint8Array): void {
    this.#input.pause();
    this.#link.write(bytes).then(
      () => this.#input.resume(),
      () => undefined, // the Link closed: the input waits for it
    );
  }

  #send(bytes: Uint8Array): void {
    this.#link.write(bytes).catch(() => undefined); // the Link's closing is told
  }
}
