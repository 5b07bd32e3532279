/** How a UART puts a character on its line (RP2040 datasheet, 4.2.2). */

const bit = { parity: 1 << 1, even: 1 << 2, twoStops: 1 << 3, stickParity: 1 << 7 } as const;

/** Errors of a received character, where UARTDR has them. */
export const frameError = {
  framing: 1 << 8,
  parity: 1 << 9,
  breakCondition: 1 << 10,
  overrun: 1 << 11,
} as const;

/** The format that UARTLCR_H describes. */
export class FrameFormat {
  /** 5 to 8. */
  readonly dataBits: number;
  readonly stopBits: 1 | 2;
  readonly #control: number;

  /** @param control - the value of UARTLCR_H. */
  constructor(control: number) {
    this.#control = control;
    this.dataBits = 5 + ((control >>> 5) & 3);
    this.stopBits = control & bit.twoStops ? 2 : 1;
  }

  get hasParity(): boolean {
    return (this.#control & bit.parity) !== 0;
  }

  /** Bits before the stop bits: the start bit, data, parity. */
  get bitsBeforeStop(): number {
    return 1 + this.dataBits + (this.hasParity ? 1 : 0);
  }

  get length(): number {
    return this.bitsBeforeStop + this.stopBits;
  }

  /** Levels of a whole frame, the start bit in bit 0. */
  encode(data: number): number {
    const kept = data & ((1 << this.dataBits) - 1);
    const stops = ((1 << this.stopBits) - 1) << this.bitsBeforeStop;
    const parity = this.hasParity ? this.#parity(kept) << (1 + this.dataBits) : 0;
    return (kept << 1) | parity | stops;
  }

  /** What a receiver makes of the levels of a frame: the character with its errors as in UARTDR. */
  decode(levels: number): number {
    const data = (levels >>> 1) & ((1 << this.dataBits) - 1);
    if ((levels >>> this.bitsBeforeStop) & 1) {
      const wrong = this.hasParity && ((levels >>> (1 + this.dataBits)) & 1) !== this.#parity(data);
      return data | (wrong ? frameError.parity : 0);
    }
    const low = (levels & ((1 << (this.bitsBeforeStop + 1)) - 1)) === 0;
    return data | frameError.framing | (low ? frameError.breakCondition : 0);
  }

  #parity(data: number): number {
    const even = (this.#control & bit.even) !== 0;
    if (this.#control & bit.stickParity) return even ? 0 : 1;
    let ones = 0;
    for (let rest = data; rest; rest &= rest - 1) ones++;
    return even ? ones & 1 : ~ones & 1;
  }
}
