import type { Clock } from '../../runtime/clock.ts';

/** Speed is that of so many milliseconds: long enough to be read, short enough to follow. */
const span = 3000;

/** How fast something goes just now. */
export class Speed {
  readonly #clock: Clock;
  #known: { readonly time: number; readonly bytes: number }[];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#known = [{ time: clock.now(), bytes: 0 }];
  }

  /** Bytes a second of late, where so many bytes are through now; 0 while no time has passed. */
  at(bytes: number): number {
    const time = this.#clock.now();
    this.#known.push({ time, bytes });
    const begin = this.#known.findLastIndex((known) => time - known.time >= span);
    if (begin > 0) this.#known = this.#known.slice(begin);
    const first = this.#known[0]!;
    return time > first.time ? Math.max(0, ((bytes - first.bytes) * 1000) / (time - first.time)) : 0;
  }
}
