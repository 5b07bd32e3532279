/** A board's pins on their way to the windows that show them. */

import type { Clock } from '../../runtime/clock.ts';
import type { HardwareSnapshot, VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';

/** Sixty times a second, in milliseconds. */
const frame = 1000 / 60;

/** Watches pins while somebody looks. The state lives in shared memory: looking does not slow the program. */
export class HardwareStream {
  readonly #clock: Clock;
  readonly #hardware: () => VirtualHardware | undefined;
  readonly #viewers = new Set<(snapshot: HardwareSnapshot) => void>();
  #cancel: (() => void) | undefined;
  #watched: VirtualHardware | undefined;
  #revision = -1;

  /** `hardware` gives the pins there are just now. */
  constructor(clock: Clock, hardware: () => VirtualHardware | undefined) {
    this.#clock = clock;
    this.#hardware = hardware;
  }

  /** Calls `deliver` at every change, at most sixty times a second, until the returned function is called. */
  watch(deliver: (snapshot: HardwareSnapshot) => void): () => void {
    this.#viewers.add(deliver);
    this.#cancel ??= this.#clock.after(frame, () => this.#look());
    return () => {
      this.#viewers.delete(deliver);
      if (this.#viewers.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    };
  }

  #look(): void {
    this.#cancel = this.#clock.after(frame, () => this.#look());
    const hardware = this.#hardware();
    if (!hardware) return;
    const revision = hardware.revision;
    if (hardware === this.#watched && revision === this.#revision) return;
    this.#watched = hardware;
    this.#revision = revision;
    const snapshot = hardware.snapshot();
    for (const deliver of this.#viewers) deliver(snapshot);
  }
}
