/**
 * Loads MicroPython with some of its imports replaced by ours.
 *
 * The file is not the package's own: build/micropython makes its memory shared, so that other threads
 * can reach its scheduler, and lets it collect garbage while programs run.
 */

import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript';
import type { FileSystemTree } from '../files/package-file-system.ts';
import { heapSize as boardHeapSize } from './python-heap.ts';

/** What a WebAssembly module imports, by module and name. */
export type Imports = Record<string, Record<string, (...parameters: never[]) => unknown>>;

/** The exports we call directly. */
export interface MicroPythonExports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  readonly mp_js_repl_process_char: (byte: number) => number;
  readonly mp_js_repl_init: () => void;
  readonly mp_sched_keyboard_interrupt: () => void;
  readonly mp_hal_get_interrupt_char: () => number;
  readonly setThrew: (buffer: number, value: number) => void;
  readonly emscripten_stack_get_current: () => number;
  readonly _emscripten_stack_restore: (pointer: number) => void;
  readonly _emscripten_stack_alloc: (size: number) => number;
  readonly malloc: (size: number) => number;
  readonly free: (pointer: number) => void;
  readonly proxy_c_to_js_call: (reference: number, count: number, parameters: number, out: number) => void;
}

/** Emscripten's file system; a small part of it, as it is used here. */
export interface EmscriptenFileSystem extends FileSystemTree {
  mkdir(path: string): void;
  chdir(path: string): void;
  cwd(): string;
  writeFile(path: string, content: string): void;
  unlink(path: string): void;
  close(stream: object): void;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [member: string]: any;
}

/** The package's own face. */
export interface MicroPython {
  readonly FS: EmscriptenFileSystem;
  runPython(source: string): unknown;
  registerJsModule(name: string, module: object): void;
}

/** A loaded interpreter. */
export interface LoadedMicroPython {
  readonly python: MicroPython;
  readonly exports: MicroPythonExports;
}

/** Words for Python frames: about 156 nested calls, as deep as a Pico goes. */
const pythonStackSize = 4096;

/**
 * Loads the interpreter; `replaceImports` is called before it is instantiated. Only once per thread:
 * the package keeps its state in globals. `heapSize` is in bytes.
 */
export async function loadSharedMicroPython(
  wasmFile: string,
  replaceImports: (imports: Imports, exports: () => MicroPythonExports) => void,
  heapSize = boardHeapSize,
): Promise<LoadedMicroPython> {
  const ownInstantiate = WebAssembly.instantiate;
  let exports: MicroPythonExports | undefined;
  const loadedExports = (): MicroPythonExports => {
    if (!exports) throw new Error('The interpreter is not loaded yet');
    return exports;
  };
  const instantiate = async (bytes: BufferSource, imports: Imports): Promise<unknown> => {
    replaceImports(imports, loadedExports);
    const result = await ownInstantiate(bytes, imports);
    exports = result.instance.exports as unknown as MicroPythonExports;
    return result;
  };
  const OwnTextDecoder = globalThis.TextDecoder;
  WebAssembly.instantiate = instantiate as typeof WebAssembly.instantiate;
  globalThis.TextDecoder = CopyingTextDecoder;
  try {
    const python = await loadMicroPython({
      url: wasmFile,
      heapsize: heapSize,
      pystack: pythonStackSize,
      linebuffer: false,
    });
    return { python: python as MicroPython, exports: loadedExports() };
  } finally {
    WebAssembly.instantiate = ownInstantiate;
    globalThis.TextDecoder = OwnTextDecoder;
  }
}

/** The platform's decoder refuses shared memory, which the package hands to it. */
class CopyingTextDecoder extends TextDecoder {
  override decode(input?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
    if (ArrayBuffer.isView(input) && input.buffer instanceof SharedArrayBuffer) {
      return super.decode(Uint8Array.from(input as Uint8Array), options);
    }
    return super.decode(input, options);
  }
}
