/** Start of frame: the computer marks every millisecond, numbered to 2047 (RP2040 datasheet, 4.1.2.6.3). */

import type { Alarm, Clock } from '../clock/clock.ts';
import type { Saved } from '../saved.ts';

const frameNanoseconds = 1_000_000;
/** Below this a difference of two moments is the rounding of their sum. */
const roundingNanoseconds = 0.5;

interface FramesState {
  readonly running: boolean;
  readonly first: number;
  readonly age: number;
  readonly seen: number;
  readonly wanted: boolean;
}

/** Counts the frames without being woken for each, unless somebody wants to be. */
export class UsbFrames implements Saved {
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  #running = false;
  /** Number of the first frame and when it began. */
  #first = 0;
  #began = 0;
  /** Frames that went by before the program last read their number, or −1. */
  #seen = -1;
  #wanted = false;

  /** `startOfFrame` is called at the beginning of each frame while that is `wanted`. */
  constructor(clock: Clock, startOfFrame: () => void) {
    this.#clock = clock;
    this.#alarm = clock.createAlarm(() => {
      this.#expect();
      startOfFrame();
    });
  }

  /** Number of the present frame, 0 to 2047. */
  get number(): number {
    return (this.#first + Math.max(0, this.#count)) & 0x7ff;
  }

  /** A frame has begun since `acknowledge`. */
  get pending(): boolean {
    return this.#running && this.#count > this.#seen;
  }

  acknowledge(): void {
    this.#seen = this.#count;
  }

  /** Whether anybody is to be told of each frame. */
  set wanted(wanted: boolean) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#expect();
  }

  start(first: number): void {
    this.#running = true;
    this.#first = first;
    this.#began = this.#clock.nanoseconds;
    this.#seen = -1;
    this.#expect();
  }

  stop(): void {
    this.#first = this.number;
    this.#running = false;
    this.#expect();
  }

  save(): FramesState {
    return {
      running: this.#running,
      first: this.#first,
      age: this.#clock.nanoseconds - this.#began,
      seen: this.#seen,
      wanted: this.#wanted,
    };
  }

  restore(state: FramesState): void {
    this.#running = state.running;
    this.#first = state.first;
    this.#began = this.#clock.nanoseconds - state.age;
    this.#seen = state.seen;
    this.#wanted = state.wanted;
    this.#expect();
  }

  /** Frames that went by since the first. */
  get #count(): number {
    if (!this.#running) return -1;
    return Math.floor((this.#clock.nanoseconds - this.#began + roundingNanoseconds) / frameNanoseconds);
  }

  #expect(): void {
    if (!this.#running || !this.#wanted) return this.#alarm.cancel();
    const next = this.#began + (this.#count + 1) * frameNanoseconds;
    this.#alarm.schedule(Math.max(0, next - this.#clock.nanoseconds));
  }
}
