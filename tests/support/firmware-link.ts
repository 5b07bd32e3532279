/** A Link to a Pico with real firmware in the test's own thread, in simulated time. */

import type { EmulatedPico } from '../../runtime/emulator/emulated-pico.ts';
import {
  LinkError,
  type CloseReason,
  type Link,
  type LinkInfo,
  type Unsubscribe,
} from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { WriteQueue } from '../../runtime/write-queue.ts';
import type { FirmwarePico } from './firmware-pico.ts';
import { PicoTime } from './pico-time.ts';

/** The serial port of a Pico on a desk, and the time that passes for it. */
export class FirmwareLink implements Link {
  readonly info: LinkInfo = { kind: 'serial', label: 'Pico on COM3', serialNumber: 'E66164084321872E' };
  readonly capabilities = {};
  readonly time: PicoTime;
  readonly #pico: EmulatedPico;
  readonly #dataListeners = new Listeners<[bytes: Uint8Array]>();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  readonly #queue = new WriteQueue();
  #arrived: Uint8Array[] = [];
  #isOpen = false;
  #paused = false;

  constructor({ pico }: FirmwarePico) {
    this.#pico = pico;
    this.time = new PicoTime(
      pico,
      () => this.#exchange(),
      () => this.#hasNews,
    );
    pico.onSerialData = (bytes) => this.#arrived.push(bytes.slice());
  }

  async open(): Promise<void> {
    if (!this.#pico.hasSerialPort) throw new LinkError('unplugged', 'No such file or directory');
    this.#pico.openSerial();
    this.#isOpen = true;
    this.#paused = false;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#isOpen ? this.#queue.add(bytes) : Promise.reject(closedError());
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#dataListeners.add(listener);
  }

  pause(): void {
    this.#paused = true;
    this.#pico.holdSerial(true);
  }

  resume(): void {
    this.#paused = false;
    this.#pico.holdSerial(false);
  }

  async close(): Promise<void> {
    this.#pico.closeSerial();
    this.#closed('closed');
  }

  onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    return this.#closeListeners.add(listener);
  }

  /** Takes the cable out, and with it the power. */
  unplug(): void {
    this.#pico.unplug();
    this.#closed('unplugged');
  }

  /** Puts the cable in, and waits for the serial port. */
  async plugIn(): Promise<void> {
    this.#pico.powerOn();
    while (!this.#pico.hasSerialPort) await this.time.pass(1);
  }

  /** Something arrived, or can be written, or the board went away. */
  get #hasNews(): boolean {
    if (this.#isOpen && !this.#pico.hasSerialPort) return true;
    return (
      (this.#arrived.length > 0 && !this.#paused) || (this.#queue.length > 0 && this.#pico.serialRoom > 0)
    );
  }

  #exchange(): void {
    if (this.#isOpen && !this.#pico.hasSerialPort) return this.#closed('unplugged');
    if (!this.#paused) {
      const arrived = this.#arrived.splice(0);
      if (arrived.length > 0) {
        const bytes = Uint8Array.from(Buffer.concat(arrived));
        this.#dataListeners.tell(bytes);
      }
    }
    this.#queue.feed((bytes, start) => this.#pico.writeSerial(bytes.subarray(start)));
  }

  #closed(reason: CloseReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#arrived = [];
    this.#queue.reject(closedError());
    this.#closeListeners.tell(reason);
  }
}

function closedError(): LinkError {
  return new LinkError('closed', 'The port is not open');
}
