/**
 * Keeps frames of our own Python code out of every traceback.
 *
 * Every exception that leaves a Python function passes through `longjmp`. Right there the frames
 * that carry our file name are taken out of the exception: what a program prints, catches or logs
 * shows its own frames only, as on a Pico where these functions are C.
 */

import { addresses, staticDataEnd } from './addresses.ts';
import type { Imports, MicroPythonExports } from './load-micropython.ts';

/** The file name that all our Python code is compiled under. */
export const ownFileName = '<nibble>';

/** `nlr_buf_t` {previous, value, jump buffer}: the exception lies before the buffer jumped to. */
const valueBeforeJumpBuffer = 4;
/** `mp_obj_exception_t` {type, length of the traceback in the upper half word, traceback, arguments}. */
const tracebackLength = 6;
const tracebackData = 8;
/** An instance of a class made in Python holds its native exception behind type and members. */
const nativePart = 16;
/** A frame: file name, line, block name. */
const frameWords = 3;

/** Strips our frames once it knows what our file name looks like in memory. */
export class TraceFrames {
  /** Our file name as it stands in every frame; 0 until it is known. */
  ownFile = 0;
  #learning = false;

  /** Replaces the import that throws a longjmp. */
  install(imports: Imports, exports: () => MicroPythonExports): void {
    const environment = imports['env'] ?? {};
    environment['_emscripten_throw_longjmp'] = () => {
      const { buffer } = exports().memory;
      const jumpBuffer = new Uint32Array(buffer)[addresses.threw >> 2] ?? 0;
      this.strip(buffer, new Uint32Array(buffer)[(jumpBuffer - valueBeforeJumpBuffer) >> 2] ?? 0);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- Emscripten's longjmp
      throw Infinity;
    };
  }

  /** Runs `action`, which raises and catches an exception in our own code, and remembers the file. */
  learn(action: () => void): void {
    this.#learning = true;
    action();
    this.#learning = false;
    if (this.ownFile === 0) throw new Error('MicroPython raises exceptions in an unexpected way');
  }

  /**
   * Takes our frames out of the exception object at an address. Needed by hand only where our own
   * code caught it: the frame that catches is added after the last longjmp.
   */
  strip(buffer: ArrayBufferLike, address: number): void {
    const words = new Uint32Array(buffer);
    const halves = new Uint16Array(buffer);
    let exception = address;
    const type = words[exception >> 2] ?? 0;
    if (type >= staticDataEnd) exception = words[(exception + nativePart) >> 2] ?? 0;
    const length = halves[(exception + tracebackLength) >> 1] ?? 0;
    const frames = (words[(exception + tracebackData) >> 2] ?? 0) >> 2;
    if (length === 0 || frames === 0 || length % frameWords !== 0) return;
    if (this.#learning) {
      this.ownFile = words[frames] ?? 0;
      return;
    }
    let kept = 0;
    for (let frame = 0; frame < length; frame += frameWords) {
      if (words[frames + frame] === this.ownFile) continue;
      if (kept !== frame) words.copyWithin(frames + kept, frames + frame, frames + frame + frameWords);
      kept += frameWords;
    }
    halves[(exception + tracebackLength) >> 1] = kept;
  }
}
