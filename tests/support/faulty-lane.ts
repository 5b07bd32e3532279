/** One direction of a Link with a fault on purpose. */

import type { Clock } from '../../runtime/clock.ts';
import { RandomNumbers } from '../../runtime/emulator/random-numbers.ts';

/** Which bytes are counted, and which suffer. */
export type Direction = 'from-board' | 'to-board';

/**
 * - `cut`: the cable comes out, and with it goes the power.
 * - `drop`: the connection is lost; the board keeps its power and goes on with what it has.
 * - `stall`: nothing passes in this direction any more.
 * - `delay`: nothing passes in this direction for three seconds; then everything does.
 * - `noise`: up to 16 bytes that nobody sent.
 * - `corrupt`: one byte is another one.
 * - `dribble`: from here on every byte on its own.
 */
export type FaultKind = 'cut' | 'drop' | 'stall' | 'delay' | 'noise' | 'corrupt' | 'dribble';

/** What goes wrong, and when. */
export interface Fault {
  readonly kind: FaultKind;
  /** `from-board` unless something else is said. */
  readonly direction?: Direction;
  /** Bytes that pass before. */
  readonly after: number;
  /** Decides about noise and corruption. */
  readonly seed?: number;
}

/** What a lane needs. */
export interface FaultyLaneParts {
  /** Passes bytes on; resolves when they were taken. */
  readonly pass: (bytes: Uint8Array) => Promise<void>;
  /** The connection ends here. */
  readonly broke: (kind: 'cut' | 'drop') => void;
  readonly clock: Clock;
}

/** In milliseconds: long for a cable, short for whoever waits for an answer. */
export const delayLength = 3000;
const longestNoise = 16;

/** Counts bytes and passes them on, as far as its fault lets it. */
export class FaultyLane {
  readonly #parts: FaultyLaneParts;
  readonly #fault: Fault | undefined;
  #passed = 0;
  #happened = false;
  #hasEnded = false;
  /** What is held back, while it is. */
  #held: (() => void)[] | null = null;

  /** Without a fault it is as good as none. */
  constructor(parts: FaultyLaneParts, fault?: Fault) {
    this.#parts = parts;
    this.#fault = fault;
  }

  /** Bytes that came to here. */
  get passed(): number {
    return this.#passed;
  }

  /** The fault has happened. */
  get happened(): boolean {
    return this.#happened;
  }

  /** Resolves when the other side has taken them: never where they are lost on the way. */
  async take(bytes: Uint8Array): Promise<void> {
    const before = this.#fault ? Math.max(0, this.#fault.after - this.#passed) : Infinity;
    this.#passed += bytes.length;
    if (this.#happened) return this.#pass(bytes);
    if (!this.#fault || bytes.length <= before) return this.#pass(bytes);
    this.#happened = true;
    const good = before > 0 ? this.#pass(bytes.subarray(0, before)) : Promise.resolve();
    const bad = this.#goWrong(this.#fault, bytes.subarray(before), good);
    await Promise.all([good, bad]);
  }

  /** `rest` begins with the byte where it happens; `good` is what comes before it. */
  #goWrong({ kind, seed = 1 }: Fault, rest: Uint8Array, good: Promise<void>): Promise<void> {
    const random = new RandomNumbers(seed);
    const below = (limit: number): number => Math.floor(random.next() * limit);
    switch (kind) {
      case 'cut':
      case 'drop':
        return good.then(() => {
          this.#parts.broke(kind);
          return never();
        });
      case 'stall':
        this.#held = [];
        return never();
      case 'delay':
        this.#held = [];
        this.#parts.clock.after(delayLength, () => this.#letGo());
        return this.#pass(rest);
      case 'noise':
        void this.#pass(Uint8Array.from({ length: 1 + below(longestNoise) }, () => below(256)));
        return this.#pass(rest);
      case 'corrupt':
        return this.#pass(Uint8Array.of(rest[0]! ^ (1 + below(255)), ...rest.subarray(1)));
      case 'dribble':
        return this.#pass(rest);
    }
  }

  async #pass(bytes: Uint8Array): Promise<void> {
    if (this.#held) await new Promise<void>((resolve) => this.#held?.push(resolve));
    if (!(this.#happened && this.#fault?.kind === 'dribble')) return this.#parts.pass(bytes);
    await Promise.all([...bytes].map((byte) => this.#parts.pass(Uint8Array.of(byte))));
  }

  /** What is held back is lost. */
  end(): void {
    if (this.#held) this.#held = [];
    this.#hasEnded = true;
  }

  #letGo(): void {
    if (this.#hasEnded) return;
    const held = this.#held ?? [];
    this.#held = null;
    for (const release of held) release();
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
