/** What a state machine does to its pins: side-set, OUT and SET, and what a sticky machine repeats (RP2040 datasheet, 3.5.1). */

import type { MachineSettings } from './machine-settings.ts';
import type { MachineSurroundings } from './machine-surroundings.ts';
import { rotateLeft } from './words.ts';

/** Drives levels or directions, at a cycle. */
export class PinOutputs {
  readonly #surroundings: MachineSurroundings;
  /** Pins that the present instruction side-sets. */
  #sideSetPins = 0;
  #stickyPins = 0;
  #stickyLevels = 0;
  #stickyDirections = 0;
  #stickyOutputs = 0;

  constructor(surroundings: MachineSurroundings) {
    this.#surroundings = surroundings;
  }

  /** An instruction begins. @param field - its bits 12 to 8, of which the settings say how many are side-set */
  begin(field: number, settings: MachineSettings, cycle: number): void {
    if (settings.sticky) this.#repeat(cycle);
    this.#sideSetPins = 0;
    if (settings.delayBits === 5 || (settings.sideOptional && (field & 16) === 0)) return;
    this.#sideSetPins = settings.sidePins;
    const value = (field >>> settings.delayBits) & settings.sideMask;
    this.#drive(settings.sideIsDirection, settings.sidePins, rotateLeft(value, settings.sideBase), cycle);
  }

  /** OUT PINS and MOV PINS, unless a bit of the value says that this one is not meant. */
  out(value: number, settings: MachineSettings, cycle: number): void {
    if (settings.inlineEnable && ((value >>> settings.inlineEnableBit) & 1) === 0) {
      this.#stickyPins = 0;
      return;
    }
    this.set(false, settings.outPins, rotateLeft(value, settings.outBase), settings, cycle);
  }

  /** Sets levels or directions of pins; a sticky machine repeats the last of them in each of its ticks. */
  set(directions: boolean, pins: number, levels: number, settings: MachineSettings, cycle: number): void {
    if (settings.sticky) {
      if (directions) {
        this.#stickyDirections = pins;
        this.#stickyOutputs = levels;
      } else {
        this.#stickyPins = pins;
        this.#stickyLevels = levels;
      }
    }
    // Side-set wins over OUT and SET of the same instruction: those pins were set just before.
    const won = settings.sideIsDirection === directions ? this.#sideSetPins : 0;
    this.#drive(directions, pins & ~won, levels, cycle);
  }

  /** Nothing is repeated any more. */
  forget(): void {
    this.#stickyPins = 0;
    this.#stickyDirections = 0;
  }

  isLike(other: PinOutputs): boolean {
    return (
      this.#stickyPins === other.#stickyPins &&
      this.#stickyLevels === other.#stickyLevels &&
      this.#stickyDirections === other.#stickyDirections &&
      this.#stickyOutputs === other.#stickyOutputs
    );
  }

  copyFrom(other: PinOutputs): void {
    this.#stickyPins = other.#stickyPins;
    this.#stickyLevels = other.#stickyLevels;
    this.#stickyDirections = other.#stickyDirections;
    this.#stickyOutputs = other.#stickyOutputs;
  }

  save(): readonly number[] {
    return [this.#stickyPins, this.#stickyLevels, this.#stickyDirections, this.#stickyOutputs];
  }

  restore([pins = 0, levels = 0, directions = 0, outputs = 0]: readonly number[]): void {
    this.#stickyPins = pins;
    this.#stickyLevels = levels;
    this.#stickyDirections = directions;
    this.#stickyOutputs = outputs;
  }

  #repeat(cycle: number): void {
    if (this.#stickyPins !== 0) this.#drive(false, this.#stickyPins, this.#stickyLevels, cycle);
    if (this.#stickyDirections !== 0) this.#drive(true, this.#stickyDirections, this.#stickyOutputs, cycle);
  }

  #drive(directions: boolean, pins: number, levels: number, cycle: number): void {
    if (directions) this.#surroundings.driveEnables(pins, levels, cycle);
    else this.#surroundings.driveLevels(pins, levels, cycle);
  }
}
