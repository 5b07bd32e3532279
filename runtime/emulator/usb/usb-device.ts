/** The USB controller's end of the cable: the computer's transactions, carried out on the endpoint buffers. */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import { restoreAlarm, saveAlarm } from '../clock/alarm-state.ts';
import type { Saved } from '../saved.ts';
import type { BufferUse, EndpointBuffers } from './endpoint-buffers.ts';
import type {
  UsbDeviceListener,
  UsbDevicePort,
  UsbDirection,
  UsbHandshake,
  UsbInAnswer,
} from './usb-device-port.ts';
import type { UsbFrames } from './usb-frames.ts';
import { sieStatus, usbMemoryLayout } from './usb-registers.ts';
import type { UsbStatus } from './usb-status.ts';

/** So much silence on the bus is a suspension (USB 2.0, 7.1.7.6). */
const suspendNanoseconds = 3_000_000;
const noBytes = new Uint8Array(0);

/** What the device side works on; the registers change the same things. */
export interface UsbDeviceParts {
  readonly clock: Clock;
  readonly notEmulated: NotEmulated;
  readonly memory: Uint8Array;
  readonly buffers: EndpointBuffers;
  readonly frames: UsbFrames;
  readonly status: UsbStatus;
  /** What the registers say: address, and whether D+ is pulled up. */
  readonly registers: { readonly address: number; readonly attached: boolean; stallArm: number };
}

/** A device that answers from the endpoint buffers. */
export class UsbDevice implements UsbDevicePort, Saved {
  listener: UsbDeviceListener | null = null;
  readonly #parts: UsbDeviceParts;
  readonly #silence: Alarm;

  constructor(parts: UsbDeviceParts) {
    this.#parts = parts;
    this.#silence = parts.clock.createAlarm(() => {
      parts.status.setSuspended(true);
      parts.status.update();
    });
  }

  get attached(): boolean {
    return this.#parts.registers.attached;
  }

  answers(endpoint: number, direction: UsbDirection): boolean {
    const { buffers } = this.#parts;
    const index = indexOf(endpoint, direction);
    return buffers.isEnabled(index) && (buffers.isStalled(index) || buffers.isAvailable(index));
  }

  inLength(endpoint: number): number {
    return this.#parts.buffers.length(indexOf(endpoint, 'in'));
  }

  setup(address: number, packet: Uint8Array): UsbHandshake {
    if (!this.#isMe(address)) return 'none';
    this.#parts.memory.set(packet, usbMemoryLayout.setupPacket);
    this.#parts.registers.stallArm = 0;
    this.#happened(sieStatus.setupReceived);
    return 'ack';
  }

  in(address: number, endpoint: number): UsbInAnswer {
    const { buffers } = this.#parts;
    const index = indexOf(endpoint, 'in');
    const refusal = this.#refusal(address, index);
    if (refusal) return { handshake: refusal, data1: false, bytes: noBytes };
    const data1 = buffers.isData1(index);
    const bytes = buffers.read(index);
    this.#finish(index, buffers.sent(index), sieStatus.ackReceived);
    return { handshake: 'ack', data1, bytes };
  }

  out(address: number, endpoint: number, data1: boolean, bytes: Uint8Array): UsbHandshake {
    const { buffers } = this.#parts;
    const index = indexOf(endpoint, 'out');
    const refusal = this.#refusal(address, index);
    if (refusal) return refusal;
    if (bytes.length > buffers.length(index)) {
      this.#happened(sieStatus.receiveOverflow);
      return 'none';
    }
    // A repeated packet is acknowledged and dropped (USB 2.0, 8.6.3).
    if (data1 !== buffers.isData1(index) && !buffers.isIsochronous(index)) {
      this.#happened(sieStatus.dataSequenceError);
      return 'ack';
    }
    this.#finish(index, buffers.received(index, bytes), 0);
    return 'ack';
  }

  busReset(): void {
    this.#silence.cancel();
    this.#parts.status.setSuspended(false);
    this.#parts.status.setConnected(true);
    this.#happened(sieStatus.busReset);
  }

  startFrames(frame: number): void {
    const { status, frames } = this.#parts;
    this.#silence.cancel();
    frames.start(frame);
    if (status.suspended) {
      status.setSuspended(false);
      status.latched |= sieStatus.resume;
    }
    status.update();
  }

  stopFrames(): void {
    this.#parts.frames.stop();
    this.#silence.schedule(suspendNanoseconds);
    this.#parts.status.update();
  }

  /** Tells the computer that an endpoint has something for it, if it has. */
  offer(index: number): void {
    const direction = index & 1 ? 'out' : 'in';
    if (this.#parts.buffers.wantsRefusals(index)) {
      this.#parts.notEmulated.report('USB interrupts on NAK and STALL');
    }
    if (this.answers(index >>> 1, direction)) this.listener?.ready(index >>> 1, direction);
  }

  save(): { silence: number | null } {
    return { silence: saveAlarm(this.#silence, this.#parts.clock) };
  }

  restore(state: { silence: number | null }): void {
    restoreAlarm(this.#silence, state.silence);
  }

  #isMe(address: number): boolean {
    return this.attached && address === this.#parts.registers.address;
  }

  /** Why there is no transaction now, if there is none. */
  #refusal(address: number, index: number): Exclude<UsbHandshake, 'ack'> | null {
    const { buffers } = this.#parts;
    if (!this.#isMe(address) || !buffers.isEnabled(index)) return 'none';
    if (buffers.isStalled(index)) return 'stall';
    return buffers.isAvailable(index) ? null : 'nak';
  }

  #finish(index: number, use: BufferUse, events: number): void {
    if (use.interrupt) this.#parts.status.buffers |= 1 << index;
    this.#happened(events | (use.last ? sieStatus.transactionComplete : 0));
    // With two buffers the other one may be ready by now.
    this.offer(index);
  }

  #happened(events: number): void {
    this.#parts.status.latched |= events;
    this.#parts.status.update();
  }
}

/** Twice the endpoint's number, and one more for OUT. */
function indexOf(endpoint: number, direction: UsbDirection): number {
  return endpoint * 2 + (direction === 'out' ? 1 : 0);
}
