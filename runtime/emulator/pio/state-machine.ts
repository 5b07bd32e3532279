/**
 * One state machine of a PIO block (RP2040 datasheet, 3.2): when it carries out its instructions, and what is done to it
 * from outside.
 *
 * It carries out one instruction a tick of its divided clock. Where it would stall, it is parked instead: nothing is
 * done for it until what it waits for may have come, and then it goes on at the next of its own ticks.
 */

import { DividedClock } from './divided-clock.ts';
import { outcome, perform } from './instructions.ts';
import { allShifted, MachineState, noInstruction } from './machine-state.ts';
import { parkedFor } from './machine-surroundings.ts';

/** A machine, at rest until it is enabled. */
export class StateMachine extends MachineState {
  /** The clock before an instruction from outside, which takes no tick of it. */
  readonly #clockBefore = new DividedClock();

  /** The cycle of the next instruction; Infinity while it does nothing by itself. */
  get due(): number {
    return this.going ? this.clock.next : Infinity;
  }

  /** The instruction that is carried out next, as SMx_INSTR reads. */
  get instruction(): number {
    return this.pending !== noInstruction ? this.pending : this.surroundings.memory[this.counter]!;
  }

  get isStalledOnWritten(): boolean {
    return this.pending !== noInstruction && this.parked !== parkedFor.nothing;
  }

  // ------------------------------------------------------------------ time

  /** The cycle at which the next instruction would be carried out, were it not parked. */
  get next(): number {
    return this.clock.next;
  }

  /** Goes on at the first own tick in or after this cycle. */
  goOnAt(cycle: number): void {
    this.clock.goOnAt(cycle, this.settings.divisor);
  }

  /** Begins to tick anew, as all whose CLKDIV_RESTART bits are written together. */
  restartClock(cycle: number): void {
    this.clock.restart(cycle);
  }

  /** Makes all that it does by itself happen so many cycles later. */
  postpone(cycles: number): void {
    if (this.going) this.clock.postpone(cycles);
  }

  /** Wakes it where it was parked for this. */
  wake(reason: number, cycle: number): void {
    if (this.parked !== reason) return;
    this.parked = parkedFor.nothing;
    this.goOnAt(cycle);
    this.surroundings.woken = true;
  }

  // ------------------------------------------------------------------ from outside

  enable(enabled: boolean, cycle: number): void {
    if (this.enabled === enabled) return;
    this.enabled = enabled;
    if (enabled && this.pending === noInstruction) {
      this.parked = parkedFor.nothing;
      this.goOnAt(cycle + 1);
    }
  }

  /** SM_RESTART clears what is half done; registers X and Y, OSR and the program counter stay. */
  restart(cycle: number): void {
    this.input = 0;
    this.inputCount = 0;
    this.outputCount = allShifted;
    this.pending = noInstruction;
    this.parked = parkedFor.nothing;
    this.raised = false;
    this.pinOutputs.forget();
    this.goOnAt(cycle + 1);
  }

  /** An instruction written to SMx_INSTR is carried out at once, whether or not the machine is enabled. */
  execute(word: number, cycle: number): void {
    const wasParked = this.parked !== parkedFor.nothing;
    this.#clockBefore.copyFrom(this.clock);
    this.pending = word;
    this.parked = parkedFor.nothing;
    this.raised = false;
    this.clock.next = cycle;
    this.step();
    // The ticks go on as they were: the instruction came from outside of them.
    this.clock.copyTicksFrom(this.#clockBefore);
    const delay = (word >>> 8) & this.settings.delayMask;
    if (wasParked || this.parked !== parkedFor.nothing || delay > 0) this.goOnAt(cycle + 1 + delay);
    else this.clock.copyFrom(this.#clockBefore);
  }

  /** A word for the transmit FIFO, which has room. An empty OSR takes it while other things are being done. */
  give(word: number, cycle: number): void {
    this.transmit.push(word);
    if (this.parked === parkedFor.transmit) this.wake(parkedFor.transmit, cycle + 1);
    else if (this.enabled && (this.parked !== parkedFor.nothing || this.#isDelaying(cycle))) this.refill();
  }

  /** Takes a word out of the receive FIFO, which has one. */
  take(cycle: number): number {
    const word = this.receive.pop();
    this.wake(parkedFor.receive, cycle + 1);
    return word;
  }

  #isDelaying(cycle: number): boolean {
    return (this.clock.next - cycle) * 256 > this.settings.divisor + 255;
  }

  // ------------------------------------------------------------------ an instruction

  /** Carries out one instruction, or one attempt at it, at `next`. */
  step(): void {
    this.clock.use();
    const fromOutside = this.pending;
    const word = fromOutside === noInstruction ? this.surroundings.memory[this.counter]! : fromOutside;
    const { settings } = this;
    const field = (word >>> 8) & 31;
    this.pinOutputs.begin(field, settings, this.clock.tick);
    this.pending = noInstruction;
    const ended = perform(this, word);
    if (ended === outcome.stalled) {
      this.pending = fromOutside;
      this.clock.goOn(1, settings.divisor);
      return;
    }
    if (ended !== outcome.jumped && fromOutside === noInstruction)
      this.counter = this.counter === settings.wrapTop ? settings.wrapBottom : (this.counter + 1) & 31;
    const delay = ended === outcome.replaced ? 0 : field & settings.delayMask;
    this.clock.goOn(1 + delay, settings.divisor);
  }
}
