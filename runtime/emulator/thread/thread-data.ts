/** What the Link to an emulated Pico hands to its thread, and what they tell each other. */

import type { MessagePort } from 'node:worker_threads';
import type { BootselAnswer } from '../boot-rom/bootsel.ts';
import type { EmulatedPicoState } from '../emulated-pico.ts';
import type { EmulatedCrash, EmulationMode } from '../emulation.ts';

/** `real`: never faster than a Pico. `fast`: as fast as this computer can. */
export type EmulatorPace = 'real' | 'fast';

/** Everything that one time with power is made from; travels as `workerData`. */
export interface EmulatorThreadData {
  /** A `ThreadBell`. */
  readonly bell: SharedArrayBuffer;
  /** A `ByteRing` from the host to the Pico's serial port. */
  readonly input: SharedArrayBuffer;
  /** A `ByteRing` from the Pico's serial port to the host. */
  readonly output: SharedArrayBuffer;
  /** What is connected to the pins, laid out by `runtime/hardware`. */
  readonly hardware: SharedArrayBuffer;
  readonly uniqueId: Uint8Array;
  /** Absolute path of the image of its flash. */
  readonly flashFile: string;
  readonly pace: EmulatorPace;
  /** All that is random in it comes from this. */
  readonly seed: number;
  /** What it goes on from instead of being switched on, with the same flash in its file. */
  readonly snapshot?: EmulatedPicoState;
  /** `EmulatorCommand` arrive here; ring the bell after each. */
  readonly commands: MessagePort;
}

/** From the host to the thread. */
export type EmulatorCommand =
  /** Opens or closes the serial port. */
  | { readonly kind: 'port'; readonly open: boolean }
  | { readonly kind: 'baud'; readonly baud: number }
  /** A pulse on RUN. */
  | { readonly kind: 'reset' }
  /** Bytes for the drive in BOOTSEL mode; answered by `uf2` with the same number. */
  | { readonly kind: 'uf2'; readonly number: number; readonly bytes: Uint8Array };

/** What the thread says of its Pico, whenever it changed. */
export interface EmulatorThreadStatus {
  readonly mode: EmulationMode;
  readonly speed: number | null;
  readonly notEmulated: readonly string[];
  readonly crash: EmulatedCrash | null;
}

/** From the thread to the host. */
export type EmulatorMessage =
  /** There is output in the ring. */
  | { readonly kind: 'output' }
  /** There is room in the input ring again. */
  | { readonly kind: 'room' }
  /** The computer found the Pico's serial port, or lost it. */
  | { readonly kind: 'port'; readonly present: boolean }
  | { readonly kind: 'status'; readonly status: EmulatorThreadStatus }
  | { readonly kind: 'uf2'; readonly number: number; readonly answer: BootselAnswer };
