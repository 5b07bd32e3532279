/** What the host hands to the interpreter's thread and what the thread tells back. */

import type { MessagePort } from 'node:worker_threads';
import type { BoardModel } from '../hardware/virtual-hardware.ts';

/** What the native side of one board is made from. */
export interface BoardData {
  /** A `ControlBlock`. */
  readonly control: SharedArrayBuffer;
  /** A `ByteRing` from the host to the interpreter. */
  readonly input: SharedArrayBuffer;
  /** A `ByteRing` from the interpreter to the host. */
  readonly output: SharedArrayBuffer;
  /** State of the simulated hardware, laid out by `runtime/hardware`. */
  readonly hardware: SharedArrayBuffer;
  readonly model: BoardModel;
  /** `machine.unique_id()`: 8 bytes. */
  readonly uniqueId: Uint8Array;
}

/** Everything one run of the interpreter is made from; travels as `workerData`. */
export interface InterpreterThreadData extends BoardData {
  /** Absolute path of the folder that is the board's file system. */
  readonly root: string;
  /** Starts without running `boot.py` and `main.py`. */
  readonly bare: boolean;
  /** The ticker is told the interpreter's memory through this. */
  readonly ticker: MessagePort;
}

/** What the ticker's thread is made from. */
export interface TickerThreadData {
  readonly control: SharedArrayBuffer;
  readonly interpreter: MessagePort;
}

/** From the interpreter's thread to the host. */
export type InterpreterMessage =
  /** Bytes can be exchanged: the interpreter is loaded, nothing of the board's files ran yet. */
  | 'ready'
  /** There is output in the ring. */
  | 'output'
  /** There is room in the input ring again. */
  | 'room'
  /** The program asked for a power cycle (`machine.reset()`). */
  | 'reset'
  /** The program outgrew every bound; the interpreter waits to be ended. */
  | 'out-of-memory';
