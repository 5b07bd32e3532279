/**
 * A program for the emulated USB controller, as small as one can be: it answers what a computer asks a device with
 * one serial port, and keeps what the port brings. It works on registers and USB memory, as firmware does.
 */

import type { UsbController } from '../../runtime/emulator/usb/usb-controller.ts';

const addressRegister = 0x00;
const mainControl = 0x40;
const sieControl = 0x4c;
const sieStatus = 0x50;
const bufferStatus = 0x58;
const stallArm = 0x68;
const interruptEnable = 0x90;
const interruptStatus = 0x98;

const setupRequest = 1 << 16;
const busReset = 1 << 12;
const buffers = 1 << 4;

const available = 1 << 10;
const stalled = 1 << 11;
const data1 = 1 << 13;
const full = 1 << 15;

/** Buffers of the endpoints that it uses, by index (twice the number, one more for OUT). */
const bufferAddress: Readonly<Record<number, number>> = { 0: 0x100, 1: 0x100, 4: 0x180, 5: 0x1c0 };

const serialDevice = Uint8Array.of(18, 1, 0, 2, 0xef, 2, 1, 64, 0x8a, 0x2e, 5, 0, 0, 1, 1, 2, 3, 1);
/** Interface 0 to control, 1 for data with endpoint 2 both ways. */
export const serialConfiguration = Uint8Array.of(
  ...[9, 2, 67, 0, 2, 1, 0, 0x80, 125],
  ...[9, 4, 0, 0, 1, 2, 2, 0, 4],
  ...[5, 0x24, 0, 0x20, 1],
  ...[5, 0x24, 1, 0, 1],
  ...[4, 0x24, 2, 2],
  ...[5, 0x24, 6, 0, 1],
  ...[7, 5, 0x81, 3, 8, 0, 16],
  ...[9, 4, 1, 0, 2, 10, 0, 0, 0],
  ...[7, 5, 2, 2, 64, 0, 0],
  ...[7, 5, 0x82, 2, 64, 0, 0],
);
const strings = ['\u0409', 'Nibble', 'Board', 'E660'];

/** The program; `interrupted` is to be called when the controller's line is asserted. */
export class ScriptedUsbProgram {
  readonly usb: UsbController;
  /** SETUP packets in the order in which they came. */
  readonly setups: Uint8Array[] = [];
  readonly received: number[] = [];
  /** Length of each packet that brought them. */
  readonly packets: number[] = [];
  /** Data of the last request that had any. */
  requestData = new Uint8Array(0);
  device = serialDevice;
  configuration = serialConfiguration;
  /** Requests that are answered with a stall, by bRequest. */
  readonly refused = new Set<number>();
  /** So many requests are not answered at all. */
  forgets = 0;
  /** Takes what comes to endpoint 2. */
  listening = true;
  resets = 0;
  #newAddress = 0;
  #pid = [0, 0, 0, 0, 0, 0];

  constructor(usb: UsbController) {
    this.usb = usb;
  }

  /** Comes to life: pulls D+ up. */
  start(): void {
    this.write(mainControl, 1);
    this.write(interruptEnable, setupRequest | busReset | buffers);
    this.write(sieControl, 0x20010000);
  }

  /** Goes away. */
  stop(): void {
    this.write(sieControl, 0);
  }

  interrupted(): void {
    const status = this.usb.read(interruptStatus);
    if (status & buffers) this.#buffersDone();
    if (status & setupRequest) this.#setUp();
    if (status & busReset) {
      this.resets++;
      this.write(addressRegister, 0);
      this.write(sieStatus, 1 << 19);
    }
  }

  /** Hands over up to 64 bytes to be sent by endpoint 2. */
  send(bytes: Uint8Array): void {
    this.arm(4, bytes);
  }

  /** Listens to endpoint 2 again. */
  listen(): void {
    this.listening = true;
    this.arm(5, 64);
  }

  write(offset: number, value: number): void {
    this.usb.write(offset, value >>> 0, value >>> 0);
  }

  word(offset: number): number {
    return new DataView(this.usb.memory.bytes.buffer).getUint32(offset, true);
  }

  setWord(offset: number, value: number): void {
    new DataView(this.usb.memory.bytes.buffer).setUint32(offset, value >>> 0, true);
    this.usb.memory.written?.(offset, 4);
  }

  /** Makes a buffer available: with bytes to send, or with room to receive. */
  arm(index: number, content: Uint8Array | number): void {
    const length = typeof content === 'number' ? content : content.length;
    const isOut = typeof content === 'number';
    if (!isOut) this.usb.memory.bytes.set(content, bufferAddress[index]);
    const pid = this.#pid[index] ? data1 : 0;
    this.#pid[index] = this.#pid[index] ? 0 : 1;
    this.setWord(0x80 + index * 4, length | pid | (isOut ? 0 : full) | available);
  }

  #setUp(): void {
    const packet = this.usb.memory.bytes.slice(0, 8);
    this.setups.push(packet);
    this.write(sieStatus, 1 << 17);
    this.#pid[0] = this.#pid[1] = 1;
    const [type = 0, request = 0, low = 0, high = 0] = packet;
    const length = (packet[6] ?? 0) | ((packet[7] ?? 0) << 8);
    if (this.forgets-- > 0) return;
    if (this.refused.has(request)) return this.#stall();
    if (type & 0x80) return this.#answer(this.#descriptor(high, low).subarray(0, length));
    if (length > 0) return this.arm(1, 64);
    if (request === 5) this.#newAddress = low;
    if (request === 9) this.#configured();
    this.arm(0, new Uint8Array(0));
  }

  #stall(): void {
    this.write(stallArm, 3);
    this.setWord(0x80, stalled);
    this.setWord(0x84, stalled);
  }

  #answer(bytes: Uint8Array): void {
    this.arm(0, bytes.subarray(0, 64));
    this.#rest = bytes.subarray(64);
  }

  #rest: Uint8Array = new Uint8Array(0);

  #descriptor(type: number, number: number): Uint8Array {
    if (type === 1) return this.device;
    if (type === 2) return this.configuration;
    const text = Buffer.from(strings[number] ?? '', 'utf16le');
    return Uint8Array.of(text.length + 2, 3, ...text);
  }

  #configured(): void {
    this.#pid = [0, 0, 0, 0, 0, 0];
    this.#pid[0] = 1;
    this.setWord(0x10, 0xa8000180);
    this.setWord(0x14, 0xa80001c0);
    if (this.listening) this.arm(5, 64);
  }

  #buffersDone(): void {
    const done = this.usb.read(bufferStatus);
    this.write(bufferStatus, done);
    if (done & 1) this.#sent();
    if (done & 2) this.#tookControl();
    if (done & 0x20) this.#took();
  }

  #sent(): void {
    if (this.#newAddress) this.write(addressRegister, this.#newAddress);
    this.#newAddress = 0;
    const last = this.setups.at(-1);
    if (!last || !((last[0] ?? 0) & 0x80)) return;
    if (this.#rest.length > 0) return this.#answer(this.#rest);
    this.#pid[1] = 1;
    this.arm(1, 64);
  }

  #tookControl(): void {
    const length = this.word(0x84) & 0x3ff;
    if (length === 0) return;
    this.requestData = this.usb.memory.bytes.slice(0x100, 0x100 + length);
    this.#pid[0] = 1;
    this.arm(0, new Uint8Array(0));
  }

  #took(): void {
    const length = this.word(0x94) & 0x3ff;
    this.packets.push(length);
    this.received.push(...this.usb.memory.bytes.subarray(0x1c0, 0x1c0 + length));
    if (this.listening) this.arm(5, 64);
  }
}
