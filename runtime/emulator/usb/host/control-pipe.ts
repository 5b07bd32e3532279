/** Requests to endpoint 0, one after another (USB 2.0, 8.5.3). */

import type { UsbDevicePort } from '../usb-device-port.ts';
import type { Pipe } from './pipe.ts';

/** A request. */
export interface ControlRequest {
  /** Who asked, so that the answer finds its way. */
  readonly owner: 'enumeration' | 'serial';
  /** The 8 bytes of its SETUP packet. */
  readonly setup: Uint8Array;
  /** What goes to the device after it, if anything does. */
  readonly data: Uint8Array;
}

/** What became of a request. */
export interface ControlAnswer {
  readonly owner: ControlRequest['owner'];
  /** The device refused it or was not there. */
  readonly failed: boolean;
  /** What came from the device. */
  readonly bytes: Uint8Array;
}

type Stage = 'setup' | 'data-in' | 'data-out' | 'status-in' | 'status-out';

const toHost = 0x80;
const noBytes = new Uint8Array(0);

/** Carries control transfers out. */
export class ControlPipe implements Pipe {
  readonly endpoint = 0;
  /** Largest packet of endpoint 0, in bytes. */
  packetSize = 0;
  readonly #done: (answer: ControlAnswer) => void;
  #requests: ControlRequest[] = [];
  #stage: Stage = 'setup';
  #data1 = false;
  #moved: Uint8Array = noBytes;

  constructor(done: (answer: ControlAnswer) => void) {
    this.#done = done;
  }

  get next(): 'setup' | 'in' | 'out' | null {
    if (this.#requests.length === 0) return null;
    if (this.#stage === 'setup') return 'setup';
    return this.#stage === 'data-in' || this.#stage === 'status-in' ? 'in' : 'out';
  }

  get outLength(): number {
    if (this.#stage === 'setup') return 8;
    return this.#stage === 'data-out' ? this.#nextOut.length : 0;
  }

  /** Queues a request. */
  submit(request: ControlRequest): void {
    this.#requests.push(request);
  }

  /** Forgets all requests: the device was reset or is gone. */
  clear(): void {
    this.#requests = [];
    this.#stage = 'setup';
  }

  perform(device: UsbDevicePort, address: number): void {
    const request = this.#requests[0];
    if (!request) return;
    if (this.#stage === 'setup') return this.#setup(device, address, request);
    if (this.#stage === 'data-in' || this.#stage === 'status-in') return this.#in(device, address, request);
    this.#out(device, address, request);
  }

  save() {
    return {
      packetSize: this.packetSize,
      requests: this.#requests.map((request) => ({ ...request })),
      stage: this.#stage,
      data1: this.#data1,
      moved: this.#moved.slice(),
    };
  }

  restore(state: ReturnType<ControlPipe['save']>): void {
    this.packetSize = state.packetSize;
    this.#requests = state.requests.map((request) => ({ ...request }));
    this.#stage = state.stage;
    this.#data1 = state.data1;
    this.#moved = state.moved.slice();
  }

  #setup(device: UsbDevicePort, address: number, request: ControlRequest): void {
    if (device.setup(address, request.setup) !== 'ack') return this.#finish(request, true);
    this.#moved = noBytes;
    this.#data1 = true;
    if (wantedLength(request) === 0) this.#stage = 'status-in';
    else this.#stage = (request.setup[0] ?? 0) & toHost ? 'data-in' : 'data-out';
  }

  #in(device: UsbDevicePort, address: number, request: ControlRequest): void {
    const { handshake, data1, bytes } = device.in(address, 0);
    if (handshake === 'nak') return;
    if (handshake !== 'ack') return this.#finish(request, true);
    if (this.#stage === 'status-in') return this.#finish(request, false);
    if (data1 !== this.#data1) return;
    this.#data1 = !data1;
    this.#moved = joined(this.#moved, bytes);
    if (bytes.length < this.packetSize || this.#moved.length >= wantedLength(request)) {
      this.#stage = 'status-out';
    }
  }

  #out(device: UsbDevicePort, address: number, request: ControlRequest): void {
    const isStatus = this.#stage === 'status-out';
    const packet = isStatus ? noBytes : this.#nextOut;
    const handshake = device.out(address, 0, isStatus || this.#data1, packet);
    if (handshake === 'nak') return;
    if (handshake !== 'ack') return this.#finish(request, true);
    if (isStatus) return this.#finish(request, false);
    this.#data1 = !this.#data1;
    this.#moved = joined(this.#moved, packet);
    if (this.#moved.length >= request.data.length) this.#stage = 'status-in';
  }

  get #nextOut(): Uint8Array {
    const data = this.#requests[0]?.data ?? noBytes;
    return data.subarray(this.#moved.length, this.#moved.length + this.packetSize);
  }

  #finish(request: ControlRequest, failed: boolean): void {
    const bytes = (request.setup[0] ?? 0) & toHost ? this.#moved : noBytes;
    this.#requests.shift();
    this.#stage = 'setup';
    this.#moved = noBytes;
    this.#done({ owner: request.owner, failed, bytes });
  }
}

/** wLength. */
function wantedLength(request: ControlRequest): number {
  return (request.setup[6] ?? 0) | ((request.setup[7] ?? 0) << 8);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
