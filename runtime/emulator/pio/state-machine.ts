/**
 * One state machine of a PIO block (RP2040 datasheet, 3.2 and 3.4): its registers, and the nine instructions.
 *
 * It carries out one instruction a tick of its divided clock. Where it would stall, it is parked instead: nothing is
 * done for it until what it waits for may have come, and then it goes on at the next of its own ticks.
 */

import { DividedClock } from './divided-clock.ts';
import { Fifo } from './fifo.ts';
import { MachineSettings, registersAfterReset } from './machine-settings.ts';
import { type MachineSurroundings, parkedFor } from './machine-surroundings.ts';
import { PinOutputs } from './pin-outputs.ts';
import { lowest, reverse, rotateLeft, shiftIn, topBits } from './words.ts';

/** Numbers of the instructions (bits 15 to 13). */
const operation = { jump: 0, wait: 1, in: 2, out: 3, pushOrPull: 4, move: 5, interrupt: 6, set: 7 } as const;

/** How an instruction ended. */
const outcome = { done: 0, jumped: 1, stalled: 2, replaced: 3 } as const;
type Outcome = (typeof outcome)[keyof typeof outcome];

const noInstruction = -1;
/** OSR and ISR count shifted bits up to here. */
const allShifted = 32;

/** A machine, at rest until it is enabled. */
export class StateMachine {
  settings = new MachineSettings(registersAfterReset);
  enabled = false;
  counter = 0;
  x = 0;
  y = 0;
  input = 0;
  inputCount = 0;
  output = 0;
  outputCount = allShifted;
  readonly transmit = new Fifo();
  readonly receive = new Fifo();
  /** An instruction that was written by the program or made by OUT EXEC or MOV EXEC, to be carried out first. */
  pending = noInstruction;
  parked: number = parkedFor.nothing;
  readonly #clock = new DividedClock();
  /** The clock before an instruction from outside, which takes no tick of it. */
  readonly #clockBefore = new DividedClock();
  readonly #pinOutputs: PinOutputs;
  /** IRQ WAIT has raised its flag. */
  #raised = false;

  constructor(
    readonly number: number,
    readonly surroundings: MachineSurroundings,
  ) {
    this.#pinOutputs = new PinOutputs(surroundings);
  }

  /** True while it has something to do by itself. */
  get going(): boolean {
    return (this.enabled || this.pending !== noInstruction) && this.parked === parkedFor.nothing;
  }

  /** The cycle of the next instruction; Infinity while it does nothing by itself. */
  get due(): number {
    return this.going ? this.#clock.next : Infinity;
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
    return this.#clock.next;
  }

  /** Goes on at the first own tick in or after this cycle. */
  goOnAt(cycle: number): void {
    this.#clock.goOnAt(cycle, this.settings.divisor);
  }

  /** Begins to tick anew, as all whose CLKDIV_RESTART bits are written together. */
  restartClock(cycle: number): void {
    this.#clock.restart(cycle);
  }

  /** Wakes it where it was parked for this. */
  wake(reason: number, cycle: number): void {
    if (this.parked !== reason) return;
    this.parked = parkedFor.nothing;
    this.goOnAt(cycle);
    this.surroundings.woken = true;
  }

  /** The cycle of the present instruction. */
  get #tick(): number {
    return this.#clock.tick;
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
    this.#raised = false;
    this.#pinOutputs.forget();
    this.goOnAt(cycle + 1);
  }

  /** An instruction written to SMx_INSTR is carried out at once, whether or not the machine is enabled. */
  execute(word: number, cycle: number): void {
    const wasParked = this.parked !== parkedFor.nothing;
    this.#clockBefore.copyFrom(this.#clock);
    this.pending = word;
    this.parked = parkedFor.nothing;
    this.#raised = false;
    this.#clock.next = cycle;
    this.step();
    // The ticks go on as they were: the instruction came from outside of them.
    this.#clock.copyTicksFrom(this.#clockBefore);
    const delay = (word >>> 8) & this.settings.delayMask;
    if (wasParked || this.parked !== parkedFor.nothing || delay > 0) this.goOnAt(cycle + 1 + delay);
    else this.#clock.copyFrom(this.#clockBefore);
  }

  /** A word for the transmit FIFO, which has room. An empty OSR takes it while other things are being done. */
  give(word: number, cycle: number): void {
    this.transmit.push(word);
    if (this.parked === parkedFor.transmit) this.wake(parkedFor.transmit, cycle + 1);
    else if (this.enabled && (this.parked !== parkedFor.nothing || this.#isDelaying(cycle))) this.#refill();
  }

  /** Takes a word out of the receive FIFO, which has one. */
  take(cycle: number): number {
    const word = this.receive.pop();
    this.wake(parkedFor.receive, cycle + 1);
    return word;
  }

  /** Both FIFOs get their sizes and are emptied. */
  joinFifos(): void {
    const { joinTransmit, joinReceive } = this.settings;
    this.transmit.clear();
    this.receive.clear();
    this.transmit.capacity = joinReceive ? 0 : joinTransmit ? 8 : 4;
    this.receive.capacity = joinTransmit ? 0 : joinReceive ? 8 : 4;
  }

  #isDelaying(cycle: number): boolean {
    return (this.#clock.next - cycle) * 256 > this.settings.divisor + 255;
  }

  // ------------------------------------------------------------------ an instruction

  /** Carries out one instruction, or one attempt at it, at `next`. */
  step(): void {
    this.#clock.use();
    const fromOutside = this.pending;
    const word = fromOutside === noInstruction ? this.surroundings.memory[this.counter]! : fromOutside;
    const { settings } = this;
    const field = (word >>> 8) & 31;
    this.#pinOutputs.begin(field, settings, this.#tick);
    this.pending = noInstruction;
    const ended = this.#perform(word);
    if (ended === outcome.stalled) {
      this.pending = fromOutside;
      this.#clock.goOn(1, settings.divisor);
      return;
    }
    if (ended !== outcome.jumped && fromOutside === noInstruction)
      this.counter = this.counter === settings.wrapTop ? settings.wrapBottom : (this.counter + 1) & 31;
    const delay = ended === outcome.replaced ? 0 : field & settings.delayMask;
    this.#clock.goOn(1 + delay, settings.divisor);
  }

  #perform(word: number): Outcome {
    const kind = (word >>> 13) as (typeof operation)[keyof typeof operation];
    if (kind === operation.out) return this.#out(word);
    const ended = this.#performOther(kind, word);
    if (this.settings.autoPull) this.#refill();
    return ended;
  }

  #performOther(kind: number, word: number): Outcome {
    switch (kind) {
      case operation.jump:
        if (!this.#condition((word >>> 5) & 7)) return outcome.done;
        this.counter = word & 31;
        return outcome.jumped;
      case operation.wait:
        return this.#wait(word);
      case operation.in:
        return this.#in(word);
      case operation.pushOrPull:
        return (word & 0x80) === 0 ? this.#push(word) : this.#pull(word);
      case operation.move:
        return this.#move(word);
      case operation.interrupt:
        return this.#interrupt(word);
      default:
        this.#set(word);
        return outcome.done;
    }
  }

  #condition(which: number): boolean {
    switch (which) {
      case 0:
        return true;
      case 1:
        return this.x === 0;
      case 2:
        return (this.x = (this.x - 1) | 0) !== -1;
      case 3:
        return this.y === 0;
      case 4:
        return (this.y = (this.y - 1) | 0) !== -1;
      case 5:
        return this.x !== this.y;
      case 6:
        return ((this.#pins >>> this.settings.jumpPin) & 1) === 1;
      default:
        return this.outputCount < this.settings.pullThreshold;
    }
  }

  #wait(word: number): Outcome {
    const wanted = (word >>> 7) & 1;
    const source = (word >>> 5) & 3;
    const index = word & 31;
    if (source === 2) {
      const bit = 1 << this.#flagOf(index);
      const level = (this.surroundings.flagsAt(this.#tick) & bit) === 0 ? 0 : 1;
      if (level !== wanted) return this.#parkForFlags();
      if (wanted === 1) this.surroundings.lowerFlag(bit, this.#tick);
      return outcome.done;
    }
    const gpio = source === 0 ? index : (index + this.settings.inBase) & 31;
    if (((this.#pins >>> gpio) & 1) === wanted) return outcome.done;
    const again = this.surroundings.nextInputChange;
    if (again === Infinity) this.parked = parkedFor.pins;
    return outcome.stalled;
  }

  #in(word: number): Outcome {
    const { settings } = this;
    const count = word & 31 || 32;
    const shifted = Math.min(allShifted, this.inputCount + count);
    const pushes = settings.autoPush && shifted >= settings.pushThreshold;
    if (pushes && this.receive.isFull) return this.#stallForReceive();
    const value = this.#source((word >>> 5) & 7) & lowest(count);
    this.input = shiftIn(this.input, value, count, settings.inToRight);
    this.inputCount = shifted;
    if (pushes) this.#pushInput();
    return outcome.done;
  }

  #out(word: number): Outcome {
    const { settings } = this;
    if (settings.autoPull && this.outputCount >= settings.pullThreshold) {
      if (this.transmit.isEmpty) return this.#stallForTransmit();
      this.#refill();
      return outcome.stalled;
    }
    const count = word & 31 || 32;
    const value = settings.outToRight ? this.output & lowest(count) : topBits(this.output, count);
    this.output = count === 32 ? 0 : settings.outToRight ? this.output >>> count : this.output << count;
    this.outputCount = Math.min(allShifted, this.outputCount + count);
    if (settings.autoPull) this.#refill();
    return this.#outTo((word >>> 5) & 7, value, count);
  }

  #outTo(destination: number, value: number, count: number): Outcome {
    switch (destination) {
      case 0:
        this.#pinOutputs.out(value, this.settings, this.#tick);
        break;
      case 1:
        this.x = value | 0;
        break;
      case 2:
        this.y = value | 0;
        break;
      case 4:
        this.#setPins(true, this.settings.outPins, rotateLeft(value, this.settings.outBase));
        break;
      case 5:
        this.counter = value & 31;
        return outcome.jumped;
      case 6:
        this.input = value | 0;
        this.inputCount = count;
        break;
      case 7:
        this.pending = value & 0xffff;
        return outcome.replaced;
    }
    return outcome.done;
  }

  #push(word: number): Outcome {
    const { settings } = this;
    if ((word & 0x40) !== 0 && this.inputCount < settings.pushThreshold) return outcome.done;
    if (!this.receive.isFull) this.#pushInput();
    else if ((word & 0x20) !== 0) return this.#stallForReceive();
    else {
      this.surroundings.note('receiveStalled', this.number);
      this.input = 0;
      this.inputCount = 0;
    }
    return outcome.done;
  }

  #pull(word: number): Outcome {
    const { settings } = this;
    if ((word & 0x40) !== 0 && this.outputCount < settings.pullThreshold) return outcome.done;
    if (settings.autoPull && this.outputCount === 0) return outcome.done;
    if (!this.transmit.isEmpty) this.#pullOutput();
    else if ((word & 0x20) !== 0) return this.#stallForTransmit();
    else {
      this.output = this.x;
      this.outputCount = 0;
    }
    return outcome.done;
  }

  #move(word: number): Outcome {
    let value = this.#source(word & 7);
    const change = (word >>> 3) & 3;
    if (change === 1) value = ~value;
    else if (change === 2) value = reverse(value);
    switch ((word >>> 5) & 7) {
      case 0:
        this.#pinOutputs.out(value, this.settings, this.#tick);
        break;
      case 1:
        this.x = value | 0;
        break;
      case 2:
        this.y = value | 0;
        break;
      case 4:
        this.pending = value & 0xffff;
        return outcome.replaced;
      case 5:
        this.counter = value & 31;
        return outcome.jumped;
      case 6:
        this.input = value | 0;
        this.inputCount = 0;
        break;
      case 7:
        this.output = value | 0;
        this.outputCount = 0;
        break;
    }
    return outcome.done;
  }

  #interrupt(word: number): Outcome {
    const bit = 1 << this.#flagOf(word & 31);
    if ((word & 0x40) !== 0) {
      this.surroundings.lowerFlag(bit, this.#tick);
      return outcome.done;
    }
    if ((word & 0x20) === 0) {
      this.surroundings.raiseFlag(bit, this.#tick);
      return outcome.done;
    }
    if (!this.#raised) {
      this.#raised = true;
      this.surroundings.raiseFlag(bit, this.#tick);
      return this.#parkForFlags();
    }
    if ((this.surroundings.flagsAt(this.#tick) & bit) !== 0) return this.#parkForFlags();
    this.#raised = false;
    return outcome.done;
  }

  #set(word: number): void {
    const { settings } = this;
    const value = word & 31;
    switch ((word >>> 5) & 7) {
      case 0:
        this.#setPins(false, settings.setPins, rotateLeft(value, settings.setBase));
        break;
      case 1:
        this.x = value;
        break;
      case 2:
        this.y = value;
        break;
      case 4:
        this.#setPins(true, settings.setPins, rotateLeft(value, settings.setBase));
        break;
    }
  }

  // ------------------------------------------------------------------ its parts

  get #pins(): number {
    return this.surroundings.inputsAt(this.#tick);
  }

  /** What IN and MOV read. */
  #source(which: number): number {
    switch (which) {
      case 0:
        return rotateLeft(this.#pins, (32 - this.settings.inBase) & 31);
      case 1:
        return this.x;
      case 2:
        return this.y;
      case 5:
        return this.#status;
      case 6:
        return this.input;
      case 7:
        return this.output;
      default:
        return 0;
    }
  }

  get #status(): number {
    const { statusOfReceive, statusLevel } = this.settings;
    const level = (statusOfReceive ? this.receive : this.transmit).count;
    return level < statusLevel ? -1 : 0;
  }

  /** Relative flags add the machine's number to the lower two bits (3.4.9). */
  #flagOf(index: number): number {
    return (index & 16) === 0 ? index & 7 : (index & 4) | ((index + this.number) & 3);
  }

  #parkForFlags(): Outcome {
    this.parked = parkedFor.flags;
    // A flag that changed in this very cycle is seen in the next.
    if (this.surroundings.flagsChangedAt === this.#tick) this.parked = parkedFor.nothing;
    return outcome.stalled;
  }

  #stallForReceive(): Outcome {
    this.surroundings.note('receiveStalled', this.number);
    this.parked = parkedFor.receive;
    return outcome.stalled;
  }

  #stallForTransmit(): Outcome {
    this.surroundings.note('transmitStalled', this.number);
    this.parked = parkedFor.transmit;
    return outcome.stalled;
  }

  #pushInput(): void {
    this.receive.push(this.input);
    this.input = 0;
    this.inputCount = 0;
    this.surroundings.changed = true;
  }

  #pullOutput(): void {
    this.output = this.transmit.pop();
    this.outputCount = 0;
    this.surroundings.changed = true;
  }

  /** Autopull fills the OSR as soon as it is empty and there is something (3.5.4.2). */
  #refill(): void {
    const { autoPull, pullThreshold } = this.settings;
    if (autoPull && this.outputCount >= pullThreshold && !this.transmit.isEmpty) this.#pullOutput();
  }

  #setPins(directions: boolean, pins: number, levels: number): void {
    this.#pinOutputs.set(directions, pins, levels, this.settings, this.#tick);
  }

  // ------------------------------------------------------------------ copies

  /** True where it stands exactly as another does, but so many cycles later. */
  isLike(other: StateMachine, cyclesLater: number): boolean {
    const later = this.going ? cyclesLater : 0;
    return (
      this.counter === other.counter &&
      this.x === other.x &&
      this.y === other.y &&
      this.#clock.isLike(other.#clock, later) &&
      this.input === other.input &&
      this.inputCount === other.inputCount &&
      this.output === other.output &&
      this.outputCount === other.outputCount &&
      this.pending === other.pending &&
      this.parked === other.parked &&
      this.#raised === other.#raised &&
      this.#pinOutputs.isLike(other.#pinOutputs) &&
      this.transmit.count === other.transmit.count &&
      this.receive.count === other.receive.count
    );
  }

  /** Makes all that it does by itself happen so many cycles later. */
  postpone(cycles: number): void {
    if (this.going) this.#clock.postpone(cycles);
  }

  copyFrom(other: StateMachine): void {
    this.settings = other.settings;
    this.enabled = other.enabled;
    this.counter = other.counter;
    this.x = other.x;
    this.y = other.y;
    this.input = other.input;
    this.inputCount = other.inputCount;
    this.output = other.output;
    this.outputCount = other.outputCount;
    this.transmit.copyFrom(other.transmit);
    this.receive.copyFrom(other.receive);
    this.pending = other.pending;
    this.parked = other.parked;
    this.#clock.copyFrom(other.#clock);
    this.#raised = other.#raised;
    this.#pinOutputs.copyFrom(other.#pinOutputs);
  }

  save(): SavedMachine {
    return {
      registers: this.settings.registers,
      transmit: this.transmit.save(),
      receive: this.receive.save(),
      clock: this.#clock.save(),
      pinOutputs: this.#pinOutputs.save(),
      flags: [this.enabled, this.#raised],
      numbers: [
        this.counter,
        this.x,
        this.y,
        this.input,
        this.inputCount,
        this.output,
        this.outputCount,
        this.pending,
        this.parked,
      ],
    };
  }

  restore(saved: SavedMachine): void {
    this.settings = new MachineSettings(saved.registers);
    this.transmit.restore(saved.transmit);
    this.receive.restore(saved.receive);
    this.#clock.restore(saved.clock);
    this.#pinOutputs.restore(saved.pinOutputs);
    [this.enabled = false, this.#raised = false] = saved.flags;
    [
      this.counter = 0,
      this.x = 0,
      this.y = 0,
      this.input = 0,
      this.inputCount = 0,
      this.output = 0,
      this.outputCount = 0,
      this.pending = 0,
      this.parked = 0,
    ] = saved.numbers;
  }
}

/** A machine in a snapshot. */
export interface SavedMachine {
  readonly registers: MachineSettings['registers'];
  readonly transmit: readonly number[];
  readonly receive: readonly number[];
  readonly clock: readonly number[];
  readonly pinOutputs: readonly number[];
  readonly flags: readonly boolean[];
  readonly numbers: readonly number[];
}
