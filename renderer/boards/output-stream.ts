import type { OutputPiece } from '../../electron/api.ts';

/** Characters kept of what was already shown, so that a shell that opens later has something to show. */
const recentLimit = 64 * 1024;

/** Where output is shown: it takes pieces when it has room, and says when they have been shown. */
export interface OutputDisplay {
  /** There is something to take. */
  arrived(): void;
  /** What was shown so far no longer holds: start empty. */
  restarted(): void;
}

/** Reads along: sees every piece once, as it arrives, whether or not anything shows it. */
export interface OutputListener {
  pieces(pieces: readonly OutputPiece[]): void;
  /** The stream begins anew: what was begun will not go on. What was printed before is not told. */
  restarted(): void;
}

/**
 * Output of one board on its way from the host to the one display that shows it, and to those that
 * read along.
 *
 * The host sends ahead only as much as it has credit for; credit comes back when the display has
 * shown something. Without a display, output counts as shown and only its end is kept.
 */
export class OutputStream {
  #display: OutputDisplay | null = null;
  #recent: OutputPiece[] = [];
  #recentCharacters = 0;
  #waiting: OutputPiece[] = [];
  #unacknowledged = 0;
  readonly #listeners = new Set<OutputListener>();

  /** `acknowledge` gives the host credit for that many characters. */
  constructor(readonly acknowledge: (characters: number) => void) {}

  /** Output arrived from the host. */
  push(pieces: readonly OutputPiece[]): void {
    for (const listener of this.#listeners) listener.pieces(pieces);
    for (const piece of pieces) this.#unacknowledged += piece.text.length;
    if (this.#display) {
      this.#waiting.push(...pieces);
      this.#display.arrived();
    } else {
      for (const piece of pieces) this.#remember(piece);
      this.#acknowledge(this.#unacknowledged);
    }
  }

  /** The stream begins anew, with what the host says was shown lately. */
  restart(recent: readonly OutputPiece[]): void {
    this.#recent = [];
    this.#recentCharacters = 0;
    this.#waiting = [];
    this.#unacknowledged = 0;
    for (const listener of this.#listeners) listener.restarted();
    if (this.#display) {
      this.#waiting.push(...recent);
      this.#display.restarted();
      this.#display.arrived();
    } else {
      for (const piece of recent) this.#remember(piece);
    }
  }

  /** Begins to show: first what is remembered, then what comes. Returns a function that ends it. */
  join(display: OutputDisplay): () => void {
    this.#display = display;
    this.#waiting.unshift(...this.#recent);
    this.#recent = [];
    this.#recentCharacters = 0;
    if (this.#waiting.length > 0) display.arrived();
    return () => {
      if (this.#display !== display) return;
      this.#display = null;
      for (const piece of this.#waiting.splice(0)) this.#remember(piece);
      this.#acknowledge(this.#unacknowledged);
    };
  }

  /** Reads along from now on. Returns a function that ends it. */
  listen(listener: OutputListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the oldest output, at most `limit` characters of it. */
  take(limit: number): OutputPiece[] {
    const taken: OutputPiece[] = [];
    let room = limit;
    let count = 0;
    for (; room > 0 && count < this.#waiting.length; count++) {
      const piece = this.#waiting[count]!;
      if (piece.text.length > room) {
        taken.push({ stream: piece.stream, text: piece.text.slice(0, room) });
        this.#waiting[count] = { stream: piece.stream, text: piece.text.slice(room) };
        break;
      }
      taken.push(piece);
      room -= piece.text.length;
    }
    this.#waiting.splice(0, count);
    for (const piece of taken) this.#remember(piece);
    return taken;
  }

  /** That many characters can now be seen. */
  shown(characters: number): void {
    this.#acknowledge(Math.min(characters, this.#unacknowledged));
  }

  /** Forgets what was shown, so that a shell that opens later does not bring it back. */
  forget(): void {
    this.#recent = [];
    this.#recentCharacters = 0;
  }

  #acknowledge(characters: number): void {
    if (characters === 0) return;
    this.#unacknowledged -= characters;
    this.acknowledge(characters);
  }

  #remember(piece: OutputPiece): void {
    const text = piece.text.slice(-recentLimit);
    this.#recent.push({ stream: piece.stream, text });
    this.#recentCharacters += text.length;
    let dropped = 0;
    while (this.#recentCharacters - this.#recent[dropped]!.text.length > recentLimit) {
      this.#recentCharacters -= this.#recent[dropped]!.text.length;
      dropped += 1;
    }
    if (dropped > 0) this.#recent.splice(0, dropped);
  }
}
