/**
 * The simulated Pico as a Link: a real MicroPython in a thread of its own.
 *
 * One thread runs the interpreter and blocks like a board does; a second one, the ticker, pokes it
 * when a timer is due or Ctrl-C was typed. Bytes travel through two rings in shared memory. Should
 * the interpreter die or outgrow its bounds, it is switched off and on again: the Link stays open.
 */

import { MessageChannel, Worker } from 'node:worker_threads';
import type { BoardFiles } from '../board-files.ts';
import { SharedHardware } from '../hardware/shared-hardware.ts';
import type { BoardModel } from '../hardware/virtual-hardware.ts';
import {
  LinkError,
  type CloseReason,
  type Link,
  type LinkCapabilities,
  type LinkInfo,
  type Unsubscribe,
} from '../link.ts';
import { ByteRing } from '../byte-ring.ts';
import { Listeners } from '../listeners.ts';
import { WriteQueue } from '../write-queue.ts';
import { ControlBlock } from './streams/control-block.ts';
import type { InterpreterMessage, InterpreterThreadData, TickerThreadData } from './thread-data.ts';

const controlC = 0x03;
const carriageReturn = 0x0d;
const inputCapacity = 64 * 1024;
const outputCapacity = 512 * 1024;
/** An interpreter that waits begins anew within this, in milliseconds; else its thread is ended. */
const startLength = 500;

/** What a simulated board is made from. */
export interface SimulatorLinkOptions {
  /** The name people see. */
  readonly label: string;
  readonly model: BoardModel;
  /** `machine.unique_id()`, 8 bytes; also the serial number. */
  readonly uniqueId: Uint8Array;
  /** Absolute path of the folder that is the board's file system; it exists. */
  readonly root: string;
  /** Where the built threads lie. */
  readonly threads: SimulatorThreads;
  readonly files?: BoardFiles;
}

/** The thread entries, as built: a URL each. */
export interface SimulatorThreads {
  readonly interpreter: URL;
  readonly ticker: URL;
}

/** One run of the interpreter, from switching on to switching off. */
interface PoweredBoard {
  readonly control: ControlBlock;
  readonly input: ByteRing;
  readonly output: ByteRing;
  readonly interpreter: Worker;
  readonly ticker: Worker;
}

/** A Link to a simulated Pico. */
export class SimulatorLink implements Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities;
  readonly #hardware: SharedHardware;
  readonly #dataListeners = new Listeners<[bytes: Uint8Array]>();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  readonly #restartListeners = new Listeners();
  readonly #queue = new WriteQueue();
  #board: PoweredBoard | null = null;
  #changingPower: Promise<void> | null = null;
  #open = false;
  #paused = false;
  /** An interpreter begins anew in its thread; called when it is ready. What is written meanwhile is for the new one. */
  #startsAnew: (() => void) | null = null;

  constructor(readonly options: SimulatorLinkOptions) {
    this.info = {
      kind: 'simulator',
      label: options.label,
      serialNumber: Buffer.from(options.uniqueId).toString('hex').toUpperCase(),
    };
    this.#hardware = new SharedHardware(options.model);
    this.#hardware.connect(() => this.#board?.control.signal());
    this.capabilities = {
      startsOnOpen: true,
      powerCycle: (how) => this.#powerCycle(how?.bare ?? false),
      ...(options.files && { files: options.files }),
      hardware: this.#hardware,
    };
  }

  async open(): Promise<void> {
    if (this.#open) return this.#changingPower ?? undefined;
    this.#open = true;
    this.#paused = false;
    await this.#changePower(() => this.#powerOn(false));
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return Promise.reject(new LinkError('closed', 'The simulated board is not connected'));
    const taken = this.#queue.add(bytes);
    this.#feed();
    return taken;
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#dataListeners.add(listener);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#drain();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#queue.reject(new LinkError('closed', 'The simulated board was disconnected'));
    await this.#changePower(() => this.#powerOff());
    this.#closeListeners.tell('closed');
  }

  onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    return this.#closeListeners.add(listener);
  }

  onRestart(listener: () => void): Unsubscribe {
    return this.#restartListeners.add(listener);
  }

  /** The interpreter has taken all there was for it, and said all it has to say, until something comes from outside. */
  get isIdle(): boolean {
    const board = this.#board;
    if (!board || this.#changingPower || this.#queue.length > 0) return false;
    return board.control.isIdle && board.input.length === 0 && board.output.length === 0;
  }

  // ------------------------------------------------------------------ power

  /** One change of power at a time, in the order they were asked for. */
  #changePower(change: () => Promise<void>): Promise<void> {
    const before = this.#changingPower ?? Promise.resolve();
    const done = before.catch(() => undefined).then(change);
    this.#changingPower = done;
    const forget = (): void => {
      if (this.#changingPower === done) this.#changingPower = null;
    };
    done.then(forget, forget);
    return done;
  }

  #powerCycle(bare: boolean): Promise<void> {
    return this.#changePower(async () => {
      if (!this.#open) throw new LinkError('closed', 'The simulated board is not connected');
      await this.#switchOffAndOn(bare);
    });
  }

  async #switchOffAndOn(bare: boolean): Promise<void> {
    this.#drain();
    // What was on its way to the board is lost with it.
    this.#queue.drop();
    if (await this.#startAnew(bare)) return this.#feed();
    await this.#powerOff();
    if (this.#open) await this.#powerOn(bare);
  }

  /** False where the interpreter does not wait for input: it has to be ended then. */
  #startAnew(bare: boolean): Promise<boolean> {
    const { control } = this.#board ?? {};
    if (!control?.isIdle) return Promise.resolve(false);
    this.#hardware.switchOn();
    return new Promise<boolean>((resolve) => {
      const tooLate = setTimeout(() => resolve(false), startLength);
      this.#startsAnew = () => {
        clearTimeout(tooLate);
        resolve(true);
      };
      control.cutPower(bare);
    }).finally(() => (this.#startsAnew = null));
  }

  async #powerOn(bare: boolean): Promise<void> {
    const { options } = this;
    this.#hardware.switchOn();
    const control = ControlBlock.allocate();
    const input = ByteRing.allocate(inputCapacity);
    const output = ByteRing.allocate(outputCapacity);
    const between = new MessageChannel();
    const interpreterData: InterpreterThreadData = {
      control,
      input,
      output,
      hardware: this.#hardware.state,
      root: options.root,
      bare,
      model: options.model,
      uniqueId: options.uniqueId,
      ticker: between.port1,
    };
    const tickerData: TickerThreadData = { control, interpreter: between.port2 };
    const interpreter = new Worker(options.threads.interpreter, {
      workerData: interpreterData,
      transferList: [between.port1],
    });
    const ticker = new Worker(options.threads.ticker, {
      workerData: tickerData,
      transferList: [between.port2],
    });
    const board: PoweredBoard = {
      control: new ControlBlock(control),
      input: new ByteRing(input),
      output: new ByteRing(output),
      interpreter,
      ticker,
    };
    this.#board = board;
    try {
      await this.#whenReady(board);
    } catch (error) {
      await this.#powerOff();
      this.#open = false;
      throw new LinkError('error', error instanceof Error ? error.message : String(error));
    }
    this.#feed();
  }

  #whenReady(board: PoweredBoard): Promise<void> {
    return new Promise((resolve, reject) => {
      board.ticker.on('error', reject);
      board.interpreter.on('message', (message: InterpreterMessage) => {
        if (message === 'ready') resolve();
        this.#hear(board, message);
      });
      board.interpreter.on('error', (error) => {
        reject(error);
        this.#died(board);
      });
      board.interpreter.on('exit', () => {
        reject(new Error('The interpreter ended while it started'));
        this.#died(board);
      });
    });
  }

  #hear(board: PoweredBoard, message: InterpreterMessage): void {
    if (board !== this.#board) return;
    if (message === 'ready') this.#startsAnew?.();
    else if (message === 'output') this.#drain();
    else if (message === 'room') this.#feed();
    else this.#died(board);
  }

  /** The interpreter ended, or waits to be ended: switch it off and on again. */
  #died(board: PoweredBoard): void {
    if (board !== this.#board) return;
    const restart = this.#changePower(async () => {
      // By now somebody may have switched it off already.
      if (board !== this.#board || !this.#open) return;
      this.#drain();
      this.#restartListeners.tell();
      await this.#switchOffAndOn(false);
    });
    restart.catch(() => this.#closeListeners.tell('error'));
  }

  async #powerOff(): Promise<void> {
    const board = this.#board;
    this.#board = null;
    if (!board) return;
    await Promise.all([board.interpreter.terminate(), board.ticker.terminate()]);
  }

  // ------------------------------------------------------------------ bytes

  #drain(): void {
    const board = this.#board;
    if (!board || this.#paused) return;
    board.control.answerOutputBell();
    const bytes = board.output.readAll();
    if (bytes.length === 0) return;
    this.#dataListeners.tell(bytes);
  }

  #feed(): void {
    const board = this.#board;
    if (!board || this.#startsAnew) return;
    this.#letInterruptOvertake(board);
    const allTaken = this.#queue.feed((bytes, start) => {
      const taken = board.input.write(bytes, start);
      const interrupts = countInterrupts(bytes, start, start + taken);
      if (interrupts > 0) board.control.addInterrupts(interrupts);
      return taken;
    });
    if (!allTaken) board.control.wantInputRoom();
    board.control.wake();
  }

  /** A Ctrl-C that finds no room must not wait for a program that never reads. */
  #letInterruptOvertake(board: PoweredBoard): void {
    const { newest } = this.#queue;
    if (!newest?.every(isInterruptKey)) return;
    if (this.#queue.length === 1 && board.input.length + newest.length <= board.input.capacity) return;
    if (!newest.includes(controlC)) return;
    this.#queue.drop();
    board.control.overtake();
    board.control.wake();
  }
}

/** Tools send Ctrl-C alone, several times, or after a carriage return. */
function isInterruptKey(byte: number): boolean {
  return byte === controlC || byte === carriageReturn;
}

function countInterrupts(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(controlC, start); at >= 0 && at < end; at = bytes.indexOf(controlC, at + 1))
    count++;
  return count;
}
