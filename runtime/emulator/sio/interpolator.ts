/** An interpolator: two accumulators whose shifted and masked values are added to bases (RP2040 datasheet, 2.3.1.6). */

import type { Saved } from '../saved.ts';

/** Offsets from the first register of an interpolator. */
const register = {
  accumulator0: 0x00,
  accumulator1: 0x04,
  base0: 0x08,
  base1: 0x0c,
  base2: 0x10,
  popLane0: 0x14,
  popLane1: 0x18,
  popFull: 0x1c,
  peekLane0: 0x20,
  peekLane1: 0x24,
  peekFull: 0x28,
  control0: 0x2c,
  control1: 0x30,
  add0: 0x34,
  add1: 0x38,
  bases: 0x3c,
} as const;

/** Bits of a lane's control register above shift, lowest and highest bit of the mask, each of five bits. */
const control = {
  signed: 1 << 15,
  crossInput: 1 << 16,
  crossResult: 1 << 17,
  addRaw: 1 << 18,
  /** Lane 0 of interpolator 0. */
  blend: 1 << 21,
  /** Lane 0 of interpolator 1. */
  clamp: 1 << 22,
  overflow0: 1 << 23,
  overflow1: 1 << 24,
  overflow: 1 << 25,
} as const;
const writable = 0x1fffff;

/** What the two lanes come to. */
interface Results {
  readonly lanes: readonly [number, number];
  readonly full: number;
}

/** One of the two interpolators of a core. */
export class Interpolator implements Saved {
  /** 0 can blend, 1 can clamp. */
  readonly #number: 0 | 1;
  readonly #accumulators = new Int32Array(2);
  readonly #bases = new Int32Array(3);
  readonly #controls = new Int32Array(2);

  constructor(number: 0 | 1) {
    this.#number = number;
  }

  read(offset: number): number {
    switch (offset) {
      case register.accumulator0:
      case register.accumulator1:
        return this.#accumulators[offset >> 2]!;
      case register.base0:
      case register.base1:
      case register.base2:
        return this.#bases[(offset - register.base0) >> 2]!;
      case register.popLane0:
        return this.#pop(({ lanes }) => this.#forced(0, lanes[0]));
      case register.popLane1:
        return this.#pop(({ lanes }) => this.#forced(1, lanes[1]));
      case register.popFull:
        return this.#pop(({ full }) => full);
      case register.peekLane0:
        return this.#forced(0, this.#results().lanes[0]);
      case register.peekLane1:
        return this.#forced(1, this.#results().lanes[1]);
      case register.peekFull:
        return this.#results().full;
      case register.control0:
        return this.#controls[0]! | this.#overflows();
      case register.control1:
        return this.#controls[1]!;
      case register.add0:
        return this.#masked(0);
      case register.add1:
        return this.#masked(1);
      default:
        return 0;
    }
  }

  write(offset: number, value: number): void {
    switch (offset) {
      case register.accumulator0:
      case register.accumulator1:
        this.#accumulators[offset >> 2] = value;
        return;
      case register.base0:
      case register.base1:
      case register.base2:
        this.#bases[(offset - register.base0) >> 2] = value;
        return;
      case register.control0:
        this.#controls[0] = value & (writable | (this.#number === 0 ? control.blend : control.clamp));
        return;
      case register.control1:
        this.#controls[1] = value & writable;
        return;
      case register.add0:
        this.#accumulators[0]! += value;
        return;
      case register.add1:
        this.#accumulators[1]! += value;
        return;
      case register.bases:
        this.#bases[0] = this.#is(0, control.signed) ? (value << 16) >> 16 : value & 0xffff;
        this.#bases[1] = this.#is(1, control.signed) ? value >> 16 : value >>> 16;
    }
  }

  reset(): void {
    this.#accumulators.fill(0);
    this.#bases.fill(0);
    this.#controls.fill(0);
  }

  save() {
    return [...this.#accumulators, ...this.#bases, ...this.#controls];
  }

  restore(state: number[]): void {
    this.#accumulators.set(state.slice(0, 2));
    this.#bases.set(state.slice(2, 5));
    this.#controls.set(state.slice(5, 7));
  }

  #is(lane: 0 | 1, bit: number): boolean {
    return (this.#controls[lane]! & bit) !== 0;
  }

  /** The accumulator that a lane works on. */
  #input(lane: 0 | 1): number {
    return this.#accumulators[this.#is(lane, control.crossInput) ? 1 - lane : lane]!;
  }

  /** A lane's input, shifted right and masked, and sign-extended where asked for. */
  #masked(lane: 0 | 1): number {
    const settings = this.#controls[lane]!;
    const lowest = (settings >> 5) & 31;
    const highest = (settings >> 10) & 31;
    const above = 31 - highest;
    const kept = (this.#input(lane) >>> (settings & 31)) & (-1 << lowest);
    return settings & control.signed ? (kept << above) >> above : (kept << above) >>> above;
  }

  #results(): Results {
    const masked = [this.#masked(0), this.#masked(1)] as const;
    const [base0, base1, base2] = this.#bases as unknown as [number, number, number];
    const value = (lane: 0 | 1) => (this.#is(lane, control.addRaw) ? this.#input(lane) : masked[lane]);
    let lane0 = base0 + value(0);
    let lane1 = base1 + value(1);
    let full = base2 + masked[0] + masked[1];
    if (this.#is(0, control.blend)) {
      const fraction = masked[1] & 0xff;
      lane0 = fraction;
      lane1 = this.#is(1, control.signed)
        ? base0 + (((base1 - base0) * fraction) >> 8)
        : (base0 >>> 0) + Math.floor((((base1 >>> 0) - (base0 >>> 0)) * fraction) / 256);
      full = base2 + masked[0];
    }
    if (this.#is(0, control.clamp)) lane0 = this.#clamped(masked[0], base0, base1);
    return { lanes: [lane0 | 0, lane1 | 0], full: full | 0 };
  }

  #clamped(value: number, lowest: number, highest: number): number {
    if (this.#is(0, control.signed)) return Math.min(Math.max(value, lowest), highest);
    return Math.min(Math.max(value >>> 0, lowest >>> 0), highest >>> 0);
  }

  /** What reading takes: the results become the accumulators. */
  #pop(choose: (results: Results) => number): number {
    const results = this.#results();
    const answer = choose(results);
    for (const lane of [0, 1] as const)
      this.#accumulators[lane] = results.lanes[this.#is(lane, control.crossResult) ? (lane ? 0 : 1) : lane];
    return answer;
  }

  /** Two bits above, so that a result can be an address in a memory; only what the core reads has them. */
  #forced(lane: 0 | 1, result: number): number {
    return result | (((this.#controls[lane]! >> 19) & 3) << 28);
  }

  /** Whether the masks cut anything off above. */
  #overflows(): number {
    let flags = 0;
    for (const lane of [0, 1] as const) {
      const settings = this.#controls[lane]!;
      const above =
        (this.#input(lane) >>> (settings & 31)) & ~(0xffffffff >>> (31 - ((settings >> 10) & 31)));
      if (above !== 0) flags |= (lane === 0 ? control.overflow0 : control.overflow1) | control.overflow;
    }
    return flags;
  }
}
