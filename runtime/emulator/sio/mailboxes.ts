/** The two FIFOs through which the cores send each other words (RP2040 datasheet, 2.3.1.4). */

import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import type { Saved } from '../saved.ts';

const depth = 8;
/** FIFO_ST: something to read, room to write, written while full, read while empty. */
const status = { valid: 1, ready: 2, overflow: 4, underflow: 8 } as const;

interface MailboxParts {
  readonly interrupts: InterruptLines;
  /** A word arrived for a core, which may wait for it in WFE. */
  readonly signalEvent: (core: 0 | 1) => void;
}

/** One core's end: what it reads, and what went wrong. */
interface Mailbox {
  readonly words: number[];
  overflow: boolean;
  underflow: boolean;
}

const lines = [interruptLine.sioProc0, interruptLine.sioProc1] as const;

/** Words on their way from core to core, eight at most each way. */
export class Mailboxes implements Saved {
  readonly #parts: MailboxParts;
  readonly #boxes: readonly [Mailbox, Mailbox] = [emptyBox(), emptyBox()];

  constructor(parts: MailboxParts) {
    this.#parts = parts;
  }

  status(core: 0 | 1): number {
    const own = this.#boxes[core];
    const room = this.#boxes[other(core)].words.length < depth;
    return (
      (own.words.length > 0 ? status.valid : 0) |
      (room ? status.ready : 0) |
      (own.overflow ? status.overflow : 0) |
      (own.underflow ? status.underflow : 0)
    );
  }

  /** Writing FIFO_ST, whatever it is, clears what went wrong. */
  clear(core: 0 | 1): void {
    this.#boxes[core].overflow = this.#boxes[core].underflow = false;
    this.#signal(core);
  }

  send(from: 0 | 1, word: number): void {
    const to = other(from);
    if (this.#boxes[to].words.length >= depth) {
      this.#boxes[from].overflow = true;
      this.#signal(from);
      return;
    }
    this.#boxes[to].words.push(word >>> 0);
    this.#signal(to);
    this.#parts.signalEvent(to);
  }

  receive(core: 0 | 1): number {
    const own = this.#boxes[core];
    const word = own.words.shift();
    if (word === undefined) own.underflow = true;
    this.#signal(core);
    return word ?? 0;
  }

  reset(): void {
    for (const core of [0, 1] as const) {
      this.#boxes[core].words.length = 0;
      this.clear(core);
    }
  }

  save() {
    return this.#boxes.map((box) => ({ ...box, words: [...box.words] }));
  }

  restore(state: ReturnType<Mailboxes['save']>): void {
    for (const core of [0, 1] as const) {
      const { words, overflow, underflow } = state[core]!;
      this.#boxes[core].words.splice(0, depth, ...words);
      Object.assign(this.#boxes[core], { overflow, underflow });
    }
  }

  /** The interrupt of a core is up while it has something to read or something went wrong (2.3.1.4). */
  #signal(core: 0 | 1): void {
    const { words, overflow, underflow } = this.#boxes[core];
    this.#parts.interrupts.set(lines[core], words.length > 0 || overflow || underflow, core);
  }
}

function emptyBox(): Mailbox {
  return { words: [], overflow: false, underflow: false };
}

function other(core: 0 | 1): 0 | 1 {
  return core === 0 ? 1 : 0;
}
