/**
 * One state machine of a PIO block (RP2040 datasheet, 3.2 and 3.4): its registers, and the nine instructions.
 *
 * It carries out one instruction a tick of its divided clock. Where it would stall, it is parked instead: nothing is
 * done for it until what it waits for may have come, and then it goes on at the next of its own ticks.
 */

import { Fifo } from './fifo.ts';
import { MachineSettings, registersAfterReset } from './machine-settings.ts';
import { type MachineSurroundings, parkedFor } from './machine-surroundings.ts';
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
  /** The cycle of the next instruction. */
  next = 0;
  #nextFraction = 0;
  /** The last tick that was used: from here all ticks can be counted. */
  #tick = 0;
  #fraction = 0;
  /** IRQ WAIT has raised its flag. */
  #raised = false;
  /** Pins that the present instruction side-sets. */
  #sideSetPins = 0;
  #stickyPins = 0;
  #stickyLevels = 0;
  #stickyDirections = 0;
  #stickyOutputs = 0;

  constructor(
    readonly number: number,
    readonly surroundings: MachineSurroundings,
  ) {}

  /** True while it has something to do by itself. */
  get going(): boolean {
    return (this.enabled || this.pending !== noInstruction) && this.parked === parkedFor.nothing;
  }

  /** The cycle of the next instruction; Infinity while it does nothing by itself. */
  get due(): number {
    return this.going ? this.next : Infinity;
  }

  /** The instruction that is carried out next, as SMx_INSTR reads. */
  get instruction(): number {
    return this.pending !== noInstruction ? this.pending : this.surroundings.memory[this.counter]!;
  }

  get isStalledOnWritten(): boolean {
    return this.pending !== noInstruction && this.parked !== parkedFor.nothing;
  }

  // ------------------------------------------------------------------ time

  /** Goes on at the first own tick in or after this cycle. */
  goOnAt(cycle: number): void {
    this.#nextTick(1);
    if (this.next >= cycle) return;
    const { divisor } = this.settings;
    const ticks = Math.ceil(((cycle - this.#tick) * 256 - this.#fraction) / divisor);
    this.#nextTick(Math.max(1, ticks));
  }

  /** Begins to tick anew, as all whose CLKDIV_RESTART bits are written together. */
  restartClock(cycle: number): void {
    this.#tick = cycle;
    this.#fraction = 0;
    this.next = cycle + 1;
    this.#nextFraction = 0;
  }

  /** Wakes it where it was parked for this. */
  wake(reason: number, cycle: number): void {
    if (this.parked !== reason) return;
    this.parked = parkedFor.nothing;
    this.goOnAt(cycle);
    this.surroundings.woken = true;
  }

  /** Ticks after the last one that was used. */
  #nextTick(ticks: number): void {
    const passed = this.#fraction + ticks * this.settings.divisor;
    const cycles = Math.floor(passed / 256);
    this.next = this.#tick + cycles;
    this.#nextFraction = passed - cycles * 256;
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
    this.#stickyPins = 0;
    this.#stickyDirections = 0;
    this.goOnAt(cycle + 1);
  }

  /** An instruction written to SMx_INSTR is carried out at once, whether or not the machine is enabled. */
  execute(word: number, cycle: number): void {
    const { next } = this;
    const wasParked = this.parked !== parkedFor.nothing;
    const fraction = this.#nextFraction;
    const tick = this.#tick;
    const tickFraction = this.#fraction;
    this.pending = word;
    this.parked = parkedFor.nothing;
    this.#raised = false;
    this.next = cycle;
    this.step();
    // The ticks go on as they were: the instruction came from outside of them.
    this.#tick = tick;
    this.#fraction = tickFraction;
    const delay = (word >>> 8) & this.settings.delayMask;
    if (wasParked || this.parked !== parkedFor.nothing || delay > 0) this.goOnAt(cycle + 1 + delay);
    else {
      this.next = next;
      this.#nextFraction = fraction;
    }
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
    return (this.next - cycle) * 256 > this.settings.divisor + 255;
  }

  // ------------------------------------------------------------------ an instruction

  /** Carries out one instruction, or one attempt at it, at `next`. */
  step(): void {
    this.#tick = this.next;
    this.#fraction = this.#nextFraction;
    const fromOutside = this.pending;
    const word = fromOutside === noInstruction ? this.surroundings.memory[this.counter]! : fromOutside;
    const { settings } = this;
    if (settings.sticky) this.#stick();
    const field = (word >>> 8) & 31;
    if (settings.delayBits === 5) this.#sideSetPins = 0;
    else this.#sideSet(field);
    this.pending = noInstruction;
    const ended = this.#perform(word);
    if (ended === outcome.stalled) {
      this.pending = fromOutside;
      this.#nextTick(1);
      return;
    }
    if (ended !== outcome.jumped && fromOutside === noInstruction)
      this.counter = this.counter === settings.wrapTop ? settings.wrapBottom : (this.counter + 1) & 31;
    this.#nextTick(ended === outcome.replaced ? 1 : 1 + (field & settings.delayMask));
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

  #sideSet(field: number): void {
    const { settings } = this;
    this.#sideSetPins = 0;
    if (settings.sideOptional && (field & 16) === 0) return;
    this.#sideSetPins = settings.sidePins;
    const value = (field >>> settings.delayBits) & settings.sideMask;
    this.#drive(settings.sideIsDirection, settings.sidePins, rotateLeft(value, settings.sideBase));
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
        this.#outPins(value);
        break;
      case 1:
        this.x = value | 0;
        break;
      case 2:
        this.y = value | 0;
        break;
      case 4:
        this.#drivePins(true, this.settings.outPins, rotateLeft(value, this.settings.outBase));
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
        this.#outPins(value);
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
        this.#drivePins(false, settings.setPins, rotateLeft(value, settings.setBase));
        break;
      case 1:
        this.x = value;
        break;
      case 2:
        this.y = value;
        break;
      case 4:
        this.#drivePins(true, settings.setPins, rotateLeft(value, settings.setBase));
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

  #outPins(value: number): void {
    const { settings } = this;
    if (settings.inlineEnable && ((value >>> settings.inlineEnableBit) & 1) === 0) {
      this.#stickyPins = 0;
      return;
    }
    this.#drivePins(false, settings.outPins, rotateLeft(value, settings.outBase));
  }

  /** OUT and SET; a sticky machine repeats the last of them in each of its ticks. */
  #drivePins(directions: boolean, pins: number, levels: number): void {
    if (this.settings.sticky) {
      if (directions) {
        this.#stickyDirections = pins;
        this.#stickyOutputs = levels;
      } else {
        this.#stickyPins = pins;
        this.#stickyLevels = levels;
      }
    }
    // Side-set wins over OUT and SET of the same instruction (3.5.1): those pins were set just before.
    const won = this.settings.sideIsDirection === directions ? this.#sideSetPins : 0;
    this.#drive(directions, pins & ~won, levels);
  }

  #stick(): void {
    if (this.#stickyPins !== 0) this.#drive(false, this.#stickyPins, this.#stickyLevels);
    if (this.#stickyDirections !== 0) this.#drive(true, this.#stickyDirections, this.#stickyOutputs);
  }

  #drive(directions: boolean, pins: number, levels: number): void {
    if (directions) this.surroundings.driveEnables(pins, levels, this.#tick);
    else this.surroundings.driveLevels(pins, levels, this.#tick);
  }

  // ------------------------------------------------------------------ copies

  /** True where it stands exactly as another does, but so many cycles later. */
  isLike(other: StateMachine, cyclesLater: number): boolean {
    const later = this.going ? cyclesLater : 0;
    return (
      this.counter === other.counter &&
      this.x === other.x &&
      this.y === other.y &&
      this.next === other.next + later &&
      this.#nextFraction === other.#nextFraction &&
      this.input === other.input &&
      this.inputCount === other.inputCount &&
      this.output === other.output &&
      this.outputCount === other.outputCount &&
      this.pending === other.pending &&
      this.parked === other.parked &&
      this.#raised === other.#raised &&
      this.#stickyPins === other.#stickyPins &&
      this.#stickyLevels === other.#stickyLevels &&
      this.#stickyDirections === other.#stickyDirections &&
      this.#stickyOutputs === other.#stickyOutputs &&
      this.transmit.count === other.transmit.count &&
      this.receive.count === other.receive.count
    );
  }

  /** Makes all that it does by itself happen so many cycles later. */
  postpone(cycles: number): void {
    if (!this.going) return;
    this.next += cycles;
    this.#tick += cycles;
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
    this.next = other.next;
    this.#nextFraction = other.#nextFraction;
    this.#tick = other.#tick;
    this.#fraction = other.#fraction;
    this.#raised = other.#raised;
    this.#stickyPins = other.#stickyPins;
    this.#stickyLevels = other.#stickyLevels;
    this.#stickyDirections = other.#stickyDirections;
    this.#stickyOutputs = other.#stickyOutputs;
  }

  save(): SavedMachine {
    return {
      registers: this.settings.registers,
      transmit: this.transmit.save(),
      receive: this.receive.save(),
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
        this.next,
        this.#nextFraction,
        this.#tick,
        this.#fraction,
        this.#stickyPins,
        this.#stickyLevels,
        this.#stickyDirections,
        this.#stickyOutputs,
      ],
    };
  }

  restore(saved: SavedMachine): void {
    this.settings = new MachineSettings(saved.registers);
    this.transmit.restore(saved.transmit);
    this.receive.restore(saved.receive);
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
      this.next = 0,
      this.#nextFraction = 0,
      this.#tick = 0,
      this.#fraction = 0,
      this.#stickyPins = 0,
      this.#stickyLevels = 0,
      this.#stickyDirections = 0,
      this.#stickyOutputs = 0,
    ] = saved.numbers;
  }
}

/** A machine in a snapshot. */
export interface SavedMachine {
  readonly registers: MachineSettings['registers'];
  readonly transmit: readonly number[];
  readonly receive: readonly number[];
  readonly flags: readonly boolean[];
  readonly numbers: readonly number[];
}
