/** The host's end of the thread that is an emulated Pico, from its power coming on to its going. */

import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { ByteRing } from '../../byte-ring.ts';
import type { BootselAnswer } from '../boot-rom/bootsel.ts';
import type { EmulatedPicoState } from '../emulated-pico.ts';
import { ThreadBell } from './thread-bell.ts';
import type {
  EmulatorCommand,
  EmulatorMessage,
  EmulatorPace,
  EmulatorThreadData,
  EmulatorThreadStatus,
} from './thread-data.ts';

/** As much as a computer's driver keeps for a port. What is behind it waits where a Ctrl-C can still overtake it. */
const inputCapacity = 4096;
const outputCapacity = 64 * 1024;

/** What a thread is started with. */
export interface PicoThreadOptions {
  /** Where the built thread lies. */
  readonly thread: URL;
  readonly uniqueId: Uint8Array;
  readonly flashFile: string;
  readonly pace: EmulatorPace;
  readonly seed: number;
  /** What it goes on from instead of being switched on. */
  readonly snapshot?: EmulatedPicoState;
  /** State of a `SharedHardware`. */
  readonly hardware: SharedArrayBuffer;
}

/** What it tells its Link. Nothing comes after `end`. */
export interface PicoThreadEvents {
  output(bytes: Uint8Array): void;
  /** There is room for input again. */
  room(): void;
  portChanged(present: boolean): void;
  statusChanged(status: EmulatorThreadStatus): void;
  /** The thread ended by itself: an error of ours. */
  failed(reason: string): void;
}

/** A Pico that has power. */
export class PicoThread {
  readonly #events: PicoThreadEvents;
  readonly #worker: Worker;
  readonly #commands: MessagePort;
  readonly #bell: ThreadBell;
  readonly #input: ByteRing;
  readonly #output: ByteRing;
  readonly #answers = new Map<number, (answer: BootselAnswer) => void>();
  #nextNumber = 0;
  #paused = false;
  #ended = false;
  #hasPort = false;

  constructor(options: PicoThreadOptions, events: PicoThreadEvents) {
    const { thread, ...rest } = options;
    const bell = ThreadBell.allocate();
    const input = ByteRing.allocate(inputCapacity);
    const output = ByteRing.allocate(outputCapacity);
    const { port1: commands, port2 } = new MessageChannel();
    const data: EmulatorThreadData = { ...rest, bell, input, output, commands: port2 };
    this.#events = events;
    this.#bell = new ThreadBell(bell);
    this.#input = new ByteRing(input);
    this.#output = new ByteRing(output);
    this.#commands = commands;
    this.#worker = new Worker(thread, { workerData: data, transferList: [port2] });
    this.#worker.on('message', (message: EmulatorMessage) => this.#hear(message));
    this.#worker.on('error', (error) => this.#failed(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', () => this.#failed('the thread ended'));
  }

  /** The Pico offers a serial port. */
  get hasPort(): boolean {
    return this.#hasPort;
  }

  send(command: EmulatorCommand): void {
    this.#commands.postMessage(command);
    this.#bell.wake();
  }

  /** Something outside changed that the thread should look at. */
  wake(): void {
    this.#bell.wake();
  }

  /** Takes what there is room for, from `start` on, and answers how many bytes that was. `room` follows. */
  write(bytes: Uint8Array, start: number): number {
    const taken = this.#input.write(bytes, start);
    if (start + taken < bytes.length) this.#bell.wantInputRoom();
    this.#bell.wake();
    return taken;
  }

  /** Hands bytes to the drive in BOOTSEL mode. A Pico that loses its power refuses them. */
  writeUf2(bytes: Uint8Array): Promise<BootselAnswer> {
    if (this.#ended) return Promise.resolve('refused');
    const number = this.#nextNumber++;
    return new Promise((resolve) => {
      this.#answers.set(number, resolve);
      this.send({ kind: 'uf2', number, bytes });
    });
  }

  /** Stops delivering output, or goes on. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#drain();
  }

  /** Takes the power: whatever it was doing, it does no more. */
  async end(): Promise<void> {
    this.#drain();
    this.#ended = true;
    this.#refuseAll();
    await this.#worker.terminate();
    this.#commands.close();
  }

  #hear(message: EmulatorMessage): void {
    if (this.#ended) return;
    switch (message.kind) {
      case 'output':
        return this.#drain();
      case 'room':
        return this.#events.room();
      case 'port':
        this.#drain();
        this.#hasPort = message.present;
        return this.#events.portChanged(message.present);
      case 'status':
        return this.#events.statusChanged(message.status);
      case 'uf2':
        this.#answers.get(message.number)?.(message.answer);
        this.#answers.delete(message.number);
    }
  }

  #drain(): void {
    if (this.#paused || this.#ended) return;
    this.#bell.answerOutput();
    const bytes = this.#output.readAll();
    if (this.#bell.takeOutputRoomWanted()) this.#bell.wake();
    if (bytes.length > 0) this.#events.output(bytes);
  }

  #failed(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#refuseAll();
    this.#commands.close();
    this.#events.failed(reason);
  }

  #refuseAll(): void {
    for (const answer of this.#answers.values()) answer('refused');
    this.#answers.clear();
  }
}
