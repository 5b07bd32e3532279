/** What is carried out at the prompt may change files. Whoever then looks takes the prompt for a moment. */

import type { Clock } from '../../runtime/clock.ts';

/** Nobody has typed, and the board has said nothing, for so long: in milliseconds. */
const quietLength = 500;

/** What it takes to tell. */
export interface LineEffectParts {
  readonly clock: Clock;
  /** The board is at its empty prompt, and nobody wants anything of it. */
  readonly isQuiet: () => boolean;
  /** Files may have changed. */
  readonly changed: () => void;
}

/** Tells that files may have changed, once for all lines that were carried out, as soon as that disturbs nobody. */
export class LineEffects {
  readonly #parts: LineEffectParts;
  #isDue = false;
  #cancel = (): void => {};

  constructor(parts: LineEffectParts) {
    this.#parts = parts;
  }

  /** Something is carried out, or was. */
  expect(): void {
    this.#isDue = true;
  }

  /** To be called whenever the board may have said something: the quiet begins anew. */
  look(): void {
    if (!this.#isDue) return;
    const { clock, isQuiet } = this.#parts;
    this.#cancel();
    this.#cancel = isQuiet() ? clock.after(quietLength, () => this.#tell()) : () => {};
  }

  #tell(): void {
    if (!this.#parts.isQuiet()) return; // somebody began to type: once that line is over
    this.#isDue = false;
    this.#parts.changed();
  }
}
