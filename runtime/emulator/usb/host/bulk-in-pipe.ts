/** Bytes from the device. */

import type { UsbDevicePort } from '../usb-device-port.ts';
import type { Pipe } from './pipe.ts';

/** Reads a bulk endpoint while it is told to; otherwise the device waits, as it does on USB. */
export class BulkInPipe implements Pipe {
  endpoint = 0;
  /** Whether the computer reads at present. */
  reading = false;
  readonly outLength = 0;
  readonly #receive: (bytes: Uint8Array) => void;
  #data1 = false;

  constructor(receive: (bytes: Uint8Array) => void) {
    this.#receive = receive;
  }

  get next(): 'in' | null {
    return this.reading ? 'in' : null;
  }

  /** Begins with DATA0, as after a configuration was set. */
  start(endpoint: number): void {
    this.endpoint = endpoint;
    this.#data1 = false;
    this.reading = false;
  }

  perform(device: UsbDevicePort, address: number): void {
    const { handshake, data1, bytes } = device.in(address, this.endpoint);
    // A packet with the PID of the one before is that one again (USB 2.0, 8.6.3).
    if (handshake !== 'ack' || data1 !== this.#data1) return;
    this.#data1 = !data1;
    if (bytes.length > 0) this.#receive(bytes);
  }

  save() {
    return { endpoint: this.endpoint, reading: this.reading, data1: this.#data1 };
  }

  restore(state: ReturnType<BulkInPipe['save']>): void {
    this.endpoint = state.endpoint;
    this.reading = state.reading;
    this.#data1 = state.data1;
  }
}
