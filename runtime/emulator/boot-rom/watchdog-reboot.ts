/** How the boot ROM restarts the chip: through the watchdog, with what is to run next in its scratch registers. */

import type { CoreBus } from '../core/core.ts';
import {
  clearBits,
  psmWatchdogSelect,
  referenceClockControl,
  setBits,
  watchdogControl,
  watchdogLoad,
  watchdogScratch,
  watchdogTick,
} from './addresses.ts';

/** In scratch register 4 it says that registers 5 to 7 hold a vector (RP2040 datasheet, 2.8.1.1). */
export const vectorMagic = 0xb007c0d3;

/** Where to go on after a reset. */
export interface WatchdogVector {
  readonly entry: number;
  readonly stack: number;
}

/** Everything is reset but the two oscillators. */
const resetByWatchdog = 0x0001fffc;
const enable = 1 << 30;
const pauses = 7 << 24;
const crystal = 2;
/** Cycles of clk_ref in a microsecond, and the bit that lets it tick. */
const microsecondTick = 12 | (1 << 9);

/**
 * Has the watchdog reset the chip.
 *
 * @param vector - where to go on, or `null` to boot as usual.
 * @param milliseconds - until then, up to 8388.
 */
export function rebootByWatchdog(bus: CoreBus, vector: WatchdogVector | null, milliseconds: number): void {
  bus.write32(psmWatchdogSelect, resetByWatchdog);
  bus.write32(watchdogControl + clearBits, enable | pauses);
  const magic = watchdogScratch + 16;
  if (vector === null) bus.write32(magic, 0);
  else {
    const entry = vector.entry | 1;
    bus.write32(magic, vectorMagic);
    bus.write32(magic + 4, (entry ^ -vectorMagic) >>> 0);
    bus.write32(magic + 8, vector.stack);
    bus.write32(magic + 12, entry);
  }
  // The counter of an RP2040 goes down by two each microsecond (its erratum E1); the ROM takes no account of it.
  bus.write32(watchdogLoad, milliseconds * 1000);
  bus.write32(referenceClockControl, crystal);
  bus.write32(watchdogTick, microsecondTick);
  bus.write32(watchdogControl + setBits, enable);
}
