/** A serial port as a Link. */

import type { SerialPort } from 'serialport';
import {
  LinkError,
  type CloseReason,
  type Link,
  type LinkCapabilities,
  type LinkInfo,
} from '../../../runtime/link.ts';
import { printableName } from '../../local-files/file-names.ts';
import { describeProblem } from '../../problem.ts';
import { isNoPort } from './no-port.ts';
import { PortError } from './port-error.ts';
import { deniedProblem } from './port-permission.ts';
import { otherUserOf } from './port-users.ts';

/** The USB serial port of a Pico ignores the speed; others use MicroPython's usual one. In baud. */
const usualSpeed = 115_200;

/** Bytes of a full USB packet of a serial port. */
const packetLength = 64;

/** Opens a port; replaced in tests. Must not have opened it yet when it answers. */
export type CreatePort = (path: string, baudRate: number) => Promise<SerialPort>;

/** Loads the native part only where a serial port is really used. */
const createRealPort: CreatePort = async (path, baudRate) => {
  const { SerialPort } = await import('serialport');
  return new SerialPort({ path, baudRate, autoOpen: false, lock: true, hupcl: false });
};

/** Bytes over a serial port. */
export class SerialLink implements Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities = { setBaud: (baud) => this.#setBaud(baud) };
  readonly #path: string;
  readonly #createPort: CreatePort;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(reason: CloseReason) => void>();
  #port: SerialPort | undefined;
  #closing = false;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string, info: LinkInfo, createPort: CreatePort = createRealPort) {
    this.#path = path;
    this.info = info;
    this.#createPort = createPort;
  }

  async open(): Promise<void> {
    if (this.#port) return;
    if (await isNoPort(this.#path)) throw noPort(this.#path);
    const port = await this.#createPort(this.#path, usualSpeed).catch((error: unknown) => {
      throw notLoaded(error);
    });
    await this.#refuseShared();
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(error) : resolve()));
    }).catch(async (error: unknown) => {
      throw await openingError(error, this.#path, this.info.label);
    });
    this.#port = port;
    this.#closing = false;
    port.on('data', (bytes: Uint8Array) => {
      for (const listener of [...this.#dataListeners]) listener(bytes);
    });
    port.on('error', () => undefined); // the port closes next, and that is told
    port.on('close', () => this.#closed(port));
  }

  /**
   * What is written reaches the board by itself and ends in a short USB packet: MicroPython 1.17 to 1.19.1 looks at
   * full ones only when a short one follows them (its issue 11253), which no driver but that of macOS sends. The port
   * would join writes that wait for each other.
   */
  write(bytes: Uint8Array): Promise<void> {
    const port = this.#port;
    if (!port) return Promise.reject(closedError());
    const fillsLast = bytes.length > 0 && bytes.length % packetLength === 0;
    const end = fillsLast ? bytes.length - 1 : bytes.length;
    this.#lastWrite = this.#lastWrite
      .catch(() => undefined)
      .then(() => this.#writePiece(port, bytes.subarray(0, end)))
      .then(() => (fillsLast ? this.#writePiece(port, bytes.subarray(end)) : undefined));
    return this.#lastWrite;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  pause(): void {
    this.#port?.pause();
  }

  resume(): void {
    this.#port?.resume();
  }

  async close(): Promise<void> {
    const port = this.#port;
    if (!port || this.#closing) return;
    this.#closing = true;
    await new Promise<void>((resolve) => port.close(() => resolve()));
  }

  onClose(listener: (reason: CloseReason) => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  /** Opening it would already take away what the board says to the other program. */
  async #refuseShared(): Promise<void> {
    const program = await otherUserOf(this.#path);
    if (program === null) return;
    throw new PortError('busy', describeProblem('board-busy-with', { board: this.info.label, program }));
  }

  async #writePiece(port: SerialPort, bytes: Uint8Array): Promise<void> {
    // A port that was closed would keep it for when it is opened.
    if (port !== this.#port || this.#closing) throw closedError();
    await new Promise<void>((resolve, reject) => {
      port.write(bytes, (error) => (error ? reject(new LinkError('error', error.message)) : resolve()));
    });
  }

  #closed(port: SerialPort): void {
    if (port !== this.#port) return;
    this.#port = undefined;
    const reason = this.#closing ? 'closed' : 'unplugged';
    for (const listener of [...this.#closeListeners]) listener(reason);
  }

  async #setBaud(baud: number): Promise<void> {
    const port = this.#port;
    if (!port) throw closedError();
    await new Promise<void>((resolve, reject) => {
      port.update({ baudRate: baud }, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** The native part may be missing, or made for another system. */
function notLoaded(error: unknown): LinkError {
  const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  return new PortError('error', describeProblem('ports-not-loaded', { reason }));
}

function noPort(path: string): LinkError {
  return new PortError('error', describeProblem('board-no-port', { path: printableName(path) }));
}

function closedError(): LinkError {
  return new LinkError('closed', 'The port is not open');
}

/** What the system says when a port cannot be opened, sorted by what a person can do about it. */
async function openingError(error: unknown, path: string, board: string): Promise<LinkError> {
  const message = error instanceof Error ? error.message : String(error);
  // "Resource temporarily unavailable Cannot lock port" is another program's lock; Windows says "Access denied".
  if (/cannot lock port|resource busy|access denied/i.test(message)) return new LinkError('busy', message);
  if (/permission denied|EACCES/i.test(message))
    return new PortError('denied', await deniedProblem(path, board));
  if (/no such (file|device)|file not found|cannot find/i.test(message))
    return new LinkError('unplugged', message);
  if (/inappropriate ioctl/i.test(message)) return noPort(path);
  return new LinkError('error', message);
}
