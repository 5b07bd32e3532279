/** What becomes of faults and interrupts: handlers begun one in another, chained, returned from, or lockup. */

import type { BusAccess } from './bus-access.ts';
import { exception } from './exception-controller.ts';
import {
  beginHandler,
  entryCycles,
  type ExceptionContext,
  mayReturn,
  restoreFrame,
  returnCycles,
  saveFrame,
} from './exception-entry.ts';

interface ExceptionParts extends ExceptionContext {
  readonly access: BusAccess;
  /** Address of the vector table in use. */
  readonly vectorTable: () => number;
  /** A handler begins or ends, which counts as an event for WFE. */
  readonly happened: () => void;
  /** The program goes on that the last handler has interrupted. */
  readonly handled: () => void;
  /** Two faults at once. */
  readonly lockedUp: () => void;
}

/** Takes exceptions on one core. */
export class ExceptionHandling {
  /** Address of the instruction that the last HardFault was taken for, and the cycle in which it was. */
  faultAddress = 0;
  faultCycle = 0;
  readonly #parts: ExceptionParts;

  constructor(parts: ExceptionParts) {
    this.#parts = parts;
  }

  /** Does the most urgent of what the instructions have left undone or what has interrupted them. */
  attend(): void {
    const { state, exceptions } = this.#parts;
    if (state.faulted) return this.#takeFault();
    const next = exceptions.next(state.masked);
    if (next !== 0) this.#take(next);
  }

  /** SVC. Where its priority does not let it through at once it is a fault (ARMv6-M ARM, B1.5.5). */
  callSupervisor(): void {
    const { state, exceptions } = this.#parts;
    if (exceptions.priorityOf(exception.supervisorCall) >= exceptions.priority(state.masked)) state.fault();
    else exceptions.request(exception.supervisorCall);
  }

  /** A handler has jumped to an EXC_RETURN. */
  returnFrom(target: number): void {
    const { state, exceptions, access, happened, handled } = this.#parts;
    state.attention = 1;
    if (!mayReturn(this.#parts, target)) {
      state.enter(target);
      state.fault();
      return;
    }
    exceptions.end(state.exception);
    happened();
    // Tail-chaining: what waits is begun without restoring and saving the same registers again.
    const waiting = exceptions.next(state.masked);
    if (waiting !== 0) return this.#take(waiting, target);
    state.left -= returnCycles;
    try {
      if (!restoreFrame(this.#parts, target)) state.fault();
    } catch (error) {
      access.noteFault(error);
    }
    if (state.exception === 0) handled();
  }

  /** Begins to handle an exception: with a frame on the stack, or with that of the handler that has just ended. */
  #take(number: number, chainedFrom?: number): void {
    const { state, exceptions, access, vectorTable, happened } = this.#parts;
    state.left -= entryCycles;
    happened();
    let cause = number;
    try {
      if (chainedFrom === undefined) saveFrame(this.#parts);
      else state.registers[14] = chainedFrom;
    } catch (error) {
      // The stack is gone; HardFault is begun instead, on the same stack.
      access.noteFault(error);
      if (number === exception.hardFault || exceptions.inFault) return this.#lockUp();
      state.faulted = false;
      this.#noteFault();
      cause = exception.hardFault;
    }
    try {
      beginHandler(this.#parts, cause, vectorTable());
    } catch (error) {
      access.noteFault(error);
      this.#takeFault();
    }
  }

  /** HardFault, or lockup where one is being handled already (B1.5.10). */
  #takeFault(): void {
    const { state, exceptions } = this.#parts;
    if (exceptions.inFault) return this.#lockUp();
    state.faulted = false;
    this.#noteFault();
    this.#take(exception.hardFault);
  }

  #noteFault(): void {
    this.faultAddress = this.#parts.state.pc;
    this.faultCycle = this.#parts.state.cycles;
  }

  #lockUp(): void {
    this.#parts.state.faulted = false;
    this.#parts.lockedUp();
  }
}
