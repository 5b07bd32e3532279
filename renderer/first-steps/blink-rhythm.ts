/** Equal lengths needed before a rhythm counts. */
const enough = 4;

/** How fast a LED blinks, measured on the LED: from its first going on, every change counts. */
export class BlinkRhythm {
  #lit = false;
  #begun = false;
  #last = 0;
  #lengths: number[] = [];

  /** The LED is on or off at a time in milliseconds. */
  see(lit: boolean, at: number): void {
    if (lit === this.#lit) return;
    this.#lit = lit;
    if (this.#begun) this.#lengths = [...this.#lengths.slice(1 - enough), at - this.#last];
    else if (!lit) return;
    this.#begun = true;
    this.#last = at;
  }

  /** The shortest time between two changes of the last few, in milliseconds; `null` before there was one. */
  get shortest(): number | null {
    return this.#lengths.length > 0 ? Math.min(...this.#lengths) : null;
  }

  /** The longest of the last few, once there are enough to call it a rhythm. */
  get longest(): number | null {
    return this.#lengths.length === enough ? Math.max(...this.#lengths) : null;
  }
}
