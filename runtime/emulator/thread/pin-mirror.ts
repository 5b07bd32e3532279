/**
 * The pins of an emulated chip as everybody else sees them: in the shared words of a `PinBank`, which the panel reads
 * and where a person's hand writes.
 *
 * The chip is looked at when its thread comes by, some hundred times a second at most: an edge that comes and goes in
 * between is not seen from outside. In the other direction none is lost, the bank keeps them in order.
 */

import { functionSelect } from '../../hardware/function-select.ts';
import {
  analogCount,
  boardField,
  edgeBit,
  gpioCount,
  notDriven,
  PinBank,
  pinField,
  pullBit,
  sliceCount,
  sliceField,
} from '../../hardware/pin-bank.ts';
import type { Rp2040 } from '../chip/rp2040.ts';
import type { OutsideConnection } from '../pins/pin-signals.ts';

/** Keeps a chip and a bank alike. */
export class PinMirror {
  readonly #chip: Rp2040;
  readonly #bank: PinBank;
  readonly #hand: OutsideConnection;
  /** Output enables as they were shown: where the bank has fewer, somebody turned outputs off. */
  #shownEnables = 0;

  constructor(chip: Rp2040, hardware: SharedArrayBuffer) {
    this.#chip = chip;
    this.#bank = new PinBank(hardware);
    this.#hand = chip.pins.connect();
  }

  /** The BOOTSEL button is held down. */
  get bootselHeld(): boolean {
    return this.#bank.readBoard(boardField.bootsel) === 1;
  }

  /** Does to the chip what was done outside since. */
  takeIn(): void {
    this.#turnOff();
    this.#drive();
    for (let channel = 0; channel < analogCount; channel++)
      this.#chip.analogInputs.set(channel, this.#bank.readAnalog(channel));
    this.#chip.analogInputs.temperature = this.#bank.readTemperature();
  }

  /** Shows what is on the chip's pins now. */
  show(): void {
    this.#showPins();
    this.#showSlices();
    this.#bank.writeBoard(boardField.systemClock, Math.round(this.#chip.clocks.system));
  }

  /** What is driven from outside: first every edge that there was, then how things stand. */
  #drive(): void {
    const { levels, enables } = this.#outside();
    for (let edge = this.#bank.takeEdge(); edge; edge = this.#bank.takeEdge()) {
      const bit = 1 << edge.gpio;
      this.#hand.drive(edge.edge === edgeBit.rising ? levels | bit : levels & ~bit, enables | bit);
    }
    this.#hand.drive(levels, enables);
  }

  #outside(): { levels: number; enables: number } {
    let levels = 0;
    let enables = 0;
    for (let gpio = 0; gpio < gpioCount; gpio++) {
      const driven = this.#bank.readPin(pinField.driven, gpio);
      if (driven !== notDriven) enables |= 1 << gpio;
      if (driven === 1) levels |= 1 << gpio;
    }
    return { levels, enables };
  }

  /** `VirtualHardware.outputsOff` makes inputs of outputs in the bank: the same happens on the chip. */
  #turnOff(): void {
    let off = 0;
    for (let gpio = 0; gpio < gpioCount; gpio++)
      if (this.#bank.readPin(pinField.outputEnable, gpio) === 0) off |= 1 << gpio;
    off &= this.#shownEnables;
    if (off !== 0) this.#chip.turnOutputsOff(off);
    this.#shownEnables &= ~off;
  }

  #showPins(): void {
    const { pins } = this.#chip;
    const { levels, driven, inputEnabled } = pins;
    const { up, down } = pins.pulls;
    const bank = this.#bank;
    for (let gpio = 0; gpio < gpioCount; gpio++) {
      const bit = 1 << gpio;
      bank.writePin(pinField.function, gpio, shownFunction(pins.functionOf(gpio)));
      bank.writePin(pinField.output, gpio, levels & bit ? 1 : 0);
      bank.writePin(pinField.outputEnable, gpio, driven & bit ? 1 : 0);
      // The boot ROM turns these pins' inputs off; a program that measures takes their pull resistors away, too.
      bank.writePin(pinField.inputEnable, gpio, (inputEnabled | up | down) & bit ? 1 : 0);
      bank.writePin(pinField.pulls, gpio, (up & bit ? pullBit.up : 0) | (down & bit ? pullBit.down : 0));
    }
    this.#shownEnables = driven;
  }

  #showSlices(): void {
    const bank = this.#bank;
    for (let slice = 0; slice < sliceCount; slice++) {
      const setting = this.#chip.pwm.setting(slice);
      // Counting up and down again takes twice as long: 2 × (TOP + 1) counts (4.5.2.6).
      const slope = setting.phaseCorrect ? 2 : 1;
      bank.writeSlice(sliceField.divider, slice, setting.divider);
      bank.writeSlice(sliceField.top, slice, slope * (setting.top + 1) - 1);
      bank.writeSlice(sliceField.compareA, slice, slope * setting.compareA);
      bank.writeSlice(sliceField.compareB, slice, slope * setting.compareB);
      bank.writeSlice(sliceField.invertA, slice, setting.invertA ? 1 : 0);
      bank.writeSlice(sliceField.invertB, slice, setting.invertB ? 1 : 0);
      bank.writeSlice(sliceField.enabled, slice, setting.enabled ? 1 : 0);
    }
  }
}

/** Functions that the bank has no name for lead nowhere. */
function shownFunction(select: number): number {
  return select >= functionSelect.spi && select <= functionSelect.usb ? select : functionSelect.none;
}
