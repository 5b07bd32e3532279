/** The shift register of an SPI: one word at a time on the wires, in and out. */

import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';
import { SpiFormat } from './spi-format.ts';

/** What the wires do. */
export interface SpiLines {
  readonly clock: boolean;
  readonly transmit: boolean;
  readonly chipSelect: boolean;
}

interface SpiShifterParts {
  readonly clock: Clock;
  /** The outputs have these levels now. Called for every edge if somebody wants them, else between words only. */
  readonly drive: (lines: SpiLines) => void;
  /** The level of the receive line. */
  readonly sample: () => boolean;
  /** A word is through; the next one may begin now. */
  readonly finished: (received: number) => void;
}

/**
 * Shifts words. When nobody wants the edges there is nobody outside who could answer them either: the receive line is
 * then looked at once, at the end of the word.
 */
export class SpiShifter {
  readonly #parts: SpiShifterParts;
  readonly #step: Alarm;
  #format = new SpiFormat(7);
  #control = 7;
  #word = 0;
  #received = 0;
  #halfClock = 0;
  /** Next half clock to show. */
  #position = 0;
  #active = false;
  #showsEdges = false;
  #transmit = false;

  constructor(parts: SpiShifterParts) {
    this.#parts = parts;
    this.#step = parts.clock.createAlarm(() => (this.#showsEdges ? this.#advance() : this.#finishUnseen()));
  }

  get active(): boolean {
    return this.#active;
  }

  /**
   * Begins a word.
   *
   * @param control - SSPCR0, which tells the format.
   * @param halfClock - nanoseconds from one edge of the clock to the next.
   * @param showsEdges - whether somebody outside looks at the wires.
   */
  send(word: number, control: number, halfClock: number, showsEdges: boolean): void {
    this.#setFormat(control);
    this.#word = word;
    this.#received = 0;
    this.#halfClock = halfClock;
    this.#position = 0;
    this.#active = true;
    this.#showsEdges = showsEdges;
    if (!showsEdges) return this.#step.schedule(this.#format.halfClocks * halfClock);
    if (!this.#format.secondEdge) this.#transmit = this.#bit(0);
    this.#drive(false);
    this.#step.schedule(halfClock);
  }

  /** Puts the wires at rest. */
  rest(control: number): void {
    this.#setFormat(control);
    this.#active = false;
    this.#step.cancel();
    this.#parts.drive({ clock: this.#format.clockAtRest, transmit: this.#transmit, chipSelect: true });
  }

  save(): unknown {
    return {
      control: this.#control,
      word: this.#word,
      received: this.#received,
      halfClock: this.#halfClock,
      position: this.#position,
      active: this.#active,
      showsEdges: this.#showsEdges,
      transmit: this.#transmit,
      step: saveAlarm(this.#step, this.#parts.clock),
    };
  }

  restore(state: unknown): void {
    const saved = state as {
      control: number;
      word: number;
      received: number;
      halfClock: number;
      position: number;
      active: boolean;
      showsEdges: boolean;
      transmit: boolean;
      step: number | null;
    };
    this.#setFormat(saved.control);
    this.#word = saved.word;
    this.#received = saved.received;
    this.#halfClock = saved.halfClock;
    this.#position = saved.position;
    this.#active = saved.active;
    this.#showsEdges = saved.showsEdges;
    this.#transmit = saved.transmit;
    restoreAlarm(this.#step, saved.step);
  }

  #setFormat(control: number): void {
    if (control === this.#control) return;
    this.#control = control;
    this.#format = new SpiFormat(control);
  }

  /** A bit of the word, the most significant being number 0. */
  #bit(index: number): boolean {
    return ((this.#word >>> (this.#format.bits - 1 - index)) & 1) === 1;
  }

  #drive(clockMoved: boolean): void {
    const clock = this.#format.clockAtRest !== clockMoved;
    this.#parts.drive({ clock, transmit: this.#transmit, chipSelect: false });
  }

  /** One half clock later: an edge of the clock, or the end. */
  #advance(): void {
    const { bits, secondEdge, halfClocks } = this.#format;
    const edge = this.#position++;
    if (edge < 2 * bits) {
      const first = (edge & 1) === 0;
      // Data is taken at one edge of each clock and changes at the other.
      if (first !== secondEdge) this.#received = (this.#received << 1) | (this.#parts.sample() ? 1 : 0);
      else this.#transmit = this.#bit(Math.min(bits - 1, secondEdge ? edge >>> 1 : (edge >>> 1) + 1));
      this.#drive(first);
    } else if (edge === 2 * bits) {
      this.#parts.drive({ clock: this.#format.clockAtRest, transmit: this.#transmit, chipSelect: true });
    }
    if (edge + 1 === halfClocks) this.#finish();
    else this.#step.schedule(this.#halfClock);
  }

  #finishUnseen(): void {
    this.#received = this.#parts.sample() ? 2 ** this.#format.bits - 1 : 0;
    this.#transmit = this.#bit(this.#format.bits - 1);
    this.#finish();
  }

  #finish(): void {
    this.#active = false;
    this.#parts.finished(this.#received);
  }
}
