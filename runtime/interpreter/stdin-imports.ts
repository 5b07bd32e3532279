/** `sys.stdin`: reading waits without using the processor, polling tells the truth. */

import type { InterpreterCore } from './interpreter-core.ts';
import type { Imports } from './load-micropython.ts';

const standardInput = 0;
/** WASI's EINTR: MicroPython then looks at what is pending and tries again. */
const interruptedCall = 27;
const carriageReturn = 13;
const lineFeed = 10;
const pollInput = 1;
const pollEntryBytes = 8;

/** Replaces the imports; `core` is asked for at every call. */
export function installStandardInput(imports: Imports, core: () => InterpreterCore): void {
  const wasi = imports['wasi_snapshot_preview1'] ?? {};
  const environment = imports['env'] ?? {};
  const read = wasi['fd_read'] as unknown as (...parameters: number[]) => number;
  const poll = environment['__syscall_poll'] as unknown as (...parameters: number[]) => number;

  const readStandardInput = (vectors: number, count: number, total: number): number => {
    const { loaded, input } = core();
    const view = new DataView(loaded.exports.memory.buffer);
    if (!waitForInput(core())) return interruptedCall;
    const place = view.getUint32(vectors, true);
    const room = count > 0 ? view.getUint32(vectors + 4, true) : 0;
    let taken = 0;
    while (taken < room && core().dataAhead) {
      const byte = input.take();
      view.setUint8(place + taken, byte === carriageReturn ? lineFeed : byte);
      taken++;
    }
    view.setUint32(total, taken, true);
    return 0;
  };

  wasi['fd_read'] = (file: number, vectors: number, count: number, total: number): number =>
    file === standardInput ? readStandardInput(vectors, count, total) : read(file, vectors, count, total);

  environment['__syscall_poll'] = (entries: number, count: number, timeout: number): number => {
    const ready = poll(entries, count, timeout);
    // A Ctrl-C that has just come is no input.
    if (core().takeInterrupt()) core().raiseInterrupt();
    const view = new DataView(core().loaded.exports.memory.buffer);
    let lessReady = 0;
    for (let index = 0; index < count; index++) {
      const entry = entries + index * pollEntryBytes;
      const result = view.getInt16(entry + 6, true);
      if (view.getInt32(entry, true) !== standardInput || (result & pollInput) === 0) continue;
      if (core().input.length > 0) continue;
      view.setInt16(entry + 6, result & ~pollInput, true);
      if ((result & ~pollInput) === 0) lessReady++;
    }
    return ready - lessReady;
  };
}

/** Waits for a byte, running handlers meanwhile; false after Ctrl-C. */
function waitForInput(core: InterpreterCore): boolean {
  for (;;) {
    const end = core.waitFor(() => core.dataAhead, Infinity);
    if (end === 'reached') return true;
    if (end === 'interrupted' || core.callPython(() => core.python.serveQuietly(), false)) {
      core.raiseInterrupt();
      return false;
    }
  }
}
