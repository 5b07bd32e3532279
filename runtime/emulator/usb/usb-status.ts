/** What the USB controller has to tell its program: SIE_STATUS, BUFF_STATUS and the interrupts made of them. */

import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import type { Saved } from '../saved.ts';
import type { UsbFrames } from './usb-frames.ts';
import { latchedStatus, sieStatus, usbInterrupt } from './usb-registers.ts';

interface StatusState {
  readonly latched: number;
  readonly connected: boolean;
  readonly suspended: boolean;
  readonly connectionChanged: boolean;
  readonly suspensionChanged: boolean;
  readonly buffers: number;
  readonly abortDone: number;
  readonly enabled: number;
  readonly forced: number;
}

const quiet: StatusState = {
  latched: 0,
  connected: false,
  suspended: false,
  connectionChanged: false,
  suspensionChanged: false,
  buffers: 0,
  abortDone: 0,
  enabled: 0,
  forced: 0,
};

/** Which bits of SIE_STATUS stand behind which bit of INTR. */
const raisedByStatus: readonly (readonly [status: number, interrupt: number])[] = [
  [sieStatus.transactionComplete, usbInterrupt.transactionComplete],
  [sieStatus.receiveOverflow, usbInterrupt.receiveOverflow],
  [sieStatus.dataSequenceError, usbInterrupt.dataSequenceError],
  [sieStatus.busReset, usbInterrupt.busReset],
  [sieStatus.resume, usbInterrupt.resumeFromHost],
  [sieStatus.setupReceived, usbInterrupt.setupRequest],
];

/** Events and states, and the interrupt line. Every change of a field is followed by `update`. */
export class UsbStatus implements Saved {
  readonly #interrupts: InterruptLines;
  readonly #frames: UsbFrames;
  /** Bits of SIE_STATUS that stay until the program clears them. */
  latched = 0;
  connected = false;
  suspended = false;
  /** BUFF_STATUS and EP_ABORT_DONE: a bit for each endpoint and direction. */
  buffers = 0;
  abortDone = 0;
  /** INTE and INTF. */
  enabled = 0;
  forced = 0;
  #connectionChanged = false;
  #suspensionChanged = false;

  constructor(interrupts: InterruptLines, frames: UsbFrames) {
    this.#interrupts = interrupts;
    this.#frames = frames;
  }

  /** INTR. */
  get raw(): number {
    let raw = 0;
    for (const [status, interrupt] of raisedByStatus) if (this.latched & status) raw |= interrupt;
    if (this.buffers) raw |= usbInterrupt.bufferStatus;
    if (this.abortDone) raw |= usbInterrupt.abortDone;
    if (this.#connectionChanged) raw |= usbInterrupt.connection;
    if (this.#suspensionChanged) raw |= usbInterrupt.suspend;
    if (this.#frames.pending) raw |= usbInterrupt.startOfFrame;
    return raw;
  }

  /** INTS. */
  get masked(): number {
    return (this.raw & this.enabled) | this.forced;
  }

  setConnected(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    this.#connectionChanged = true;
  }

  setSuspended(suspended: boolean): void {
    if (suspended === this.suspended) return;
    this.suspended = suspended;
    this.#suspensionChanged = true;
  }

  /** The program wrote these bits to SIE_STATUS. */
  acknowledge(bits: number): void {
    this.latched &= ~(bits & latchedStatus);
    if (bits & sieStatus.connected) this.#connectionChanged = false;
    if (bits & sieStatus.suspended) this.#suspensionChanged = false;
  }

  /** Sets the interrupt line as the fields demand. */
  update(): void {
    this.#frames.wanted = (this.enabled & usbInterrupt.startOfFrame) !== 0;
    this.#interrupts.set(interruptLine.usb, this.masked !== 0);
  }

  reset(): void {
    this.restore(quiet);
    this.update();
  }

  save(): StatusState {
    const { latched, connected, suspended, buffers, abortDone, enabled, forced } = this;
    const changed = {
      connectionChanged: this.#connectionChanged,
      suspensionChanged: this.#suspensionChanged,
    };
    return { latched, connected, suspended, buffers, abortDone, enabled, forced, ...changed };
  }

  /** The interrupt line is the interrupt controller's to restore. */
  restore(state: StatusState): void {
    this.latched = state.latched;
    this.connected = state.connected;
    this.suspended = state.suspended;
    this.buffers = state.buffers;
    this.abortDone = state.abortDone;
    this.enabled = state.enabled;
    this.forced = state.forced;
    this.#connectionChanged = state.connectionChanged;
    this.#suspensionChanged = state.suspensionChanged;
  }
}
