/**
 * The BootselDrive seam: the drive that an RP2040 or RP2350 in BOOTSEL mode shows to its computer
 * (RP2040 datasheet, 2.8.4). An emulated Pico offers one, and every mounted volume that looks like one is another:
 * whoever installs firmware cannot tell them apart.
 */

import type { Unsubscribe } from './link.ts';

/** How a write to a drive ended: the board took all of it and restarts, or vanished, or will never take it. */
export type BootselWriteEnd = 'restarts' | 'vanished' | 'refused';

/** One drive, from its appearing to its vanishing. */
export interface BootselDrive {
  /** Stable while it is there. */
  readonly id: string;
  /** The text of its `INFO_UF2.TXT`, which says what chip it is. */
  readonly info: string;
  /** Absolute path of the folder it is reached at, for people and other programs. */
  readonly volume: string;
  /**
   * Writes a UF2 file, and resolves when the board has made up its mind. `progress` is told the share that was handed
   * over, 0 to 1. Throws what the system throws where the drive cannot be written.
   */
  write(uf2: Uint8Array, progress?: (share: number) => void): Promise<BootselWriteEnd>;
  /** Calls `listener` once, when it is gone: it was unplugged, or restarts. */
  onVanish(listener: () => void): Unsubscribe;
}

/** Where drives come from. */
export interface BootselDriveSource {
  /** Those that are there now. */
  list(): readonly BootselDrive[];
  /** Resolves once `list` answers what there is just now. */
  settled(): Promise<void>;
  /** Calls `listener` when one came or went. */
  onChange(listener: () => void): Unsubscribe;
}
