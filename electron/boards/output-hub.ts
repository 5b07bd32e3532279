/**
 * A board's output on its way to the windows that show it: kept in order, sent in batches, never more ahead
 * of a window than its credit. What all windows have is kept only as far as a new window should see it.
 */

import type { Clock } from '../../runtime/clock.ts';
import { outputCredit, type OutputPiece } from '../api.ts';

/** One animation frame, in milliseconds. */
const frame = 16;
/** What a window that comes later gets to see, in characters. */
const recentLength = 100_000;
/** Pieces grow up to this length, in characters. */
const pieceLength = 16_384;
/** Beyond this many characters not yet sent to some window the board is held. */
const holdAbove = 64 * 1024;
/** A window so far behind, in characters, skips: the board cannot be held while it is being stopped. */
const skipAbove = 8 * 1024 * 1024;

/** One window watching one board. */
export interface OutputViewing {
  /** What was printed before, newest last. */
  readonly recent: readonly OutputPiece[];
  /** The window has shown this many characters. */
  acknowledge(characters: number): void;
  end(): void;
}

interface StoredPiece {
  readonly stream: OutputPiece['stream'];
  text: string;
  readonly starts: boolean;
  /** Position of its first character in everything the board ever printed. */
  readonly from: number;
}

interface Viewer {
  readonly deliver: (pieces: readonly OutputPiece[]) => void;
  /** Position up to which it was sent. */
  position: number;
  unacknowledged: number;
}

export class OutputHub {
  readonly #clock: Clock;
  readonly #hold: (held: boolean) => void;
  readonly #skipped: string;
  readonly #pieces: StoredPiece[] = [];
  readonly #viewers = new Set<Viewer>();
  #end = 0;
  #lastFlush = -Infinity;
  #flushDue = false;
  #held = false;

  /**
   * `hold` is called with true when the slowest window is too far behind, with false when it caught up;
   * `skipped` is the line shown where output had to be left out.
   */
  constructor(clock: Clock, hold: (held: boolean) => void, skipped: string) {
    this.#clock = clock;
    this.#hold = hold;
    this.#skipped = skipped;
  }

  /** Adds output. `starts` is for the notice that a program was started. */
  push(stream: OutputPiece['stream'], text: string, starts = false): void {
    if (text === '') return;
    const last = this.#pieces.at(-1);
    if (last?.stream === stream && stream !== 'notice' && last.text.length < pieceLength) last.text += text;
    else this.#pieces.push({ stream, text, starts, from: this.#end });
    this.#end += text.length;
    this.#flushSoon();
    this.#tend();
  }

  /** Lets a window watch from now on. */
  attach(deliver: (pieces: readonly OutputPiece[]) => void): OutputViewing {
    const recent = this.#slice(this.#end - recentLength, Infinity);
    const viewer: Viewer = { deliver, position: this.#end, unacknowledged: 0 };
    this.#viewers.add(viewer);
    return {
      recent,
      acknowledge: (characters) => {
        viewer.unacknowledged = Math.max(0, viewer.unacknowledged - characters);
        this.#flushSoon();
      },
      end: () => {
        this.#viewers.delete(viewer);
        this.#tend();
      },
    };
  }

  #flushSoon(): void {
    if (this.#flushDue || this.#viewers.size === 0) return;
    this.#flushDue = true;
    const wait = Math.max(0, this.#lastFlush + frame - this.#clock.now());
    this.#clock.after(wait, () => {
      this.#flushDue = false;
      this.#lastFlush = this.#clock.now();
      for (const viewer of this.#viewers) this.#send(viewer);
      this.#tend();
    });
  }

  #send(viewer: Viewer): void {
    const credit = outputCredit - viewer.unacknowledged;
    const pieces = this.#slice(viewer.position, credit);
    if (pieces.length === 0) return;
    const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    viewer.position += length;
    viewer.unacknowledged += length;
    viewer.deliver(pieces);
  }

  /** Pieces from a position on, at most `length` characters. */
  #slice(position: number, length: number): OutputPiece[] {
    const pieces: OutputPiece[] = [];
    let left = length;
    for (let index = this.#indexAt(position); index < this.#pieces.length && left > 0; index++) {
      const { stream, text, starts, from } = this.#pieces[index]!;
      const cut = text.slice(Math.max(0, position - from)).slice(0, left);
      if (cut) pieces.push({ stream, text: cut, ...(starts && { starts }) });
      left -= cut.length;
    }
    return pieces;
  }

  /** Index of the piece that holds a position; searched from the end, where windows mostly are. */
  #indexAt(position: number): number {
    let index = this.#pieces.length;
    while (index > 0 && this.#pieces[index - 1]!.from + this.#pieces[index - 1]!.text.length > position)
      index--;
    return index;
  }

  /** Forgets what nobody needs, lets hopeless windows skip, and holds or releases the board. */
  #tend(): void {
    for (const viewer of this.#viewers) {
      if (this.#end - viewer.position <= skipAbove) continue;
      viewer.position = this.#end - recentLength;
      viewer.deliver([{ stream: 'notice', text: this.#skipped }]);
    }
    const slowest = Math.min(this.#end, ...[...this.#viewers].map((viewer) => viewer.position));
    const needed = Math.min(slowest, this.#end - recentLength);
    let unneeded = 0;
    while (unneeded < this.#pieces.length && this.#endOf(unneeded) <= needed) unneeded++;
    if (unneeded > 0) this.#pieces.splice(0, unneeded);
    const held = this.#end - slowest > (this.#held ? holdAbove / 2 : holdAbove);
    if (held === this.#held) return;
    this.#held = held;
    this.#hold(held);
  }

  #endOf(index: number): number {
    const piece = this.#pieces[index]!;
    return piece.from + piece.text.length;
  }
}
