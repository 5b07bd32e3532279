/**
 * Calls MicroPython's attention from any thread.
 *
 * The virtual machine looks at its scheduler's state at every jump. Setting the state from idle to
 * pending, with our hook in the queue, makes it call the hook there: in `while True: pass` too. All
 * slots hold the hook for good (a program's own `micropython.schedule` uses a queue of ours), so
 * that a poke is one number and one compare-and-exchange, and pokes may race.
 */

import { addresses, schedulerDepth } from './addresses.ts';

const idle = 1;
const pending = 0;
const locked = -1;

/** The scheduler of one interpreter, over its shared memory. */
export class SchedulerPoke {
  readonly #state: Int16Array;
  readonly #length: Uint8Array;

  constructor(readonly memory: ArrayBufferLike) {
    this.#state = new Int16Array(memory, addresses.schedulerState, 1);
    this.#length = new Uint8Array(memory, addresses.schedulerLength, 1);
  }

  /** Puts the hook, a Python function by its address, into every slot. On the interpreter's thread. */
  install(hook: number, none: number): void {
    const slots = new Uint32Array(this.memory, addresses.schedulerQueue, schedulerDepth * 2);
    for (let slot = 0; slot < schedulerDepth; slot++) {
      slots[slot * 2] = hook;
      slots[slot * 2 + 1] = none;
    }
  }

  /** Asks for one call of the hook; false when the scheduler is busy and it has to be asked again. */
  poke(): boolean {
    if (Atomics.load(this.#state, 0) !== idle) return false;
    Atomics.store(this.#length, 0, 1);
    return Atomics.compareExchange(this.#state, 0, idle, pending) === idle;
  }

  /** Lets the scheduler be poked while the hook runs, so that handlers can be interrupted too. */
  openDuringHook(): void {
    Atomics.store(this.#state, 0, idle);
  }

  /** Puts the state back that the virtual machine expects when the hook returns. */
  closeAfterHook(): void {
    Atomics.store(this.#state, 0, locked);
  }

  /** Forgets what is pending. */
  clear(): void {
    Atomics.store(this.#length, 0, 0);
    Atomics.store(this.#state, 0, idle);
  }
}
