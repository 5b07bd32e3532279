/** What an emulated Pico's Link (`emulator-link.ts`) is made from. */

import type { BoardModel } from '../hardware/virtual-hardware.ts';
import type { EmulatedPicoState } from './emulated-pico.ts';

/** Power that somebody gave to an emulated Pico. */
export interface HeldPower {
  /** Called once the power is gone and nothing more will be written. */
  release(): Promise<void>;
}

/**
 * A Pico behind a Link that is made without power. It gets power by `open` or `emulation.plugIn()`, and keeps it until
 * `emulation.unplug()`: closing the Link closes its serial port only, as with any Pico. `open` resolves when firmware
 * offers its USB serial port, and throws `LinkError` (`unplugged`) where that cannot come: in BOOTSEL, or after a crash.
 * A thread emulates it while it has power.
 */
export interface EmulatorLinkOptions {
  /** The name people see. */
  readonly label: string;
  readonly model: BoardModel;
  /** Of its flash chip, 8 bytes: `machine.unique_id()`, and the serial number that firmware makes of it. */
  readonly uniqueId: Uint8Array;
  /** Absolute path of the image of its flash; the thread's entry makes a `FlashStore` of it. */
  readonly flashFile: string;
  /** Where the built thread lies (`emulator-thread.js`). */
  readonly thread: URL;
  /** `real`: never faster than a Pico. `fast`: as fast as this computer can. */
  readonly pace: 'real' | 'fast';
  /** All that is random in it comes from this; another one each time it gets power where this is left out. */
  readonly seed?: number;
  /**
   * A Pico with its serial port closed, and with the flash that `flashFile` holds: the first time it gets power, it goes
   * on from there instead of starting.
   */
  readonly snapshot?: EmulatedPicoState;
  /**
   * Called before it gets power, so that nobody else emulates the same Pico and its flash is there. What it throws
   * is thrown by whatever asked for power.
   */
  readonly holdPower: () => Promise<HeldPower>;
}
