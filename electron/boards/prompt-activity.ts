import type { Clock } from '../../runtime/clock.ts';

/** A line typed at the prompt that ends sooner is not shown as "running", in milliseconds. */
const briefly = 50;

/** Whether what runs under the prompt's own control has run long enough to be shown as "running". */
export class PromptActivity {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #cancel: (() => void) | undefined;
  #shown = false;

  /** `changed` is called when `shown` became true by itself. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get shown(): boolean {
    return this.#shown;
  }

  /** Something runs. */
  begins(): void {
    if (this.#shown) return;
    this.#cancel ??= this.#clock.after(briefly, () => {
      this.#cancel = undefined;
      this.#shown = true;
      this.#changed();
    });
  }

  /** Nothing runs; the value says whether something was shown until now. */
  ends(): boolean {
    this.#cancel?.();
    this.#cancel = undefined;
    const wasShown = this.#shown;
    this.#shown = false;
    return wasShown;
  }
}
