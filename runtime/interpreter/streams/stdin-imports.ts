/** `sys.stdin` and its buffer: reading waits without using the processor, polling tells the truth. */

import type { InterpreterCore } from '../interpreter-core.ts';
import type { Imports } from '../micropython/load-micropython.ts';
import { fileNumber, packageNumber } from './standard-streams.ts';

/** WASI's EINTR: MicroPython then looks at what is pending and tries again. */
const interruptedCall = 27;
const carriageReturn = 13;
const lineFeed = 10;
const pollInput = 1;
/** `struct pollfd` {number, what is asked for, result in the upper half word}. */
const pollEntryBytes = 8;
const pollResult = 6;

/** Replaces the imports; `core` is asked for at every call. */
export function installStandardInput(imports: Imports, core: () => InterpreterCore): void {
  const wasi = imports['wasi_snapshot_preview1'] ?? {};
  const environment = imports['env'] ?? {};
  const read = wasi['fd_read'] as unknown as (...parameters: number[]) => number;
  const poll = environment['__syscall_poll'] as unknown as (...parameters: number[]) => number;

  const readInput = (isText: boolean, vectors: number, count: number, total: number): number => {
    const { loaded, input } = core();
    const view = new DataView(loaded.exports.memory.buffer);
    if (!waitForInput(core())) return interruptedCall;
    const place = view.getUint32(vectors, true);
    const room = count > 0 ? view.getUint32(vectors + 4, true) : 0;
    let taken = 0;
    while (taken < room && core().dataAhead) {
      const byte = input.take();
      view.setUint8(place + taken, isText && byte === carriageReturn ? lineFeed : byte);
      taken++;
    }
    view.setUint32(total, taken, true);
    return 0;
  };

  wasi['fd_read'] = (file: number, vectors: number, count: number, total: number): number =>
    packageNumber(file) === fileNumber.input
      ? readInput(file === fileNumber.input, vectors, count, total)
      : read(file, vectors, count, total);

  environment['__syscall_poll'] = (entries: number, count: number, timeout: number): number => {
    const view = new DataView(core().loaded.exports.memory.buffer);
    const places = Array.from({ length: count }, (_, index) => entries + index * pollEntryBytes);
    const numbers = places.map((place) => view.getInt32(place, true));
    numbers.forEach((number, index) => view.setInt32(places[index] ?? 0, packageNumber(number), true));
    let ready = poll(entries, count, timeout);
    // A Ctrl-C that has just come is no input.
    if (core().takeInterrupt()) core().raiseInterrupt();
    for (const [index, place] of places.entries()) {
      const number = numbers[index] ?? 0;
      view.setInt32(place, number, true);
      const result = view.getInt16(place + pollResult, true);
      if (packageNumber(number) !== fileNumber.input || (result & pollInput) === 0) continue;
      if (core().input.length > 0) continue;
      view.setInt16(place + pollResult, result & ~pollInput, true);
      if ((result & ~pollInput) === 0) ready--;
    }
    return ready;
  };
}

/** Waits for a byte, running handlers meanwhile; false after Ctrl-C. */
function waitForInput(core: InterpreterCore): boolean {
  for (;;) {
    const end = core.waitIdly(() => core.dataAhead);
    if (end === 'reached') return true;
    if (end === 'interrupted' || core.callPython(() => core.python.serveQuietly(), false)) {
      core.raiseInterrupt();
      return false;
    }
  }
}
