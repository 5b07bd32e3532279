/** FC0, the frequency counter of CLOCKS (RP2040 datasheet, 2.15.4). */

import type { Clock } from '../../clock/clock.ts';
import { type ClockSource, countedSources } from './clock-source.ts';

const register = {
  reference: 0x80,
  minimum: 0x84,
  maximum: 0x88,
  delay: 0x8c,
  interval: 0x90,
  source: 0x94,
  status: 0x98,
  result: 0x9c,
} as const;

const status = {
  pass: 1 << 0,
  done: 1 << 4,
  running: 1 << 8,
  fail: 1 << 16,
  slow: 1 << 20,
  fast: 1 << 24,
} as const;

/** Length of the shortest test, in nanoseconds (INTERVAL 0). */
const shortest = 980;

interface FrequencyCounterParts {
  readonly clock: Clock;
  /** Frequency of a source in hertz. */
  readonly frequency: (of: ClockSource) => number;
}

/** Measures a clock against the reference. A test begins when its source is written and takes its time. */
export class FrequencyCounter {
  #reference = 0;
  #minimum = 0;
  #maximum = 0x1ffffff;
  #delay = 1;
  #interval = 8;
  #source = 0;
  /** In 1/32 kHz, of the last test. */
  #result = 0;
  #ends = 0;
  readonly #clock: Clock;
  readonly #frequency: (of: ClockSource) => number;

  constructor({ clock, frequency }: FrequencyCounterParts) {
    this.#clock = clock;
    this.#frequency = frequency;
  }

  read(offset: number): number {
    switch (offset) {
      case register.reference:
        return this.#reference;
      case register.minimum:
        return this.#minimum;
      case register.maximum:
        return this.#maximum;
      case register.delay:
        return this.#delay;
      case register.interval:
        return this.#interval;
      case register.source:
        return this.#source;
      case register.status:
        return this.#status();
      case register.result:
        return this.#running ? 0 : this.#result;
      default:
        return 0;
    }
  }

  write(offset: number, value: number): void {
    switch (offset) {
      case register.reference:
        this.#reference = value & 0xfffff;
        break;
      case register.minimum:
        this.#minimum = value & 0x1ffffff;
        break;
      case register.maximum:
        this.#maximum = value & 0x1ffffff;
        break;
      case register.delay:
        this.#delay = value & 7;
        break;
      case register.interval:
        this.#interval = value & 0xf;
        break;
      case register.source:
        this.#source = value & 0xff;
        this.#begin();
        break;
    }
  }

  reset(): void {
    this.#reference = this.#minimum = this.#source = this.#result = this.#ends = 0;
    this.#maximum = 0x1ffffff;
    this.#delay = 1;
    this.#interval = 8;
  }

  save(): readonly number[] {
    const left = Math.max(0, this.#ends - this.#clock.nanoseconds);
    const settings = [
      this.#reference,
      this.#minimum,
      this.#maximum,
      this.#delay,
      this.#interval,
      this.#source,
    ];
    return [...settings, this.#result, left];
  }

  restore(state: readonly number[]): void {
    let left: number;
    [
      this.#reference,
      this.#minimum,
      this.#maximum,
      this.#delay,
      this.#interval,
      this.#source,
      this.#result,
      left,
    ] = state as [number, number, number, number, number, number, number, number];
    this.#ends = this.#clock.nanoseconds + left;
  }

  get #running(): boolean {
    return this.#clock.nanoseconds < this.#ends;
  }

  /** The counter believes REF_KHZ: a wrong value there gives a wrong result, as on the chip. */
  #begin(): void {
    const source = countedSources[this.#source] ?? 'none';
    const reference = this.#frequency('reference');
    const ratio = reference > 0 ? this.#frequency(source) / reference : 0;
    this.#result = Math.min(0x3fffffff, Math.round(ratio * this.#reference * 32));
    this.#ends = this.#clock.nanoseconds + shortest * 2 ** this.#interval;
  }

  #status(): number {
    if (this.#source === 0) return 0;
    if (this.#running) return status.running;
    const slow = this.#result < this.#minimum * 32;
    const fast = this.#result > this.#maximum * 32;
    if (slow) return status.done | status.fail | status.slow;
    return fast ? status.done | status.fail | status.fast : status.done | status.pass;
  }
}
