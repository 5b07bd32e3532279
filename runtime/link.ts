/**
 * The Link seam: bytes to and from one board.
 *
 * A serial port, the simulated Pico and the emulated Pico are Links. A Link carries bytes exactly as
 * a Pico's USB serial port would and knows nothing of Python; everything about Python is the Board's.
 */

import type { VirtualHardware } from './hardware/virtual-hardware.ts';
import type { BoardFiles } from './board-files.ts';
import type { Emulation } from './emulator/emulation.ts';

/** Ends a subscription. Calling it twice is harmless. */
export type Unsubscribe = () => void;

/** What stands behind a Link. Nothing but labels may depend on it: behaviour asks `capabilities`. */
export type LinkKind = 'simulator' | 'emulator' | 'serial';

/** USB identity as the operating system reports it, both numbers 0 to 0xffff. */
export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
}

/** Who is at the other end, as far as it is known before a byte was exchanged. */
export interface LinkInfo {
  readonly kind: LinkKind;
  /** A name for people, such as "Simulated Pico" or "Pico on COM3". */
  readonly label: string;
  readonly usb?: UsbIdentity;
  readonly serialNumber?: string;
}

/**
 * Why a Link closed or could not be opened.
 * - `closed`: `close()` was called on this side.
 * - `unplugged`: the board went away.
 * - `reset`: the board restarted itself and took its end of the connection down; opening again may work.
 * - `denied`: the operating system does not let this user open it.
 * - `busy`: another program has it open.
 * - `error`: anything else; the message says what.
 */
export type CloseReason = 'closed' | 'unplugged' | 'reset' | 'denied' | 'busy' | 'error';

/** Thrown by `open` and `write`, with the same reasons as `onClose`. */
export class LinkError extends Error {
  constructor(
    readonly reason: CloseReason,
    message: string,
  ) {
    super(message);
    this.name = 'LinkError';
  }
}

/** What some Links can do beyond carrying bytes. Absent means: this board cannot. */
export interface LinkCapabilities {
  /**
   * Opening the connection switches the board on, so it says by itself when it stands at its prompt.
   * Others have been running: whoever opens them has to ask.
   */
  readonly startsOnOpen?: boolean;
  /**
   * Switches the board off and on again; its files stay. Resolves when bytes can flow again.
   * The Link stays open: for its user this is a board that restarted. With `bare` it runs none of its own
   * files this once: one of them may be the program that does not stop.
   */
  readonly powerCycle?: (options?: { readonly bare?: boolean }) => Promise<void>;
  /** Changes the line speed in baud. 1200 asks a Pico to enter BOOTSEL mode. */
  readonly setBaud?: (baud: number) => Promise<void>;
  /** Holds or releases the BOOTSEL button. */
  readonly holdBootsel?: (held: boolean) => void;
  /** The board's files, reachable without its interpreter, so also while a program runs. */
  readonly files?: BoardFiles;
  /** The board's pins, to be watched and driven from outside. */
  readonly hardware?: VirtualHardware;
  /** It is an emulated Pico: what can be done to it, and how it goes. */
  readonly emulation?: Emulation;
}

/** Bytes to and from one board. May be opened again after it closed. */
export interface Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities;
  /** Opens the connection. Throws `LinkError`. Opening an open Link does nothing. */
  open(): Promise<void>;
  /** Sends bytes; resolves when the other side has taken them all. Throws `LinkError` once closed. */
  write(bytes: Uint8Array): Promise<void>;
  /** Calls `listener` for every piece of data, in order. The piece belongs to the listener. */
  onData(listener: (bytes: Uint8Array) => void): Unsubscribe;
  /** Stops delivering data; the board blocks in `print` once the bounded buffers are full. */
  pause(): void;
  /** Delivers data again. */
  resume(): void;
  /**
   * Calls `listener` when the board restarted by itself and the connection stayed. Absent where a restart
   * closes the connection (`reset`), as it does on USB.
   */
  onRestart?(listener: () => void): Unsubscribe;
  /** Closes the connection and frees what it held. Closing a closed Link does nothing. */
  close(): Promise<void>;
  /** Calls `listener` once for every time an open connection ends. */
  onClose(listener: (reason: CloseReason) => void): Unsubscribe;
}
