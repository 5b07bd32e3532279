/** BUSCTRL: bus priorities and performance counters (RP2040 datasheet, 2.1.5). */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';

const register = { priority: 0x00, acknowledge: 0x04, firstCounter: 0x08, end: 0x28 } as const;
const noEvent = 0x1f;

/** Bus control. Nobody waits for the bus here, so priorities change nothing and the counters stay at 0. */
export class BusControl implements Peripheral {
  readonly name = 'BUSCTRL';
  #priority = 0;
  #events = [noEvent, noEvent, noEvent, noEvent];
  readonly #notEmulated: NotEmulated;

  constructor({ notEmulated }: { readonly notEmulated: NotEmulated }) {
    this.#notEmulated = notEmulated;
  }

  read(offset: number): number {
    if (offset === register.priority) return this.#priority;
    if (offset === register.acknowledge) return 1;
    const isEvent = offset >= register.firstCounter && offset < register.end && offset % 8 === 4;
    return isEvent ? (this.#events[(offset - register.firstCounter) >>> 3] ?? 0) : 0;
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number): void {
    if (offset === register.priority) this.#priority = value & 0x1111;
    else if (offset > register.firstCounter && offset < register.end && offset % 8 === 4) {
      this.#events[(offset - register.firstCounter) >>> 3] = value & 0x1f;
      if ((value & 0x1f) !== noEvent) this.#notEmulated.report('bus performance counters (BUSCTRL)');
    }
  }

  reset(): void {
    this.#priority = 0;
    this.#events = [noEvent, noEvent, noEvent, noEvent];
  }

  save(): State {
    return { priority: this.#priority, events: [...this.#events] };
  }

  restore(state: State): void {
    const saved = state as { priority: number; events: number[] };
    this.#priority = saved.priority;
    this.#events = [...saved.events];
  }
}
