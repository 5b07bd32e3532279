/**
 * The seam for peripherals: what the simulated Pico has besides its interpreter.
 *
 * A peripheral has a native side (a file in `peripherals/`, functions that Python sees flat in the
 * hidden module `_nibble`) and a Python side (files in `python/`, imported with `?raw`). It becomes
 * part of the board by one line in `peripherals.ts`.
 */

import type { BoardModel } from '../hardware/virtual-hardware.ts';

/**
 * What may cross between Python and the native side. Strings arrive as strings, bytes do not. Whole
 * numbers are cut down to 32 bits on the way; larger ones have to cross as floats.
 */
export type NativeValue = number | string | boolean | null | undefined;

/** A function that Python calls as `_nibble.name(...)`. It costs about 2 µs. It must not throw. */
export type NativeFunction = (...parameters: never[]) => NativeValue | void;

/** Something due later; see `PeripheralContext.after`. */
export interface Alarm {
  /** Takes it off. Harmless when it already went off. */
  cancel(): void;
}

/** What a peripheral is made with. Everything happens on the interpreter's thread. */
export interface PeripheralContext {
  readonly model: BoardModel;
  /** `machine.unique_id()`: 8 bytes. */
  readonly uniqueId: Uint8Array;
  /** The simulated hardware's state, shared with the host (runtime/hardware lays it out). */
  readonly hardware: SharedArrayBuffer;
  /** Milliseconds with fractions, the same in every thread; never goes backwards. */
  readonly now: () => number;
  /**
   * Queues one call of a Python handler, `function(argument)`, at the next place where Python can be
   * interrupted: in any loop, during sleep and input, at the idle prompt. `handler` is a number
   * that Python got from `_events.add(function)`. When too many wait, the newest are dropped.
   */
  post(handler: number, argument?: number): void;
  /** Calls `action` once `sharedNow` has reached `due`: to within 0.1 ms at rest, soon in a busy loop. */
  at(due: number, action: () => void): Alarm;
  /** Holds back what is posted until it is called with false; what waits is then called. */
  holdEvents(held: boolean): void;
  /** Switches the board off and on again (`machine.reset()`). Does not return. */
  powerCycle(): never;
}

/** One Python source of a peripheral. */
export interface PythonPart {
  /**
   * The module whose names it provides: an existing one is added to, another is made. Exported are the
   * names in its tuple `_exports`, or else all that do not begin with `_`; names in `_removed` are taken
   * out, and those in `_aliases` import the same module. Inside, `_nibble` (the native side) and `_events`
   * (`add(function) -> handler`, `remove(handler)`) can be imported.
   */
  readonly module: string;
  readonly source: string;
  /** True for a module that only the other parts can import, while they are loaded. */
  readonly hidden?: boolean;
  /** True for a module that gives way to a file of the board with the same name. */
  readonly standIn?: boolean;
  /** The one model that has this; absent means: all. */
  readonly onlyOn?: BoardModel;
}

/** One peripheral of one running board. */
export interface Peripheral {
  /**
   * Names are flat and shared by all peripherals: begin them with the peripheral's own name. While
   * the Python side is loaded, which happens when Nibble is built, it may hand over numbers (handlers)
   * through functions whose names end in `connect` and nothing else: their calls are repeated when a
   * board starts.
   */
  readonly functions: Readonly<Record<string, NativeFunction>>;
  /** What a soft reset does to it. Called at every start, too. */
  reset(): void;
  /** Something in the shared hardware state changed from outside; post handlers here. */
  hardwareChanged?(): void;
}

/** How a peripheral is added: an entry in the list in `peripherals.ts`. */
export interface PeripheralDefinition {
  readonly name: string;
  readonly python: readonly PythonPart[];
  create(context: PeripheralContext): Peripheral;
}
