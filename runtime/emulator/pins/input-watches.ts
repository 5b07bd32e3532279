/** Who waits for changes of pins, and for which: so that what drives pins that nobody watches may save its work. */

import type { FunctionSelect } from '../../hardware/function-select.ts';
import type { InputWatch } from './pin-signals.ts';

interface Watch extends InputWatch {
  readonly changed: (bits: number) => void;
  readonly from: FunctionSelect | undefined;
  bits: number;
  effective: number;
}

/** All who watch inputs, and the interrupts of IO_BANK0. */
export class InputWatches {
  readonly #selected: (from: FunctionSelect) => number;
  readonly #watches: Watch[] = [];
  readonly #listeners: (() => void)[] = [];
  #byWatches = 0;
  #forInterrupts = 0;

  /** @param selected - the pins that have a function, a bit each. */
  constructor(selected: (from: FunctionSelect) => number) {
    this.#selected = selected;
  }

  /** Pins on which every edge matters as it happens, because somebody waits for it; a bit each. */
  get pins(): number {
    return this.#byWatches | this.#forInterrupts;
  }

  /** Calls `changed` after `pins`, or the function of a pin, changed. */
  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /** Adds somebody who watches `bits` at first; with `from`, only while they have that function. */
  add(changed: (bits: number) => void, from: FunctionSelect | undefined, bits: number): InputWatch {
    const watch: Watch = {
      changed,
      from,
      bits,
      effective: 0,
      watch: (wanted) => {
        if (watch.bits === wanted) return;
        watch.bits = wanted;
        this.renew();
      },
    };
    this.#watches.push(watch);
    this.renew();
    return watch;
  }

  /** Pins with interrupts enabled. */
  watchForInterrupts(bits: number): void {
    if (this.#forInterrupts === bits) return;
    this.#forInterrupts = bits;
    this.#tellListeners();
  }

  /** Functions of pins changed. */
  renew(): void {
    this.addUp();
    this.#tellListeners();
  }

  /** The same, without telling anybody: a snapshot is put back. */
  addUp(): void {
    let watched = 0;
    for (const watch of this.#watches) {
      watch.effective = watch.from === undefined ? watch.bits : watch.bits & this.#selected(watch.from);
      watched |= watch.effective;
    }
    this.#byWatches = watched;
  }

  /** Inputs changed: tells whoever watches them. */
  tell(changed: number): void {
    if ((changed & this.#byWatches) === 0) return;
    for (const watch of this.#watches) {
      const bits = changed & watch.effective;
      if (bits !== 0) watch.changed(bits);
    }
  }

  #tellListeners(): void {
    for (const listener of this.#listeners) listener();
  }
}
