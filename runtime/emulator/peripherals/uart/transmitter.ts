/** The sending half of a UART: one frame at a time on the line. */

import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';
import type { FrameFormat } from './frame-format.ts';

/** Nanoseconds by which a moment may seem to lie before an edge that is due then. */
const noise = 0.25;

interface TransmitterParts {
  readonly clock: Clock;
  /** The line has a new level. Called only while somebody wants edges, and when frames begin and end. */
  readonly line: (level: boolean) => void;
  /** A frame is over; the next one may begin now. */
  readonly finished: () => void;
}

/** Sends frames. Between edges that nobody wants to see it does nothing at all. */
export class Transmitter {
  readonly #clock: Clock;
  readonly #line: (level: boolean) => void;
  readonly #end: Alarm;
  readonly #edge: Alarm;
  #levels = 0;
  #length = 0;
  #start = 0;
  #nanosecondsPerBit = 1;
  #active = false;
  #wantsEdges = false;

  constructor({ clock, line, finished }: TransmitterParts) {
    this.#clock = clock;
    this.#line = line;
    this.#end = clock.createAlarm(() => {
      this.#active = false;
      this.#edge.cancel();
      finished();
    });
    this.#edge = clock.createAlarm(() => this.#showEdge());
  }

  /** A frame is on the line. */
  get active(): boolean {
    return this.#active;
  }

  /** The level of the line at this moment. */
  get level(): boolean {
    return !this.#active || ((this.#levels >>> this.#index) & 1) === 1;
  }

  /** Whether every edge matters when it happens. */
  set wantsEdges(wanted: boolean) {
    if (wanted === this.#wantsEdges) return;
    this.#wantsEdges = wanted;
    if (wanted && this.#active) this.#showEdge();
    else this.#edge.cancel();
  }

  send(data: number, format: FrameFormat, nanosecondsPerBit: number): void {
    this.#levels = format.encode(data);
    this.#length = format.length;
    this.#start = this.#clock.nanoseconds;
    this.#nanosecondsPerBit = nanosecondsPerBit;
    this.#active = true;
    this.#end.schedule(this.#length * nanosecondsPerBit);
    if (this.#wantsEdges) this.#showEdge();
  }

  stop(): void {
    this.#active = false;
    this.#end.cancel();
    this.#edge.cancel();
  }

  save(): unknown {
    return {
      levels: this.#levels,
      length: this.#length,
      elapsed: this.#clock.nanoseconds - this.#start,
      nanosecondsPerBit: this.#nanosecondsPerBit,
      active: this.#active,
      end: saveAlarm(this.#end, this.#clock),
      edge: saveAlarm(this.#edge, this.#clock),
    };
  }

  restore(state: unknown): void {
    const saved = state as {
      levels: number;
      length: number;
      elapsed: number;
      nanosecondsPerBit: number;
      active: boolean;
      end: number | null;
      edge: number | null;
    };
    this.#levels = saved.levels;
    this.#length = saved.length;
    this.#start = this.#clock.nanoseconds - saved.elapsed;
    this.#nanosecondsPerBit = saved.nanosecondsPerBit;
    this.#active = saved.active;
    restoreAlarm(this.#end, saved.end);
    restoreAlarm(this.#edge, saved.edge);
  }

  get #index(): number {
    const elapsed = this.#clock.nanoseconds - this.#start;
    return Math.min(this.#length - 1, Math.floor((elapsed + noise) / this.#nanosecondsPerBit));
  }

  /** Shows the level of this moment, and comes back when it changes. */
  #showEdge(): void {
    const index = this.#index;
    const level = (this.#levels >>> index) & 1;
    this.#line(level === 1);
    let next = index + 1;
    while (next < this.#length && ((this.#levels >>> next) & 1) === level) next++;
    if (next >= this.#length) return;
    const due = this.#start + next * this.#nanosecondsPerBit;
    this.#edge.schedule(Math.max(1, due - this.#clock.nanoseconds));
  }
}
