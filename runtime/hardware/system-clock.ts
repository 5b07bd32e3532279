/** Which frequencies the chip's main clock can have (RP2040 datasheet, section 2.18). */

const crystalHertz = 12_000_000;
const slowestOscillator = 750_000_000;
const fastestOscillator = 1_600_000_000;
const multipliers = { lowest: 16, highest: 320 };
const highestDivider = 7;

/** True where the phase-locked loop can make exactly this many kilohertz out of the crystal's 12 MHz. */
export function isReachableClock(kilohertz: number): boolean {
  for (let multiplier = multipliers.highest; multiplier >= multipliers.lowest; multiplier--) {
    const oscillator = multiplier * crystalHertz;
    if (oscillator < slowestOscillator || oscillator > fastestOscillator) continue;
    for (let first = highestDivider; first >= 1; first--) {
      for (let second = first; second >= 1; second--) {
        if (oscillator === kilohertz * 1000 * first * second) return true;
      }
    }
  }
  return false;
}
