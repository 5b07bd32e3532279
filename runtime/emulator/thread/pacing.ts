/**
 * How simulated time follows real time: never ahead of it, behind it only a little, and without drifting away from it.
 * Plain arithmetic: whoever asks says what time it is.
 */

import type { EmulatorPace } from './thread-data.ts';

const nanosecondsPerMillisecond = 1_000_000;
/** Simulated at one go, in nanoseconds: between two pieces messages are heard. A Pico that sleeps takes no time. */
const longestPiece = 4 * nanosecondsPerMillisecond;
const longestPieceAsleep = 32 * nanosecondsPerMillisecond;
/** Not worth waking up for less, in nanoseconds. */
const shortestPiece = nanosecondsPerMillisecond;
/** Who falls further behind than this, in nanoseconds, stays behind: the computer slept, or is too slow. */
const longestLag = 250 * nanosecondsPerMillisecond;
/** Rests of a Pico that sleeps, in milliseconds: each twice as long as the one before. */
const shortestRest = 1;
const longestRest = 32;

/** What pacing depends on at one moment. */
export interface Moment {
  /** Real time in milliseconds, from any beginning. */
  readonly real: number;
  /** Simulated time in nanoseconds. */
  readonly simulated: number;
  /** No core has anything to do just now. */
  readonly sleeping: boolean;
  /** Nothing will happen until somebody outside does something. Then there is nothing to be fast for. */
  readonly waiting: boolean;
}

/** Says how much to simulate, and how long to rest. */
export class Pacing {
  readonly #pace: EmulatorPace;
  /** A moment of real time that counts as the same moment of simulated time. */
  #real = 0;
  #simulated = 0;
  #rest = shortestRest;
  #wasFast = false;

  constructor(pace: EmulatorPace) {
    this.#pace = pace;
  }

  /** From now on simulated time keeps up with real time. */
  start(moment: Moment): void {
    this.#real = moment.real;
    this.#simulated = moment.simulated;
    this.#rest = shortestRest;
  }

  /** Somebody outside did something: rests are short for a while. */
  stir(): void {
    this.#rest = shortestRest;
  }

  /** Nanoseconds to simulate now; 0 for none. */
  due(moment: Moment): number {
    const longest = moment.sleeping ? longestPieceAsleep : longestPiece;
    if (this.#pace === 'fast' && !moment.waiting) {
      this.#wasFast = true;
      return longest;
    }
    if (this.#wasFast) this.start(moment);
    this.#wasFast = false;
    if (this.#lag(moment) > longestLag) this.start(moment);
    const lag = this.#lag(moment);
    return lag < shortestPiece && !moment.sleeping ? 0 : Math.max(0, Math.min(lag, longest));
  }

  /** Milliseconds to rest now, unless somebody outside does something; 0 for none. */
  rest(moment: Moment): number {
    if (this.#pace === 'fast' && !moment.waiting) return 0;
    const lag = this.#lag(moment);
    if (lag >= shortestPiece) return 0;
    if (!moment.sleeping) {
      this.#rest = shortestRest;
      return (shortestPiece - lag) / nanosecondsPerMillisecond;
    }
    const rest = this.#rest;
    this.#rest = Math.min(longestRest, rest * 2);
    return rest;
  }

  /** Nanoseconds by which simulated time is late. */
  #lag(moment: Moment): number {
    return (moment.real - this.#real) * nanosecondsPerMillisecond - (moment.simulated - this.#simulated);
  }
}
