import type { Link } from '../../runtime/link.ts';

/**
 * Pauses a Link while anybody who shows its data is too far behind, except while somebody needs to hear the
 * board at once: Stop overtakes every queue.
 */
export class FlowGate {
  readonly #link: Pick<Link, 'pause' | 'resume'>;
  readonly #holders = new Set<unknown>();
  #urgent = 0;
  #paused = false;

  constructor(link: Pick<Link, 'pause' | 'resume'>) {
    this.#link = link;
  }

  /** Holds the Link back, or lets go of it, on behalf of `holder`. */
  hold(holder: unknown, held: boolean): void {
    if (held) this.#holders.add(holder);
    else this.#holders.delete(holder);
    this.#apply();
  }

  /** Lets data through until the returned function is called, whoever holds. */
  letThrough(): () => void {
    this.#urgent++;
    this.#apply();
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.#urgent--;
      this.#apply();
    };
  }

  /** A Link that was opened again flows. */
  reopened(): void {
    this.#paused = false;
    this.#apply();
  }

  #apply(): void {
    const paused = this.#holders.size > 0 && this.#urgent === 0;
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (paused) this.#link.pause();
    else this.#link.resume();
  }
}
