/**
 * The device's end of a USB cable, as the computer at the other end sees it.
 *
 * Transactions happen whole: whoever plays the computer asks `answers` first, lets the time pass that the packets
 * take on the wire, and then carries the transaction out. A device that is not ready says so by `ready` later, so
 * nobody has to ask again and again as a real computer does.
 */

/** Which way data goes, seen from the computer. */
export type UsbDirection = 'in' | 'out';

/**
 * How a transaction ended: the device took or gave data, was not ready (`nak`), refuses (`stall`), or there is
 * nobody at this address (`none`).
 */
export type UsbHandshake = 'ack' | 'nak' | 'stall' | 'none';

/** What an IN transaction brought. */
export interface UsbInAnswer {
  readonly handshake: UsbHandshake;
  /** Whether the data was sent as DATA1. */
  readonly data1: boolean;
  /** A copy; empty unless `handshake` is `ack`. */
  readonly bytes: Uint8Array;
}

/** What the computer is told by the device. */
export interface UsbDeviceListener {
  /** `attached` changed. */
  attachmentChanged(): void;
  /** `answers` for this endpoint and direction may have become true. */
  ready(endpoint: number, direction: UsbDirection): void;
  /** The device asks a suspended computer to wake up. */
  remoteWakeup(): void;
}

/** A USB device, full speed. Endpoints are 0 to 15, addresses 0 to 127. */
export interface UsbDevicePort {
  /** The device pulls D+ up: it wants to be found. */
  readonly attached: boolean;
  /** One listener at most: there is one cable. */
  listener: UsbDeviceListener | null;
  /** True when a transaction now would not end in `nak`. */
  answers(endpoint: number, direction: UsbDirection): boolean;
  /** Bytes that an IN transaction now would bring. */
  inLength(endpoint: number): number;
  /** A SETUP transaction with its 8 bytes. */
  setup(address: number, packet: Uint8Array): UsbHandshake;
  /** An IN transaction. */
  in(address: number, endpoint: number): UsbInAnswer;
  /** An OUT transaction with at most 64 bytes (1023 for an isochronous endpoint). */
  out(address: number, endpoint: number, data1: boolean, bytes: Uint8Array): UsbHandshake;
  /** The computer holds the bus down for a while: everything starts from address 0. */
  busReset(): void;
  /** From now on there is a start of frame every millisecond; the first one has number `frame`. */
  startFrames(frame: number): void;
  /** Silence on the bus: after 3 ms of it the device counts as suspended. */
  stopFrames(): void;
}
