/** How a state machine is set up: its four control registers, taken apart (RP2040 datasheet, 3.7, SM0_CLKDIV and on). */

import { lowest, rotateLeft } from './words.ts';

/** The registers as a program writes them. */
export interface MachineRegisters {
  readonly divider: number;
  readonly execution: number;
  readonly shift: number;
  readonly pins: number;
}

export const registersAfterReset: MachineRegisters = {
  divider: 0x10000,
  execution: 0x1f000,
  shift: 0xc0000,
  pins: 0x14000000,
};

/** Bits of SHIFTCTRL that join the two FIFOs of a machine into one. */
export const joinBits = 0xc0000000;

/** Immutable: a write to one of the registers makes a new one. */
export class MachineSettings {
  /** Length of a tick in 1/256 cycles of the system clock. */
  readonly divisor: number;

  readonly sideOptional: boolean;
  readonly sideIsDirection: boolean;
  readonly jumpPin: number;
  readonly inlineEnable: boolean;
  readonly inlineEnableBit: number;
  readonly sticky: boolean;
  readonly wrapTop: number;
  readonly wrapBottom: number;
  readonly statusOfReceive: boolean;
  readonly statusLevel: number;

  readonly joinReceive: boolean;
  readonly joinTransmit: boolean;
  /** Bits shifted before a pull or push, 1 to 32. */
  readonly pullThreshold: number;
  readonly pushThreshold: number;
  readonly outToRight: boolean;
  readonly inToRight: boolean;
  readonly autoPull: boolean;
  readonly autoPush: boolean;

  readonly inBase: number;
  readonly sideBase: number;
  readonly setBase: number;
  readonly outBase: number;
  /** The pins of each kind, where they lie. */
  readonly sidePins: number;
  readonly setPins: number;
  readonly outPins: number;
  /** Bits for delay among the five that delay and side-set share. */
  readonly delayBits: number;
  readonly delayMask: number;
  /** Bits of side-set value, without the one that says whether there is any. */
  readonly sideMask: number;

  constructor(readonly registers: MachineRegisters) {
    const { divider, execution, shift, pins } = registers;
    const whole = divider >>> 16;
    this.divisor = whole === 0 ? 0x10000 * 256 : whole * 256 + ((divider >>> 8) & 0xff);

    this.sideOptional = bit(execution, 30);
    this.sideIsDirection = bit(execution, 29);
    this.jumpPin = (execution >>> 24) & 31;
    this.inlineEnableBit = (execution >>> 19) & 31;
    this.inlineEnable = bit(execution, 18);
    this.sticky = bit(execution, 17);
    this.wrapTop = (execution >>> 12) & 31;
    this.wrapBottom = (execution >>> 7) & 31;
    this.statusOfReceive = bit(execution, 4);
    this.statusLevel = execution & 15;

    this.joinReceive = bit(shift, 31);
    this.joinTransmit = bit(shift, 30);
    this.pullThreshold = (shift >>> 25) & 31 || 32;
    this.pushThreshold = (shift >>> 20) & 31 || 32;
    this.outToRight = bit(shift, 19);
    this.inToRight = bit(shift, 18);
    this.autoPull = bit(shift, 17);
    this.autoPush = bit(shift, 16);

    const sideCount = Math.min(pins >>> 29, 5);
    this.inBase = (pins >>> 15) & 31;
    this.sideBase = (pins >>> 10) & 31;
    this.setBase = (pins >>> 5) & 31;
    this.outBase = pins & 31;
    const valueBits = Math.max(0, sideCount - (this.sideOptional ? 1 : 0));
    this.delayBits = 5 - sideCount;
    this.delayMask = lowest(this.delayBits);
    this.sideMask = lowest(valueBits);
    this.sidePins = rotateLeft(this.sideMask, this.sideBase);
    this.setPins = rotateLeft(lowest((pins >>> 26) & 7), this.setBase);
    this.outPins = rotateLeft(lowest((pins >>> 20) & 63), this.outBase);
  }

  with(registers: Partial<MachineRegisters>): MachineSettings {
    return new MachineSettings({ ...this.registers, ...registers });
  }
}

function bit(word: number, place: number): boolean {
  return ((word >>> place) & 1) === 1;
}
