/** What CLOCKS can choose from: oscillators and PLLs. */

/** A source of clock cycles. */
export interface Oscillator {
  /** Hertz; 0 while it stands still or is not stable yet. */
  readonly frequency: number;
  /** Calls `changed` after `frequency` changed. */
  onChange(changed: () => void): void;
}

/** Frequency of the crystal on every Pico, in hertz (Pico datasheet, chapter 2). */
export const crystalFrequency = 12_000_000;
