/** A device's serial port (CDC's abstract control model), as the computer's driver offers it. */

import type { Saved } from '../../saved.ts';
import { BulkInPipe } from './bulk-in-pipe.ts';
import { BulkOutPipe } from './bulk-out-pipe.ts';
import type { SerialPortDescription } from './descriptors.ts';
import { controlLine, setControlLines, setLineCoding, type RequestBytes } from './requests.ts';

/** What a serial port needs from around it. */
export interface SerialPortParts {
  /** Sends a request to the device. */
  readonly request: (request: RequestBytes) => void;
  /** A pipe wants a transaction that it did not want before. */
  readonly proceed: () => void;
}

const defaultBaud = 115_200;

/** A port that can be opened while its device is there. Nothing is read from the device while it is closed or held. */
export class SerialPort implements Saved {
  /** Given every piece of data, in order. */
  onData: (bytes: Uint8Array) => void = () => undefined;
  /** Called when everything written has gone to the device. */
  onDrained: () => void = () => undefined;
  readonly input = new BulkInPipe((bytes) => this.onData(bytes));
  readonly output = new BulkOutPipe(() => this.onDrained());
  readonly #parts: SerialPortParts;
  #description: SerialPortDescription | null = null;
  #open = false;
  #held = false;
  #baud = defaultBaud;
  /** Requests that the device has not answered yet. What is written waits for them, as it does in a driver. */
  #requests = 0;

  constructor(parts: SerialPortParts) {
    this.#parts = parts;
  }

  /** A device with a serial port is there and configured. */
  get present(): boolean {
    return this.#description !== null;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** The device is ready. */
  appear(description: SerialPortDescription): void {
    this.#description = description;
    this.#open = false;
    this.#held = false;
    this.#baud = defaultBaud;
    this.#requests = 0;
    this.input.start(description.inEndpoint);
    this.output.start(description.outEndpoint);
  }

  /** The device is gone. What was not sent is lost. */
  vanish(): void {
    this.#description = null;
    this.#open = false;
    this.#requests = 0;
    this.input.reading = this.output.writing = false;
    this.output.discard();
  }

  /** Opens the port: raises DTR and RTS. Does nothing where there is no port. */
  open(): void {
    if (!this.#description || this.#open) return;
    this.#open = true;
    this.#sendBaud();
    this.#sendLines(controlLine.dataTerminalReady | controlLine.requestToSend);
    this.#read();
  }

  /** Closes the port: DTR and RTS fall. What was not sent yet is lost. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#read();
    this.output.discard();
    this.#sendLines(0);
  }

  /** Stops or goes on reading; the device waits meanwhile. */
  set held(held: boolean) {
    this.#held = held;
    this.#read();
  }

  /** Speed in baud; a USB serial port has none, but 1200 means something to a Pico. */
  setBaud(baud: number): void {
    this.#baud = baud;
    if (this.#open) this.#sendBaud();
  }

  /** The device answered a request. */
  answered(): void {
    this.#requests--;
    this.output.writing = this.#open && this.#requests === 0;
    this.#parts.proceed();
  }

  /** Takes as many bytes as there is room for, and answers how many. */
  write(bytes: Uint8Array): number {
    if (!this.#open) return 0;
    const taken = this.output.write(bytes);
    this.#parts.proceed();
    return taken;
  }

  save() {
    return {
      description: this.#description ? { ...this.#description } : null,
      open: this.#open,
      held: this.#held,
      baud: this.#baud,
      requests: this.#requests,
      input: this.input.save(),
      output: this.output.save(),
    };
  }

  restore(state: ReturnType<SerialPort['save']>): void {
    this.#description = state.description ? { ...state.description } : null;
    this.#open = state.open;
    this.#held = state.held;
    this.#baud = state.baud;
    this.#requests = state.requests;
    this.input.restore(state.input);
    this.output.restore(state.output);
  }

  #read(): void {
    this.input.reading = this.#open && !this.#held;
    this.#parts.proceed();
  }

  #sendBaud(): void {
    this.#request((controlInterface) => setLineCoding(controlInterface, this.#baud));
  }

  #sendLines(lines: number): void {
    this.#request((controlInterface) => setControlLines(controlInterface, lines));
  }

  #request(make: (controlInterface: number) => RequestBytes): void {
    if (!this.#description) return;
    this.#requests++;
    this.output.writing = false;
    this.#parts.request(make(this.#description.controlInterface));
  }
}
