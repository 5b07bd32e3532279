/** How an SPI puts a word on its wires: Motorola's format (RP2040 datasheet, 4.4.3.9 to 4.4.3.13). */

/** The format that SSPCR0 describes. */
export class SpiFormat {
  /** 4 to 16. */
  readonly bits: number;
  /** SPO: the level of the clock at rest. */
  readonly clockAtRest: boolean;
  /** SPH: data is taken at the second edge of the clock instead of the first. */
  readonly secondEdge: boolean;

  /** @param control - the value of SSPCR0. */
  constructor(control: number) {
    this.bits = Math.max(4, (control & 0xf) + 1);
    this.clockAtRest = (control & (1 << 6)) !== 0;
    this.secondEdge = (control & (1 << 7)) !== 0;
  }

  /**
   * Half clocks from the beginning of a word to the beginning of the next. Where data is taken at the first edge,
   * chip select goes high for a clock between two words.
   */
  get halfClocks(): number {
    return 2 * this.bits + (this.secondEdge ? 0 : 2);
  }
}
