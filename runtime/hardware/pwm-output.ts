/**
 * What a PWM slice puts on its pins (RP2040 datasheet, section 4.5.2).
 *
 * GPIO n and n + 16 share a slice and a channel; the two channels of a slice share its frequency.
 */

import { boardField, type PinBank, sliceCount, sliceField } from './pin-bank.ts';

/** The slice of a GPIO, 0 to 7. */
export function sliceOf(gpio: number): number {
  return (gpio >> 1) & (sliceCount - 1);
}

/** The channel of a GPIO within its slice: 0 is A, 1 is B. */
export function channelOf(gpio: number): 0 | 1 {
  return (gpio & 1) === 1 ? 1 : 0;
}

/** Counts of a slice's counter in one period, 1 to 65536. */
export function periodOf(bank: PinBank, slice: number): number {
  return bank.readSlice(sliceField.top, slice) + 1;
}

/** Frequency of a slice in hertz, with fractions. */
export function exactFrequencyOf(bank: PinBank, slice: number): number {
  const divider = bank.readSlice(sliceField.divider, slice);
  return (16 * bank.readBoard(boardField.systemClock)) / (divider * periodOf(bank, slice));
}

/**
 * Share of time high, 0 to 1, and frequency in whole hertz. A stopped slice holds its pin still: high where
 * the share was 1, else low (on a chip it stays as it was at that moment), with frequency 0.
 */
export function pwmOutput(bank: PinBank, gpio: number): { duty: number; frequency: number } {
  const slice = sliceOf(gpio);
  const [compare, invert] =
    channelOf(gpio) === 0
      ? [sliceField.compareA, sliceField.invertA]
      : [sliceField.compareB, sliceField.invertB];
  const share = Math.min(bank.readSlice(compare, slice) / periodOf(bank, slice), 1);
  const duty = bank.readSlice(invert, slice) === 1 ? 1 - share : share;
  if (bank.readSlice(sliceField.enabled, slice) === 0) return { duty: duty === 1 ? 1 : 0, frequency: 0 };
  return { duty, frequency: Math.round(exactFrequencyOf(bank, slice)) };
}
