/** Bytes to the device. */

import type { UsbDevicePort } from '../usb-device-port.ts';
import { fullSpeedPacket, type Pipe } from './pipe.ts';

/** As much as a computer's driver keeps for a port. */
const capacity = 4096;

/** Writes to a bulk endpoint from a bounded buffer. */
export class BulkOutPipe implements Pipe {
  endpoint = 0;
  /** Whether the computer writes at present. */
  writing = false;
  readonly #roomAgain: () => void;
  #waiting = new Uint8Array(0);
  #data1 = false;

  /** `roomAgain` is called when the buffer has become empty. */
  constructor(roomAgain: () => void) {
    this.#roomAgain = roomAgain;
  }

  get next(): 'out' | null {
    return this.writing && this.#waiting.length > 0 ? 'out' : null;
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
    if (this.#waiting.length === 0) this.#roomAgain();
  }

  save() {
    const { endpoint, writing } = this;
    return { endpoint, writing, waiting: this.#waiting.slice(), data1: this.#data1 };
  }

  restore(state: ReturnType<BulkOutPipe['save']>): void {
    this.endpoint = state.endpoint;
    this.writing = state.writing;
    this.#waiting = state.waiting.slice();
    this.#data1 = state.data1;
  }
}
