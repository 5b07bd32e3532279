/** The interpreter's thread: loads MicroPython, then feeds it input until the thread is ended. */

import { checkAddresses } from './addresses.ts';
import { ByteRing } from './byte-ring.ts';
import { explainMissingCompilers } from './compiler-message.ts';
import { ControlBlock, sharedNow } from './control-block.ts';
import { coreFunctions } from './core-functions.ts';
import { coreParts } from './core-parts.ts';
import { mountFolder, type HostFileSystem } from './folder-file-system.ts';
import { identityOf } from './identity.ts';
import { installClock } from './clock-imports.ts';
import { InputStream } from './input-stream.ts';
import { InterpreterCore } from './interpreter-core.ts';
import { installInvoke } from './invoke-imports.ts';
import { loadSharedMicroPython } from './load-micropython.ts';
import { limitMemory, waitToBeEnded } from './memory-limit.ts';
import { installOutput } from './output-imports.ts';
import { OutputStream } from './output-stream.ts';
import type { NativeFunction } from './peripheral.ts';
import { peripherals } from './peripherals.ts';
import { ReplFeeder } from './repl-feeder.ts';
import corePython from './shims/core.py?raw';
import { InterpreterSnapshot } from './snapshot.ts';
import { installStandardInput } from './stdin-imports.ts';
import type { InterpreterMessage, InterpreterThreadData } from './thread-data.ts';
import { ownFileName, TraceFrames } from './trace-frames.ts';

const boardFolder = '/board';

/**
 * Runs one board until its thread is ended. `tell` reaches the host; `files` is Node's `fs`;
 * `wasmFile` the path of MicroPython as build/micropython makes it.
 */
export async function runInterpreter(
  data: InterpreterThreadData,
  tell: (message: InterpreterMessage) => void,
  files: HostFileSystem,
  wasmFile: string,
): Promise<never> {
  const { core, frames } = await loadCore(data, tell, wasmFile);
  startPythonHalf(core, frames, tell);
  frames.learn(() => core.python.raiseOnce());
  mountBoardFolder(core, files);
  core.control.running = false;
  data.ticker.postMessage(core.loaded.exports.memory.buffer);
  const feeder = new ReplFeeder(core, new InterpreterSnapshot(core.loaded));
  tell('ready');
  feeder.start();
  for (;;) feeder.step();
}

async function loadCore(
  data: InterpreterThreadData,
  tell: (message: InterpreterMessage) => void,
  wasmFile: string,
): Promise<{ core: InterpreterCore; frames: TraceFrames }> {
  let core: InterpreterCore | null = null;
  const loadedCore = (): InterpreterCore => {
    if (!core) throw new Error('The interpreter is not loaded yet');
    return core;
  };
  const control = new ControlBlock(data.control);
  const input = new InputStream(new ByteRing(data.input), control, () => tell('room'));
  const output = new OutputStream(
    new ByteRing(data.output),
    control,
    () => tell('output'),
    () => {
      if (!loadedCore().takeInterrupt()) return false;
      loadedCore().raiseInterrupt();
      return true;
    },
  );
  const frames = new TraceFrames();
  const loaded = await loadSharedMicroPython(wasmFile, (imports, exports) => {
    installInvoke(imports, exports);
    frames.install(imports, exports);
    installOutput(imports, exports, output, `; ${identityOf(data.model).machine}`);
    installStandardInput(imports, loadedCore);
    installClock(imports, () => core);
    limitMemory(imports, () => {
      output.print(new TextEncoder().encode('\nMemoryError: memory allocation failed\n'));
      tell('out-of-memory');
    });
  });
  checkAddresses(loaded.exports.memory, loaded.exports);
  explainMissingCompilers(loaded.exports.memory);
  core = new InterpreterCore(data, loaded, control, input, output);
  return { core, frames };
}

/** Loads our Python code and the peripherals; afterwards nothing of it can be seen from outside. */
function startPythonHalf(
  core: InterpreterCore,
  frames: TraceFrames,
  tell: (message: InterpreterMessage) => void,
): void {
  const { python } = core.loaded;
  const context = {
    model: core.data.model,
    uniqueId: core.data.uniqueId,
    hardware: core.data.hardware,
    now: sharedNow,
    post: (handler: number, argument?: number) => core.post(handler, argument),
    at: (due: number, action: () => void) => core.events.at(due, action),
    holdEvents: (held: boolean) => {
      core.events.hold(held);
      if (core.events.waiting) core.scheduler.poke();
    },
    powerCycle: (): never => {
      tell('reset');
      return waitToBeEnded();
    },
  };
  core.peripherals = peripherals.map((definition) => definition.create(context));
  const parts = [...coreParts, ...peripherals.flatMap((definition) => definition.python)].filter(
    (part) => part.onlyOn === undefined || part.onlyOn === core.data.model,
  );
  const functions: Record<string, NativeFunction> = {
    ...coreFunctions(core, parts),
    strip_frames: (exception: number) => frames.strip(core.loaded.exports.memory.buffer, exception),
  };
  for (const peripheral of core.peripherals) Object.assign(functions, peripheral.functions);
  python.registerJsModule('_nibble', functions);
  // A JSON string is a Python string too, for the plain text that our source is.
  const source = JSON.stringify(corePython);
  python.runPython(`exec(compile(${source}, '${ownFileName}', 'exec'), {'__name__': '_core'})`);
}

function mountBoardFolder(core: InterpreterCore, files: HostFileSystem): void {
  const { python } = core.loaded;
  python.FS.mkdir(boardFolder);
  mountFolder(python.FS, files, core.data.root, boardFolder);
  python.runPython(
    `import vfs, os
vfs.umount('/')
vfs.mount(vfs.VfsPosix('${boardFolder}'), '/')
os.chdir('/')
del vfs.VfsPosix, vfs, os`,
  );
}
