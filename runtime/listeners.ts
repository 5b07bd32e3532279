/** Whoever wants to hear of one kind of event. */

import type { Unsubscribe } from './link.ts';

/** Listeners of one event; those that come or go while it is told do so from the next one on. */
export class Listeners<Told extends readonly unknown[] = []> {
  readonly #listeners = new Set<(...told: Told) => void>();

  /** Calls `listener` for every event from now on. */
  add(listener: (...told: Told) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells all of them, in the order in which they came. */
  tell(...told: Told): void {
    for (const listener of [...this.#listeners]) listener(...told);
  }
}
