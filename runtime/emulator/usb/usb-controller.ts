/**
 * The registers of the RP2040's USB controller (datasheet, 4.1.4), which is always a device here.
 *
 * The program describes endpoints in the USB memory and hands buffers over by setting AVAILABLE in a buffer control
 * word; the computer's transactions use them up. Host mode is not emulated and says so.
 */

import type { BusMemory } from '../bus/bus-memory.ts';
import type { InterruptLines } from '../bus/interrupts.ts';
import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { Clock } from '../clock/clock.ts';
import { EndpointBuffers } from './endpoint-buffers.ts';
import { UsbDevice } from './usb-device.ts';
import type { UsbDevicePort } from './usb-device-port.ts';
import { UsbFrames } from './usb-frames.ts';
import {
  mainControl,
  sieControl,
  sieStatus,
  usbInterrupt,
  usbMemoryLayout,
  usbPower,
  usbRegister,
} from './usb-registers.ts';
import { UsbStatus } from './usb-status.ts';

/** What the controller is made from. */
export interface UsbControllerParts {
  readonly clock: Clock;
  readonly interrupts: InterruptLines;
  readonly notEmulated: NotEmulated;
}

/** Registers that only hold what is written, and what they hold after a reset. */
const storage: Readonly<Record<number, number>> = {
  [usbRegister.hostEndpointControl]: 0,
  [usbRegister.nakPoll]: 0x00100010,
  [usbRegister.muxing]: 0,
  [usbRegister.power]: 0,
  [usbRegister.phyDirect]: 0,
  [usbRegister.phyDirectOverride]: 0,
  [usbRegister.phyTrim]: 0x00001f1f,
};
const addressBits = 0x7f;

/** Registers at 0x50110000; `memory` belongs at 0x50100000. */
export class UsbController implements Peripheral {
  readonly name = 'USB';
  /** The 4 KB of setup packet, control words and buffers. */
  readonly memory: BusMemory;
  readonly #notEmulated: NotEmulated;
  readonly #frames: UsbFrames;
  readonly #buffers: EndpointBuffers;
  readonly #status: UsbStatus;
  readonly #device: UsbDevice;
  /** What the other parts want to know of the registers. */
  readonly #registers = {
    address: 0,
    mainControl: 0,
    sieControl: 0,
    stallArm: 0,
    abort: 0,
    get attached(): boolean {
      const device = (this.mainControl & (mainControl.enable | mainControl.host)) === mainControl.enable;
      return device && (this.sieControl & sieControl.pullUp) !== 0;
    },
  };
  #storage = { ...storage };

  constructor(parts: UsbControllerParts) {
    const bytes = new Uint8Array(usbMemoryLayout.size);
    this.memory = { bytes, written: (offset) => this.#memoryWritten(offset) };
    this.#notEmulated = parts.notEmulated;
    this.#frames = new UsbFrames(parts.clock, () => this.#status.update());
    this.#buffers = new EndpointBuffers(bytes, this.#registers);
    this.#status = new UsbStatus(parts.interrupts, this.#frames);
    this.#device = new UsbDevice({
      clock: parts.clock,
      notEmulated: parts.notEmulated,
      memory: bytes,
      buffers: this.#buffers,
      frames: this.#frames,
      status: this.#status,
      registers: this.#registers,
    });
  }

  /** Where the cable goes in. */
  get port(): UsbDevicePort {
    return this.#device;
  }

  read(offset: number): number {
    if (offset === usbRegister.frameNumber) {
      this.#frames.acknowledge();
      this.#status.update();
    }
    return this.peek(offset);
  }

  peek(offset: number): number {
    const status = this.#status;
    switch (offset) {
      case usbRegister.address:
        return this.#registers.address;
      case usbRegister.mainControl:
        return this.#registers.mainControl;
      case usbRegister.frameNumber:
        return this.#frames.number;
      case usbRegister.sieControl:
        return this.#registers.sieControl;
      case usbRegister.sieStatus:
        return this.#sieStatus;
      case usbRegister.bufferStatus:
        return status.buffers;
      case usbRegister.bufferToHandle:
        return this.#buffersToHandle;
      case usbRegister.endpointAbort:
        return this.#registers.abort;
      case usbRegister.endpointAbortDone:
        return status.abortDone;
      case usbRegister.endpointStallArm:
        return this.#registers.stallArm;
      case usbRegister.interruptRaw:
        return status.raw;
      case usbRegister.interruptEnable:
        return status.enabled;
      case usbRegister.interruptForce:
        return status.forced;
      case usbRegister.interruptStatus:
        return status.masked;
      default:
        return this.#storage[offset] ?? 0;
    }
  }

  write(offset: number, value: number, bits: number): void {
    const status = this.#status;
    switch (offset) {
      case usbRegister.address:
        this.#registers.address = value & addressBits;
        return;
      case usbRegister.mainControl:
        return this.#control(value & mainControl.writable, this.#registers.sieControl);
      case usbRegister.sieControl:
        return this.#control(this.#registers.mainControl, value);
      case usbRegister.sieStatus:
        status.acknowledge(bits);
        break;
      case usbRegister.bufferStatus:
        status.buffers &= ~bits;
        break;
      case usbRegister.endpointAbort:
        return this.#abort(value);
      case usbRegister.endpointAbortDone:
        status.abortDone &= ~bits;
        break;
      case usbRegister.endpointStallArm:
        this.#registers.stallArm = value & 3;
        this.#device.offer(0);
        this.#device.offer(1);
        return;
      case usbRegister.interruptEnable:
        status.enabled = value & usbInterrupt.all;
        break;
      case usbRegister.interruptForce:
        status.forced = value & usbInterrupt.all;
        break;
      default:
        if (offset in this.#storage) this.#storage[offset] = value;
        return;
    }
    status.update();
  }

  reset(): void {
    const wasAttached = this.#registers.attached;
    Object.assign(this.#registers, { address: 0, mainControl: 0, sieControl: 0, stallArm: 0, abort: 0 });
    this.#storage = { ...storage };
    this.#buffers.reset();
    this.#status.reset();
    if (wasAttached) this.#device.listener?.attachmentChanged();
  }

  save() {
    const { address, mainControl: main, sieControl: sie, stallArm, abort } = this.#registers;
    return {
      memory: this.memory.bytes.slice(),
      registers: { address, mainControl: main, sieControl: sie, stallArm, abort },
      storage: { ...this.#storage },
      buffers: this.#buffers.save(),
      frames: this.#frames.save(),
      status: this.#status.save(),
      device: this.#device.save(),
    };
  }

  restore(state: ReturnType<UsbController['save']>): void {
    this.memory.bytes.set(state.memory);
    Object.assign(this.#registers, state.registers);
    this.#storage = { ...state.storage };
    this.#buffers.restore(state.buffers);
    this.#frames.restore(state.frames);
    this.#status.restore(state.status);
    this.#device.restore(state.device);
  }

  get #sieStatus(): number {
    const { latched, connected, suspended } = this.#status;
    const power = this.#storage[usbRegister.power] ?? 0;
    const both = usbPower.vbusDetectOverride | usbPower.vbusDetect;
    return (
      (latched |
        (connected ? sieStatus.connected | sieStatus.lineStateJ : 0) |
        (suspended ? sieStatus.suspended : 0) |
        ((power & both) === both ? sieStatus.vbusDetected : 0)) >>>
      0
    );
  }

  /** Of two buffers, which one each bit of BUFF_STATUS is about. */
  get #buffersToHandle(): number {
    let second = 0;
    for (let index = 0; index < 32; index++) second |= this.#buffers.lastUsed(index) << index;
    return (second & this.#status.buffers) >>> 0;
  }

  #memoryWritten(offset: number): void {
    if (offset >= usbMemoryLayout.bufferControlEnd) return;
    if (offset >= usbMemoryLayout.bufferControl) {
      const index = (offset - usbMemoryLayout.bufferControl) >>> 2;
      this.#buffers.controlWritten(index);
      this.#device.offer(index);
    } else if (offset >= usbMemoryLayout.endpointControl) {
      this.#device.offer(((offset - usbMemoryLayout.endpointControl) >>> 2) + 2);
    }
  }

  /** MAIN_CTRL and SIE_CTRL, which say together whether the device is there. */
  #control(main: number, sie: number): void {
    const wasAttached = this.#registers.attached;
    this.#registers.mainControl = main;
    this.#registers.sieControl = sie & ~sieControl.resume;
    if (main & mainControl.host) this.#notEmulated.report('USB host mode');
    if (sie & sieControl.resume) this.#device.listener?.remoteWakeup();
    if (this.#registers.attached !== wasAttached) this.#device.listener?.attachmentChanged();
  }

  /** No buffer is ever half way, so that an abort is done at once (4.1.4, EP_ABORT). */
  #abort(abort: number): void {
    const released = this.#registers.abort & ~abort;
    this.#registers.abort = abort;
    this.#status.abortDone |= abort;
    this.#status.update();
    for (let index = 0; index < 32; index++) if ((released >>> index) & 1) this.#device.offer(index);
  }
}
