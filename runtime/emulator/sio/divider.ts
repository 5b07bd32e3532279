/** The integer divider that each core has (RP2040 datasheet, 2.3.1.5). */

import type { Saved } from '../saved.ts';

/** CSR: results are there; they have not been read since they or the operands were written. */
const ready = 1;
const dirty = 2;

/**
 * Divides in eight cycles on the chip; here at once, which no program can tell but by reading the result too soon.
 */
export class Divider implements Saved {
  #dividend = 0;
  #divisor = 0;
  #quotient = 0;
  #remainder = 0;
  #dirty = false;

  get dividend(): number {
    return this.#dividend;
  }
  get divisor(): number {
    return this.#divisor;
  }
  get remainder(): number {
    return this.#remainder;
  }
  get status(): number {
    return ready | (this.#dirty ? dirty : 0);
  }

  /** Reading the quotient, last by convention, says that the results were taken. */
  takeQuotient(): number {
    this.#dirty = false;
    return this.#quotient;
  }

  setDividend(value: number, signed: boolean): void {
    this.#dividend = value | 0;
    this.#divide(signed);
  }

  setDivisor(value: number, signed: boolean): void {
    this.#divisor = value | 0;
    this.#divide(signed);
  }

  /** Interrupt handlers put results back by writing them. */
  setQuotient(value: number): void {
    this.#quotient = value | 0;
    this.#dirty = true;
  }

  setRemainder(value: number): void {
    this.#remainder = value | 0;
    this.#dirty = true;
  }

  reset(): void {
    this.restore([0, 0, 0, 0, 0]);
  }

  save() {
    return [this.#dividend, this.#divisor, this.#quotient, this.#remainder, this.#dirty ? 1 : 0];
  }

  restore(state: number[]): void {
    [this.#dividend, this.#divisor, this.#quotient, this.#remainder] = state as [
      number,
      number,
      number,
      number,
    ];
    this.#dirty = state[4] === 1;
  }

  #divide(signed: boolean): void {
    const dividend = signed ? this.#dividend : this.#dividend >>> 0;
    const divisor = signed ? this.#divisor : this.#divisor >>> 0;
    if (divisor === 0) {
      this.#quotient = signed && dividend < 0 ? 1 : -1;
      this.#remainder = dividend | 0;
    } else {
      this.#quotient = (dividend / divisor) | 0;
      this.#remainder = (dividend % divisor) | 0;
    }
    this.#dirty = true;
  }
}
