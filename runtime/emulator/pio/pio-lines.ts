/** What the FIFOs and flags of a PIO block tell the cores and the DMA: two interrupts and eight requests. */

import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import { type DemandedRequests, transferRequest } from '../bus/transfer-requests.ts';
import { machineCount } from './pio-machines.ts';

/** Four FIFOs not empty, four not full, four flags. */
const rawBits = 0xfff;
/** Bytes from INTE of one interrupt to that of the other: INTE, INTF and INTS. */
const lineSize = 12;

interface PioLinesParts {
  readonly number: 0 | 1;
  readonly interrupts: InterruptLines;
  readonly requests: DemandedRequests;
  /** INTR, brought up to the present. */
  readonly raw: () => number;
  /** `awaited` is another one now. */
  readonly changed: () => void;
}

/** INTE, INTF and INTS of both interrupts, and the DREQs of all FIFOs. */
export class PioLines {
  readonly #parts: PioLinesParts;
  readonly #enabled: [number, number] = [0, 0];
  readonly #forced: [number, number] = [0, 0];
  /** DREQs that a channel waits for: receive in bits 0 to 3, transmit in bits 4 to 7. */
  #demanded = 0;
  #toldRequests = 0;

  constructor(parts: PioLinesParts) {
    this.#parts = parts;
    for (let bit = 0; bit < 2 * machineCount; bit++)
      parts.requests.onDemand(this.#requestOf(bit), (demanded) => this.#demand(1 << bit, demanded));
  }

  /** The bits of INTR that somebody waits for. */
  get awaited(): number {
    return this.#enabled[0] | this.#enabled[1] | this.#demanded;
  }

  /** A register, by its distance from the first INTE. */
  read(offset: number): number {
    const line = offset < lineSize ? 0 : 1;
    switch (offset % lineSize) {
      case 0:
        return this.#enabled[line];
      case 4:
        return this.#forced[line];
      default:
        return this.#status(line, this.#parts.raw());
    }
  }

  write(offset: number, value: number): void {
    const line = offset < lineSize ? 0 : 1;
    const kind = offset % lineSize;
    if (kind === 0) this.#enabled[line] = value & rawBits;
    else if (kind === 4) this.#forced[line] = value & rawBits;
  }

  /** Tells cores and DMA what INTR is now. */
  tell(raw: number): void {
    const { number, interrupts } = this.#parts;
    const first = number === 0 ? interruptLine.pio0Line0 : interruptLine.pio1Line0;
    interrupts.set(first, this.#status(0, raw) !== 0);
    interrupts.set(first + 1, this.#status(1, raw) !== 0);
    this.#tellRequests(raw & 0xff);
  }

  /** The DMA keeps what it waits for. */
  reset(): void {
    this.#enabled.fill(0);
    this.#forced.fill(0);
  }

  save(): number[] {
    return [...this.#enabled, ...this.#forced, this.#demanded, this.#toldRequests];
  }

  restore(numbers: readonly number[]): void {
    [
      this.#enabled[0] = 0,
      this.#enabled[1] = 0,
      this.#forced[0] = 0,
      this.#forced[1] = 0,
      this.#demanded = 0,
      this.#toldRequests = 0,
    ] = numbers;
  }

  #status(line: 0 | 1, raw: number): number {
    return (raw & this.#enabled[line]) | this.#forced[line];
  }

  #demand(bit: number, demanded: boolean): void {
    const raw = this.#parts.raw();
    this.#demanded = demanded ? this.#demanded | bit : this.#demanded & ~bit;
    // What was told before nobody waited is old by now.
    if (demanded) this.#toldRequests = (this.#toldRequests & ~bit) | (~raw & bit);
    this.#parts.changed();
  }

  #requestOf(bit: number): number {
    const first = this.#parts.number === 0 ? transferRequest.pio0Transmit : transferRequest.pio1Transmit;
    return first + (bit < machineCount ? machineCount + bit : bit - machineCount);
  }

  #tellRequests(raw: number): void {
    const changed = (raw ^ this.#toldRequests) & this.#demanded;
    if (changed === 0) return;
    this.#toldRequests ^= changed;
    for (let bit = 0; bit < 2 * machineCount; bit++)
      if (((changed >>> bit) & 1) === 1)
        this.#parts.requests.set(this.#requestOf(bit), ((this.#toldRequests >>> bit) & 1) === 1);
  }
}
