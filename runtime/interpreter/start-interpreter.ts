/** The steps that lead to a running interpreter, for boards and for making their images. */

import { checkAddresses } from './micropython/addresses.ts';
import type { NativeFunctions } from './micropython/board-image.ts';
import { ByteRing } from '../byte-ring.ts';
import { installClock } from './streams/clock-imports.ts';
import { explainMissingCompilers } from './micropython/compiler-message.ts';
import { ControlBlock, sharedNow } from './streams/control-block.ts';
import { coreFunctions } from './core-functions.ts';
import { coreParts } from './core-parts.ts';
import { installErrorNumbers } from './files/error-numbers.ts';
import { identityOf } from './micropython/identity.ts';
import { InputStream } from './streams/input-stream.ts';
import { InterpreterCore } from './interpreter-core.ts';
import { installInvoke } from './micropython/invoke-imports.ts';
import { loadSharedMicroPython } from './micropython/load-micropython.ts';
import { limitMemory, waitToBeEnded } from './micropython/memory-limit.ts';
import { installOutput } from './streams/output-imports.ts';
import { OutputStream } from './streams/output-stream.ts';
import type { PeripheralContext } from './peripheral.ts';
import { peripherals } from './peripherals.ts';
import corePython from './python/core.py?raw';
import { installStandardInput } from './streams/stdin-imports.ts';
import type { BoardData, InterpreterMessage } from './thread-data.ts';
import { ownFileName, TraceFrames } from './micropython/trace-frames.ts';

/** An interpreter without our Python half. */
export interface LoadedBoard {
  readonly core: InterpreterCore;
  readonly frames: TraceFrames;
  /** What Python is given as `_nibble`. */
  readonly functions: NativeFunctions;
}

/** Loads the package and everything native around it. `wasmFile` is what build/micropython makes. */
export async function loadBoard(
  data: BoardData,
  tell: (message: InterpreterMessage) => void,
  wasmFile: string,
): Promise<LoadedBoard> {
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
    installErrorNumbers(imports);
    installOutput(imports, exports, output, `; ${identityOf(data.model).machine}`);
    installStandardInput(imports, loadedCore);
    installClock(imports, () => core);
    limitMemory(imports, () => {
      output.print(new TextEncoder().encode('\nMemoryError: memory allocation failed\n'));
      tell('out-of-memory');
    });
  });
  checkAddresses(loaded.exports.memory, loaded.exports);
  core = new InterpreterCore(data, loaded, control, input, output);
  return { core, frames, functions: nativeFunctions(core, frames, tell) };
}

function nativeFunctions(
  core: InterpreterCore,
  frames: TraceFrames,
  tell: (message: InterpreterMessage) => void,
): NativeFunctions {
  const context: PeripheralContext = {
    model: core.data.model,
    uniqueId: core.data.uniqueId,
    hardware: core.data.hardware,
    now: sharedNow,
    post: (handler, argument) => core.post(handler, argument),
    at: (due, action) => core.events.at(due, action),
    holdEvents: (held) => {
      core.events.hold(held);
      if (core.events.waiting) core.scheduler.poke();
    },
    powerCycle: () => {
      tell('reset');
      return waitToBeEnded();
    },
  };
  core.peripherals = peripherals.map((definition) => definition.create(context));
  const parts = [...coreParts, ...peripherals.flatMap((definition) => definition.python)].filter(
    (part) => part.onlyOn === undefined || part.onlyOn === core.data.model,
  );
  const functions: NativeFunctions = {
    ...coreFunctions(core, parts),
    strip_frames: (exception: number) => frames.strip(core.loaded.exports.memory.buffer, exception),
  };
  for (const peripheral of core.peripherals) Object.assign(functions, peripheral.functions);
  return functions;
}

/** Loads our Python code and that of the peripherals; afterwards programs can see nothing of it. */
export function loadPythonHalf({ core, frames }: LoadedBoard, functions: NativeFunctions): void {
  const { python, exports } = core.loaded;
  explainMissingCompilers(exports.memory);
  python.registerJsModule('_nibble', functions);
  // A JSON string is a Python string too, for the plain text that our source is.
  const source = JSON.stringify(corePython);
  python.runPython(`exec(compile(${source}, '${ownFileName}', 'exec'), {'__name__': '_core'})`);
  frames.learn(() => core.python.raiseOnce());
  // MicroPython shows the package's file system at "/" already. A Pico has no class for that.
  python.runPython('import vfs\ndel vfs.VfsPosix, vfs');
  core.python.levelHeap();
}
