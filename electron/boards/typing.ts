/** What is typed to a board, on its way there. */

/** Typed text is handed over in pieces this large, in bytes, so that Ctrl-C never waits behind much. */
const pieceLength = 256;

interface TypedPiece {
  readonly bytes: Uint8Array;
  /** Called once the board has taken the piece, or it was thrown away. */
  readonly gone: () => void;
}

/** Where typed text goes. */
export interface TypingParts {
  /** Whether the board may get it now. */
  readonly isWanted: () => boolean;
  /** Hands a piece over; resolves when the board has taken it. */
  readonly send: (bytes: Uint8Array) => Promise<void>;
}

/** A queue of typed text. */
export class Typing {
  readonly #parts: TypingParts;
  readonly #pieces: TypedPiece[] = [];
  #isPumping = false;

  constructor(parts: TypingParts) {
    this.#parts = parts;
  }

  /** Resolves once the board has taken it all, or it was thrown away. */
  type(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      for (let from = 0; from < bytes.length || from === 0; from += pieceLength) {
        const last = from + pieceLength >= bytes.length;
        const piece = bytes.subarray(from, from + pieceLength);
        this.#pieces.push({ bytes: piece, gone: last ? resolve : () => undefined });
      }
      void this.pump();
    });
  }

  /** Puts keys in front of all that wait. */
  putBack(bytes: Uint8Array): void {
    this.#pieces.unshift({ bytes, gone: () => undefined });
  }

  /** To be called when the board may want it again. */
  async pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (this.#pieces.length > 0 && this.#parts.isWanted()) {
      const { bytes, gone } = this.#pieces.shift()!;
      if (bytes.length > 0) await this.#parts.send(bytes).catch(() => this.forget());
      gone();
    }
    this.#isPumping = false;
  }

  /** Throws away what the board has not taken. */
  forget(): void {
    for (const { gone } of this.#pieces.splice(0)) gone();
  }
}
