/** The receiving half of a UART: makes characters of the edges on its line. */

import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';
import type { FrameFormat } from './frame-format.ts';

interface ReceiverParts {
  readonly clock: Clock;
  /** A character arrived, with its errors as in UARTDR. */
  readonly received: (character: number) => void;
}

/**
 * Waits for start bits. Within a frame it remembers the edges, and samples all bits in their middles when the
 * first stop bit is there: what lies between no program can see.
 */
export class Receiver {
  readonly #clock: Clock;
  readonly #received: (character: number) => void;
  readonly #stopBit: Alarm;
  #level = true;
  #start = 0;
  #format: FrameFormat | null = null;
  #nanosecondsPerBit = 0;
  /** Nanoseconds after the start bit's beginning at which the line changed; it is low before the first. */
  #edges: number[] = [];

  constructor({ clock, received }: ReceiverParts) {
    this.#clock = clock;
    this.#received = received;
    this.#stopBit = clock.createAlarm(() => this.#complete());
  }

  /**
   * The line has this level now.
   *
   * @param format - how to read a frame that begins with it; `null` while the receiver is off.
   */
  line(level: boolean, format: FrameFormat | null, nanosecondsPerBit: number): void {
    if (level === this.#level) return;
    this.#level = level;
    if (this.#format) this.#edges.push(this.#clock.nanoseconds - this.#start);
    else if (!level && format && nanosecondsPerBit < Infinity) {
      this.#format = format;
      this.#nanosecondsPerBit = nanosecondsPerBit;
      this.#start = this.#clock.nanoseconds;
      this.#edges = [];
      this.#stopBit.schedule((format.bitsBeforeStop + 0.5) * nanosecondsPerBit);
    }
  }

  /** Forgets a frame on its way. */
  stop(): void {
    this.#format = null;
    this.#stopBit.cancel();
  }

  save(): unknown {
    return {
      level: this.#level,
      elapsed: this.#clock.nanoseconds - this.#start,
      nanosecondsPerBit: this.#nanosecondsPerBit,
      edges: [...this.#edges],
      stopBit: saveAlarm(this.#stopBit, this.#clock),
    };
  }

  /** @param format - how to read the frame that was on its way. */
  restore(state: unknown, format: FrameFormat): void {
    const saved = state as {
      level: boolean;
      elapsed: number;
      nanosecondsPerBit: number;
      edges: number[];
      stopBit: number | null;
    };
    this.#level = saved.level;
    this.#start = this.#clock.nanoseconds - saved.elapsed;
    this.#nanosecondsPerBit = saved.nanosecondsPerBit;
    this.#edges = [...saved.edges];
    this.#format = saved.stopBit === null ? null : format;
    restoreAlarm(this.#stopBit, saved.stopBit);
  }

  #complete(): void {
    const format = this.#format;
    this.#format = null;
    if (!format) return;
    let levels = 0;
    let changes = 0;
    for (let index = 0; index <= format.bitsBeforeStop; index++) {
      const middle = (index + 0.5) * this.#nanosecondsPerBit;
      while (changes < this.#edges.length && this.#edges[changes]! <= middle) changes++;
      levels |= (changes & 1) << index;
    }
    // A start bit that was gone by its middle was a disturbance.
    if ((levels & 1) === 0) this.#received(format.decode(levels));
  }
}
