/** Bytes to the device. */

import type { UsbDevicePort } from '../usb-device-port.ts';
import { fullSpeedPacket, type Pipe } from './pipe.ts';

/** As much as a computer's driver keeps for a port. */
const capacity = 4096;

/**
 * Writes to a bulk endpoint from a bounded buffer. An empty packet follows a full one that nothing else follows, as from
 * the driver of macOS: a device may wait for a short packet before it looks at any (MicroPython 1.17 to 1.19.1 does,
 * its issue 11253). Linux and Windows leave that packet out, but keep the ends of what programs write apart, which a
 * pseudo-terminal and a ring of bytes cannot.
 */
export class BulkOutPipe implements Pipe {
  endpoint = 0;
  /** Whether the computer writes at present. */
  writing = false;
  readonly #roomAgain: () => void;
  #waiting = new Uint8Array(0);
  /** The last packet was a full one. */
  #unended = false;
  #data1 = false;

  /** `roomAgain` is called when the buffer has become empty. */
  constructor(roomAgain: () => void) {
    this.#roomAgain = roomAgain;
  }

  get next(): 'out' | null {
    return this.writing && (this.#waiting.length > 0 || this.#unended) ? 'out' : null;
  }

  get outLength(): number {
    return Math.min(this.#waiting.length, fullSpeedPacket);
  }

  /** Bytes that `write` would take. */
  get room(): number {
    return capacity - this.#waiting.length;
  }

  /** Begins with DATA0, as after a configuration was set, and with nothing to send. */
  start(endpoint: number): void {
    this.endpoint = endpoint;
    this.#data1 = false;
    this.writing = false;
    this.discard();
  }

  /** Forgets what was not sent. */
  discard(): void {
    this.#waiting = new Uint8Array(0);
    this.#unended = false;
  }

  /** Takes as many bytes as there is room for, and answers how many. */
  write(bytes: Uint8Array): number {
    const taken = Math.min(bytes.length, this.room);
    const joined = new Uint8Array(this.#waiting.length + taken);
    joined.set(this.#waiting);
    joined.set(bytes.subarray(0, taken), this.#waiting.length);
    this.#waiting = joined;
    return taken;
  }

  perform(device: UsbDevicePort, address: number): void {
    const packet = this.#waiting.subarray(0, fullSpeedPacket);
    if (device.out(address, this.endpoint, this.#data1, packet) !== 'ack') return;
    this.#data1 = !this.#data1;
    this.#waiting = this.#waiting.subarray(packet.length);
    this.#unended = packet.length === fullSpeedPacket;
    if (packet.length > 0 && this.#waiting.length === 0) this.#roomAgain();
  }

  save() {
    const { endpoint, writing } = this;
    return { endpoint, writing, waiting: this.#waiting.slice(), unended: this.#unended, data1: this.#data1 };
  }

  restore(state: ReturnType<BulkOutPipe['save']>): void {
    this.endpoint = state.endpoint;
    this.writing = state.writing;
    this.#waiting = state.waiting.slice();
    this.#unended = state.unended;
    this.#data1 = state.data1;
  }
}
