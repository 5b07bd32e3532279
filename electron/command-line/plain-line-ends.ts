/**
 * Line ends as programs write them. A board's serial port turns every `\n` that is printed into `\r\n`; for
 * files and pipes that is taken back. Pieces may be cut anywhere.
 */
export class PlainLineEnds {
  #heldReturn = false;

  /** The next piece, with `\n` for `\r\n`. A `\r` at its end waits for what follows. */
  convert(bytes: Uint8Array): Uint8Array {
    const result = new Uint8Array(bytes.length + 1);
    let length = 0;
    for (const byte of bytes) {
      if (this.#heldReturn && byte !== 10) result[length++] = 13;
      this.#heldReturn = byte === 13;
      if (byte !== 13) result[length++] = byte;
    }
    return result.subarray(0, length);
  }

  /** The `\r` that waits, if there is one: nothing more follows. */
  end(): Uint8Array {
    const rest = this.#heldReturn ? Uint8Array.of(13) : new Uint8Array(0);
    this.#heldReturn = false;
    return rest;
  }
}
