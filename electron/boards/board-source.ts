/**
 * The BoardSource seam: boards appear, change and vanish.
 *
 * The simulator and the serial ports are sources. The operating system's listings behind them are handed in,
 * so that tests can replace them.
 */

import type { BootselDriveSource } from '../../runtime/bootsel-drive.ts';
import type { BoardModel } from '../../runtime/hardware/virtual-hardware.ts';
import type { Link, LinkKind, Unsubscribe, UsbIdentity } from '../../runtime/link.ts';
import type { BoardState, Problem } from '../api.ts';
import type { BoardNature } from './serial/usb-identities.ts';

/** A board that a source knows. */
export interface FoundBoard {
  /** Stable: the same board has the same id after it was unplugged, and in the next session. */
  readonly id: string;
  readonly kind: LinkKind;
  /** What names it on the command line: `simulator:anna`, `/dev/ttyACM0`. */
  readonly address: string;
  readonly serialNumber?: string;
  /** A name for people, "Simulated Pico", "Pico on COM3". */
  readonly label: string;
  /** A short one that tells it from boards of its kind, "Pico E661", where there is one. */
  readonly shortName?: string;
  /** The serial port it is at now, `COM3` or `/dev/ttyACM0`; absent where there is none to open. */
  readonly port?: string;
  /** Present for what the operating system listed with it. */
  readonly usb?: UsbIdentity;
  /** What is there, as far as it is known without opening it. Present for what is plugged in. */
  readonly nature?: BoardNature;
  /** Where it is plugged in, in the system's own words: another board there is this one, in another mode. */
  readonly place?: string;
  /** It waits for firmware, and this is what to say of it: there is no port, and `createLink` throws the same. */
  readonly waits?: 'board-in-bootsel' | 'board-sent-to-bootsel';
  /** What a simulated board is called: the same for its "Fast" and its "Exact" self, which are two boards. */
  readonly simulated?: string;
  /** Present for boards whose pins can be watched and driven. */
  readonly model?: BoardModel;
  /** Where its drive appears in BOOTSEL mode. Present for boards that are known to be the same one then. */
  readonly drives?: BootselDriveSource;
  /** Absolute path of the image of its flash, for boards that have theirs on this computer. */
  readonly flashFile?: string;
  /** Its state, as far as it can be told without opening it. Absent: there is nothing in the way. */
  peek?(): Promise<BoardState>;
  /** A new Link to it, not opened yet. Throws `ProblemError` where there cannot be one. */
  createLink(): Promise<Link>;
}

/** Where boards come from. */
export interface BoardSource {
  /** Looks for boards now. */
  list(): Promise<readonly FoundBoard[]>;
  /**
   * The board a person named (`simulator:anna`, `/dev/ttyACM0`, a serial number), or `null` if it is not ours. Throws
   * `ProblemError` where it would be, but cannot have that name.
   */
  find(name: string): Promise<FoundBoard | null>;
  /** Calls `listener` when `list` would answer something else. */
  onChange(listener: () => void): Unsubscribe;
  /** Calls `listener` when the computer woke from sleep: what was plugged in before counts as pulled out then. */
  onWake?(listener: () => void): Unsubscribe;
  /** Calls `listener` when boards cannot be looked for, and why. */
  onProblem?(listener: (problem: Problem) => void): Unsubscribe;
}
