/** What a state machine of PIO holds (RP2040 datasheet, 3.2.2): registers, FIFOs, and where it stands. */

import { DividedClock } from './divided-clock.ts';
import { Fifo } from './fifo.ts';
import { MachineSettings, registersAfterReset } from './machine-settings.ts';
import { type MachineSurroundings, parkedFor } from './machine-surroundings.ts';
import { PinOutputs } from './pin-outputs.ts';

/** The value of `pending` where there is no instruction but those of the program. */
export const noInstruction = -1;
/** OSR and ISR count shifted bits up to here. */
export const allShifted = 32;

/** Everything of one machine that can be copied and saved. */
export class MachineState {
  settings = new MachineSettings(registersAfterReset);
  enabled = false;
  counter = 0;
  x = 0;
  y = 0;
  /** ISR, and how many bits were shifted into it. */
  input = 0;
  inputCount = 0;
  /** OSR, and how many bits were shifted out of it. */
  output = 0;
  outputCount = allShifted;
  readonly transmit = new Fifo();
  readonly receive = new Fifo();
  /** An instruction that was written by the program or made by OUT EXEC or MOV EXEC, to be carried out first. */
  pending = noInstruction;
  parked: number = parkedFor.nothing;
  /** IRQ WAIT has raised its flag. */
  raised = false;
  readonly clock = new DividedClock();
  readonly pinOutputs: PinOutputs;

  constructor(
    readonly number: number,
    readonly surroundings: MachineSurroundings,
  ) {
    this.pinOutputs = new PinOutputs(surroundings);
  }

  /** True while it has something to do by itself. */
  get going(): boolean {
    return (this.enabled || this.pending !== noInstruction) && this.parked === parkedFor.nothing;
  }

  /** Both FIFOs get their sizes and are emptied. */
  joinFifos(): void {
    const { joinTransmit, joinReceive } = this.settings;
    this.transmit.clear();
    this.receive.clear();
    this.transmit.capacity = joinReceive ? 0 : joinTransmit ? 8 : 4;
    this.receive.capacity = joinTransmit ? 0 : joinReceive ? 8 : 4;
  }

  /** ISR goes to the receive FIFO, which has room. */
  pushInput(): void {
    this.receive.push(this.input);
    this.input = 0;
    this.inputCount = 0;
    this.surroundings.changed = true;
  }

  /** OSR gets a word of the transmit FIFO, which has one. */
  pullOutput(): void {
    this.output = this.transmit.pop();
    this.outputCount = 0;
    this.surroundings.changed = true;
  }

  /** Autopull fills the OSR as soon as it is empty and there is something (3.5.4.2). */
  refill(): void {
    const { autoPull, pullThreshold } = this.settings;
    if (autoPull && this.outputCount >= pullThreshold && !this.transmit.isEmpty) this.pullOutput();
  }

  /** True where it stands exactly as another does, but so many cycles later. */
  isLike(other: MachineState, cyclesLater: number): boolean {
    const later = this.going ? cyclesLater : 0;
    return (
      this.counter === other.counter &&
      this.x === other.x &&
      this.y === other.y &&
      this.clock.isLike(other.clock, later) &&
      this.input === other.input &&
      this.inputCount === other.inputCount &&
      this.output === other.output &&
      this.outputCount === other.outputCount &&
      this.pending === other.pending &&
      this.parked === other.parked &&
      this.raised === other.raised &&
      this.pinOutputs.isLike(other.pinOutputs) &&
      this.transmit.count === other.transmit.count &&
      this.receive.count === other.receive.count
    );
  }

  copyFrom(other: MachineState): void {
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
    this.clock.copyFrom(other.clock);
    this.raised = other.raised;
    this.pinOutputs.copyFrom(other.pinOutputs);
  }

  save(): SavedMachine {
    return {
      registers: this.settings.registers,
      transmit: this.transmit.save(),
      receive: this.receive.save(),
      clock: this.clock.save(),
      pinOutputs: this.pinOutputs.save(),
      flags: [this.enabled, this.raised],
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
    this.clock.restore(saved.clock);
    this.pinOutputs.restore(saved.pinOutputs);
    [this.enabled = false, this.raised = false] = saved.flags;
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
