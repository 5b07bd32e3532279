/** One running interpreter: what its imports, its Python half and its peripherals work on together. */

import { addresses } from './micropython/addresses.ts';
import { BoardEvents } from './board-events.ts';
import { sharedNow, type ControlBlock } from './streams/control-block.ts';
import type { InputStream } from './streams/input-stream.ts';
import type { LoadedMicroPython } from './micropython/load-micropython.ts';
import type { OutputStream } from './streams/output-stream.ts';
import type { Peripheral } from './peripheral.ts';
import { PowerCut } from './power-cut.ts';
import { PythonProblem } from './micropython/python-calls.ts';
import { SchedulerPoke } from './micropython/scheduler-poke.ts';
import type { BoardData } from './thread-data.ts';

const controlC = 3;

/** What our Python half hands over when it starts. */
export interface PythonHalf {
  /** Address of the scheduler's hook. */
  readonly hook: number;
  /** Address of `None`. */
  readonly none: number;
  /** Runs waiting handlers; true says that Ctrl-C interrupted one. Never throws. */
  readonly serveQuietly: () => boolean;
  /** Runs waiting handlers at the idle prompt. Never throws. */
  readonly serveIdle: () => void;
  /** Runs `fileToRun` of the board: 0 well or absent, 1 failed, 2 asks for a reset. */
  readonly runFile: () => number;
  /** Takes `__file__` out of the program's names again. */
  readonly forgetFile: () => void;
  /** Whether `roomWanted` bytes could be allocated. */
  readonly hasRoom: () => boolean;
  /** Lets files of the board take the place of modules that only stand in. Never throws. */
  readonly preferFiles: () => void;
  /** Raises and catches an exception. */
  readonly raiseOnce: () => void;
  /** Leaves a heap like a Pico's; the last thing before the first program. */
  readonly levelHeap: () => void;
}

/** How a wait ended. */
export type WaitEnd = 'reached' | 'interrupted' | 'events';

/** Made once the interpreter is loaded. */
export class InterpreterCore {
  readonly scheduler: SchedulerPoke;
  readonly events: BoardEvents;
  peripherals: readonly Peripheral[] = [];
  /** Name of the file that our Python half is to run. */
  fileToRun = '';
  /** Bytes that `hasRoom` is asked about. */
  roomWanted = 0;
  /** Milliseconds by which the board's clock is ahead of this computer's. */
  clockAhead = 0;
  #switchedOn = sharedNow();
  #python: PythonHalf | null = null;
  #hookDepth = 0;
  /** Hook depth at which handlers are being run, plus one; 0 when none are. */
  #serving = 0;
  #servingIdle = false;

  constructor(
    readonly data: BoardData,
    readonly loaded: LoadedMicroPython,
    readonly control: ControlBlock,
    readonly input: InputStream,
    readonly output: OutputStream,
  ) {
    this.scheduler = new SchedulerPoke(loaded.exports.memory.buffer);
    this.events = new BoardEvents(sharedNow, (due) => this.#tellDue(due));
  }

  /** Milliseconds, the same in every thread. */
  now(): number {
    return sharedNow();
  }

  /** Milliseconds with fractions since the board was switched on. */
  upTime(): number {
    return sharedNow() - this.#switchedOn;
  }

  /** Whole milliseconds since the board was switched on. */
  ticksMilliseconds(): number {
    return Math.floor(this.upTime());
  }

  /** Our Python half reports. */
  connect(python: PythonHalf): void {
    this.#python = python;
    this.scheduler.install(python.hook, python.none);
  }

  /** Our Python half. Throws before it has reported. */
  get python(): PythonHalf {
    if (!this.#python) throw new Error('The Python half of the interpreter did not start');
    return this.#python;
  }

  // ------------------------------------------------------------------ interrupts

  /** Takes a Ctrl-C from the input, where the program lets itself be interrupted. */
  takeInterrupt(): boolean {
    if (this.#takePendingException()) return true;
    if (!this.control.interruptAhead && !this.input.interruptNext) return false;
    return this.#interruptible && this.input.takeInterrupt();
  }

  /**
   * True while the program may take the next byte of input as data. A Ctrl-C that came since the input was
   * looked at is none, unless the program asked for it with `micropython.kbd_intr`.
   */
  get dataAhead(): boolean {
    return this.input.length > 0 && !(this.input.interruptNext && this.#interruptible);
  }

  get #interruptible(): boolean {
    return this.#servingIdle || this.loaded.exports.mp_hal_get_interrupt_char() === controlC;
  }

  /** The hook may have had it raised already, and the program came here before its next jump. */
  #takePendingException(): boolean {
    const pending = new Uint32Array(this.loaded.exports.memory.buffer, addresses.pendingException, 1);
    if (pending[0] === 0) return false;
    pending[0] = 0;
    return true;
  }

  /** Has KeyboardInterrupt raised at the next place where Python can be interrupted. */
  raiseInterrupt(): void {
    this.loaded.exports.mp_sched_keyboard_interrupt();
  }

  // ------------------------------------------------------------------ handlers

  /** Queues a handler and asks for the hook. */
  post(handler: number, argument = 0): void {
    this.events.post(handler, argument);
    this.scheduler.poke();
  }

  /** Looks at everything that may have happened outside; handlers are queued by it. */
  look(): void {
    if (this.control.takeSignal()) for (const peripheral of this.peripherals) peripheral.hardwareChanged?.();
    this.events.setOffAlarms();
  }

  /** The hook begins; true when handlers wait and are to be run. */
  beginHook(): boolean {
    this.#hookDepth++;
    if (this.takeInterrupt()) this.raiseInterrupt();
    this.scheduler.openDuringHook();
    this.look();
    if (this.#serving !== 0 || !this.events.waiting) return false;
    this.#serving = this.#hookDepth + 1;
    this.events.beginTurn();
    return true;
  }

  /** The hook ends. */
  endHook(): void {
    if (this.#serving === this.#hookDepth + 1) this.#serving = 0;
    this.#hookDepth--;
    this.#tellDue(this.events.nextDue);
    this.scheduler.closeAfterHook();
  }

  /** Handlers are run outside the hook, during sleep, input or at the prompt. */
  beginServing(): void {
    this.#serving = 1;
    this.events.beginTurn();
  }

  endServing(): void {
    this.#serving = 0;
    this.#tellDue(this.events.nextDue);
  }

  /** Runs waiting handlers while nothing else runs. */
  serveIdle(): void {
    this.#servingIdle = true;
    this.control.running = true;
    this.callPython(() => this.python.serveIdle(), undefined);
    this.settle();
    this.#servingIdle = false;
  }

  /**
   * Calls our Python half. Python that has no memory left raises where it must not; the call then
   * gives `otherwise`, and the program meets its MemoryError by itself.
   */
  callPython<T>(call: () => T, otherwise: T): T {
    try {
      return call();
    } catch (error) {
      if (error instanceof PythonProblem) return otherwise;
      throw error;
    }
  }

  /** The power was away: nothing is left of what was going on. No Python may be running. */
  powerOn(): void {
    this.clockAhead = 0;
    this.#switchedOn = sharedNow();
    this.#servingIdle = false;
    this.events.clear();
    this.control.takeSignal();
    this.input.empty();
    this.settle();
  }

  /** No Python runs any more: nothing of what was meant for it may reach the next program. */
  settle(): void {
    this.control.running = false;
    this.#hookDepth = 0;
    this.#serving = 0;
    const { buffer } = this.loaded.exports.memory;
    new Uint32Array(buffer, addresses.pendingException, 1)[0] = 0;
    this.scheduler.clear();
  }

  // ------------------------------------------------------------------ waiting

  /**
   * Blocks this thread until `reached` says so, `due` has passed, a handler waits or Ctrl-C was
   * typed. Uses no processor time.
   */
  waitFor(reached: () => boolean, due: number): WaitEnd {
    return this.#wait(reached, due, false);
  }

  /** The same for ever, where no Python of ours is under way. Throws `PowerCut`. */
  waitIdly(reached: () => boolean): WaitEnd {
    return this.#wait(reached, Infinity, true);
  }

  #wait(reached: () => boolean, due: number, idly: boolean): WaitEnd {
    for (;;) {
      const wakeCount = this.control.wakeCount;
      const start = idly ? this.control.takePowerCut() : null;
      if (start) throw new PowerCut(start === 'bare');
      if (this.takeInterrupt()) return 'interrupted';
      this.look();
      if (this.events.waiting && this.#serving === 0) return 'events';
      if (reached()) return 'reached';
      const left = Math.min(due, this.events.nextDue) - sharedNow();
      if (idly && left === Infinity) this.control.waitIdly(wakeCount);
      else if (left > 0) this.control.wait(wakeCount, left);
    }
  }

  /** Handlers that still wait are due at once. */
  #tellDue(due: number): void {
    this.control.nextDue = this.events.waiting ? 0 : due;
  }
}
