/**
 * The native half of `python/core.py`: what the interpreter itself offers to our Python code in the
 * hidden module `_nibble`, beside the functions of the peripherals.
 */

import { staticDataEnd } from './micropython/addresses.ts';
import type { InterpreterCore, WaitEnd } from './interpreter-core.ts';
import { identityOf, packageTexts, replaceText } from './micropython/identity.ts';
import { LineEditor } from './prompt/line-editor.ts';
import { forgetBuiltinModule, forgetFrozenModules } from './micropython/module-tables.ts';
import type { NativeValue, PythonPart } from './peripheral.ts';
import { heapSurplus } from './micropython/python-heap.ts';
import { renumberBuffer } from './streams/standard-streams.ts';
import { ownFileName } from './micropython/trace-frames.ts';

const ticksPeriod = 2 ** 30;
/** `mp_obj_module_t` {type, names}. */
const moduleNames = 4;

/** Why a wait ended, as `sleep_until` and `input` know it. */
const waitReason = { reached: 0, interrupted: 1, events: 2, endOfInput: 3 } as const;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyFunction = (...parameters: any[]) => NativeValue | void;

/** Makes the functions. `parts` are handed to Python one after the other while it starts. */
export function coreFunctions(
  core: InterpreterCore,
  parts: readonly PythonPart[],
): Record<string, AnyFunction> {
  return {
    ...startFunctions(core, parts),
    ...handlerFunctions(core),
    ...timeFunctions(core),
    ...inputFunctions(core),
    ...lineFunctions(core),
  };
}

function startFunctions(core: InterpreterCore, parts: readonly PythonPart[]): Record<string, AnyFunction> {
  const { python, exports } = core.loaded;
  const identity = identityOf(core.data.model);
  const replacements = { platform: 'rp2', machine: identity.machine, build: identity.build };
  let part = -1;
  return {
    connect: (
      hook: number,
      none: number,
      serveQuietly: () => boolean,
      serveIdle: () => void,
      runFile: () => number,
      forgetFile: () => void,
      hasRoom: () => boolean,
      preferFiles: () => void,
      raiseOnce: () => void,
      levelHeap: () => void,
    ) =>
      core.connect({
        hook,
        none,
        serveQuietly,
        serveIdle,
        runFile,
        forgetFile,
        hasRoom,
        preferFiles,
        raiseOnce,
        levelHeap,
      }),
    room_wanted: () => core.roomWanted,
    file_to_run: () => core.fileToRun,
    own_file_name: () => ownFileName,
    heap_surplus: (free: number) => heapSurplus(free),
    next_part: () => ++part < parts.length,
    part_module: () => parts[part]?.module,
    part_source: () => parts[part]?.source,
    part_hidden: () => parts[part]?.hidden ?? false,
    part_stand_in: () => parts[part]?.standIn ?? false,
    make_module: (name: string) => python.FS.writeFile(`/${name}.py`, ''),
    forget_frozen_modules: () => forgetFrozenModules(exports.memory),
    forget_builtin_module: (module: number) => forgetBuiltinModule(exports.memory, module),
    is_constant: (address: number) => address < staticDataEnd,
    set_module_names: (module: number, names: number) =>
      new DataView(exports.memory.buffer).setUint32(module + moduleNames, names, true),
    renumber_buffer: (buffer: number, from: number) => renumberBuffer(exports.memory, buffer, from),
    replace_text: (address: number, which: keyof typeof packageTexts) =>
      replaceText(exports.memory, exports.malloc, address, packageTexts[which], replacements[which]),
  };
}

function handlerFunctions(core: InterpreterCore): Record<string, AnyFunction> {
  return {
    next_event: () => core.events.next(),
    event_argument: () => core.events.argument,
    post: (handler: number) => core.post(handler),
    hook_begin: () => core.beginHook(),
    hook_end: () => core.endHook(),
    interrupt: () => core.raiseInterrupt(),
    serve_begin: () => core.beginServing(),
    serve_end: () => core.endServing(),
  };
}

function timeFunctions(core: InterpreterCore): Record<string, AnyFunction> {
  const dateNow = (): number => Date.now() + core.clockAhead;
  return {
    now: () => asFloat(core.now()),
    ticks_ms: () => core.ticksMilliseconds() % ticksPeriod,
    ticks_us: () => Math.floor(core.upTime() * 1000) % ticksPeriod,
    set_epoch: (seconds: number) => void (core.clockAhead = seconds * 1000 - Date.now()),
    epoch_seconds: () => asFloat(Math.floor(dateNow() / 1000)),
    epoch_nanoseconds: () => Math.floor(dateNow() % 1000) * 1_000_000,
    wait: (due: number) => reasonOf(core.waitFor(() => core.now() >= due, due)),
  };
}

function inputFunctions(core: InterpreterCore): Record<string, AnyFunction> {
  return {
    input_length: () => core.input.length,
    wait_input: (due: number) =>
      reasonOf(core.waitFor(() => core.input.length > 0 || core.now() >= due, due)),
  };
}

function reasonOf(end: WaitEnd): number {
  if (end === 'interrupted') return waitReason.interrupted;
  return end === 'events' ? waitReason.events : waitReason.reached;
}

function lineFunctions(core: InterpreterCore): Record<string, AnyFunction> {
  let line = new LineEditor(() => undefined);
  return {
    line_begin: (prompt: string) => {
      line = new LineEditor((bytes) => core.output.send(bytes));
      core.output.print(new TextEncoder().encode(prompt));
    },
    line_step: () => {
      for (;;) {
        const end = core.waitFor(() => core.dataAhead, Infinity);
        if (end !== 'reached') return reasonOf(end);
        const step = line.accept(core.input.take());
        if (step === 'done') return waitReason.reached;
        if (step === 'end-of-input') return waitReason.endOfInput;
      }
    },
    line_text: () => line.text,
  };
}

/** The bridge cuts whole numbers down to 32 bits; one with a fraction, however small, crosses as it is. */
function asFloat(value: number): number {
  return Number.isInteger(value) ? value + 2 ** -12 : value;
}
