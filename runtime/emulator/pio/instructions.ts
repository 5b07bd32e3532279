/** The nine instructions of a PIO state machine (RP2040 datasheet, 3.4). */

import { allShifted, type MachineState } from './machine-state.ts';
import { parkedFor } from './machine-surroundings.ts';
import { lowest, reverse, rotateLeft, shiftIn, topBits } from './words.ts';

/** Numbers of the instructions (bits 15 to 13). */
const operation = { jump: 0, wait: 1, in: 2, out: 3, pushOrPull: 4, move: 5, interrupt: 6, set: 7 } as const;

/** How an instruction ended. */
export const outcome = { done: 0, jumped: 1, stalled: 2, replaced: 3 } as const;
/** A value of `outcome`. */
export type Outcome = (typeof outcome)[keyof typeof outcome];

/** Carries out an instruction, or one attempt at it, in the present tick of the machine's clock. */
export function perform(machine: MachineState, word: number): Outcome {
  const kind = word >>> 13;
  if (kind === operation.out) return giveOut(machine, word);
  const ended = performOther(machine, kind, word);
  if (machine.settings.autoPull) machine.refill();
  return ended;
}

function performOther(machine: MachineState, kind: number, word: number): Outcome {
  switch (kind) {
    case operation.jump:
      if (!condition(machine, (word >>> 5) & 7)) return outcome.done;
      machine.counter = word & 31;
      return outcome.jumped;
    case operation.wait:
      return wait(machine, word);
    case operation.in:
      return takeIn(machine, word);
    case operation.pushOrPull:
      return (word & 0x80) === 0 ? push(machine, word) : pull(machine, word);
    case operation.move:
      return move(machine, word);
    case operation.interrupt:
      return interrupt(machine, word);
    default:
      set(machine, word);
      return outcome.done;
  }
}

function condition(machine: MachineState, which: number): boolean {
  switch (which) {
    case 0:
      return true;
    case 1:
      return machine.x === 0;
    case 2:
      return (machine.x = (machine.x - 1) | 0) !== -1;
    case 3:
      return machine.y === 0;
    case 4:
      return (machine.y = (machine.y - 1) | 0) !== -1;
    case 5:
      return machine.x !== machine.y;
    case 6:
      return ((pinsOf(machine) >>> machine.settings.jumpPin) & 1) === 1;
    default:
      return machine.outputCount < machine.settings.pullThreshold;
  }
}

function wait(machine: MachineState, word: number): Outcome {
  const wanted = (word >>> 7) & 1;
  const source = (word >>> 5) & 3;
  const index = word & 31;
  if (source === 2) {
    const bit = 1 << flagOf(machine, index);
    const level = (machine.surroundings.flagsAt(machine.clock.tick) & bit) === 0 ? 0 : 1;
    if (level !== wanted) return parkForFlags(machine);
    if (wanted === 1) machine.surroundings.lowerFlag(bit, machine.clock.tick);
    return outcome.done;
  }
  const gpio = source === 0 ? index : (index + machine.settings.inBase) & 31;
  if (((pinsOf(machine) >>> gpio) & 1) === wanted) return outcome.done;
  const again = machine.surroundings.nextInputChange;
  if (again === Infinity) machine.parked = parkedFor.pins;
  return outcome.stalled;
}

function takeIn(machine: MachineState, word: number): Outcome {
  const { settings } = machine;
  const count = word & 31 || 32;
  const shifted = Math.min(allShifted, machine.inputCount + count);
  const pushes = settings.autoPush && shifted >= settings.pushThreshold;
  if (pushes && machine.receive.isFull) return stallForReceive(machine);
  const value = source(machine, (word >>> 5) & 7) & lowest(count);
  machine.input = shiftIn(machine.input, value, count, settings.inToRight);
  machine.inputCount = shifted;
  if (pushes) machine.pushInput();
  return outcome.done;
}

function giveOut(machine: MachineState, word: number): Outcome {
  const { settings } = machine;
  if (settings.autoPull && machine.outputCount >= settings.pullThreshold) {
    if (machine.transmit.isEmpty) return stallForTransmit(machine);
    machine.refill();
    return outcome.stalled;
  }
  const count = word & 31 || 32;
  const value = settings.outToRight ? machine.output & lowest(count) : topBits(machine.output, count);
  machine.output =
    count === 32 ? 0 : settings.outToRight ? machine.output >>> count : machine.output << count;
  machine.outputCount = Math.min(allShifted, machine.outputCount + count);
  if (settings.autoPull) machine.refill();
  const destination = (word >>> 5) & 7;
  if (destination === 4) {
    setPins(machine, true, settings.outPins, rotateLeft(value, settings.outBase));
    return outcome.done;
  }
  return destination === 7 ? executeNext(machine, value) : writeTo(machine, destination, value, count);
}

function push(machine: MachineState, word: number): Outcome {
  const { settings } = machine;
  if ((word & 0x40) !== 0 && machine.inputCount < settings.pushThreshold) return outcome.done;
  if (!machine.receive.isFull) machine.pushInput();
  else if ((word & 0x20) !== 0) return stallForReceive(machine);
  else {
    machine.surroundings.note('receiveStalled', machine.number);
    machine.input = 0;
    machine.inputCount = 0;
  }
  return outcome.done;
}

function pull(machine: MachineState, word: number): Outcome {
  const { settings } = machine;
  if ((word & 0x40) !== 0 && machine.outputCount < settings.pullThreshold) return outcome.done;
  if (settings.autoPull && machine.outputCount === 0) return outcome.done;
  if (!machine.transmit.isEmpty) machine.pullOutput();
  else if ((word & 0x20) !== 0) return stallForTransmit(machine);
  else {
    machine.output = machine.x;
    machine.outputCount = 0;
  }
  return outcome.done;
}

function move(machine: MachineState, word: number): Outcome {
  let value = source(machine, word & 7);
  const change = (word >>> 3) & 3;
  if (change === 1) value = ~value;
  else if (change === 2) value = reverse(value);
  const destination = (word >>> 5) & 7;
  if (destination === 4) return executeNext(machine, value);
  if (destination !== 7) return writeTo(machine, destination, value, 0);
  machine.output = value | 0;
  machine.outputCount = 0;
  return outcome.done;
}

function interrupt(machine: MachineState, word: number): Outcome {
  const bit = 1 << flagOf(machine, word & 31);
  if ((word & 0x40) !== 0) {
    machine.surroundings.lowerFlag(bit, machine.clock.tick);
    return outcome.done;
  }
  if ((word & 0x20) === 0) {
    machine.surroundings.raiseFlag(bit, machine.clock.tick);
    return outcome.done;
  }
  if (!machine.raised) {
    machine.raised = true;
    machine.surroundings.raiseFlag(bit, machine.clock.tick);
    return parkForFlags(machine);
  }
  if ((machine.surroundings.flagsAt(machine.clock.tick) & bit) !== 0) return parkForFlags(machine);
  machine.raised = false;
  return outcome.done;
}

function set(machine: MachineState, word: number): void {
  const { settings } = machine;
  const value = word & 31;
  switch ((word >>> 5) & 7) {
    case 0:
      setPins(machine, false, settings.setPins, rotateLeft(value, settings.setBase));
      break;
    case 1:
      machine.x = value;
      break;
    case 2:
      machine.y = value;
      break;
    case 4:
      setPins(machine, true, settings.setPins, rotateLeft(value, settings.setBase));
      break;
  }
}

// ------------------------------------------------------------------ what they have in common

/** The destinations that OUT and MOV have in common. The ISR holds `count` bits then. */
function writeTo(machine: MachineState, destination: number, value: number, count: number): Outcome {
  switch (destination) {
    case 0:
      machine.pinOutputs.out(value, machine.settings, machine.clock.tick);
      break;
    case 1:
      machine.x = value | 0;
      break;
    case 2:
      machine.y = value | 0;
      break;
    case 5:
      machine.counter = value & 31;
      return outcome.jumped;
    case 6:
      machine.input = value | 0;
      machine.inputCount = count;
      break;
  }
  return outcome.done;
}

/** OUT EXEC and MOV EXEC: the value is the next instruction. */
function executeNext(machine: MachineState, value: number): Outcome {
  machine.pending = value & 0xffff;
  return outcome.replaced;
}

function pinsOf(machine: MachineState): number {
  return machine.surroundings.inputsAt(machine.clock.tick);
}

/** What IN and MOV read. */
function source(machine: MachineState, which: number): number {
  switch (which) {
    case 0:
      return rotateLeft(pinsOf(machine), (32 - machine.settings.inBase) & 31);
    case 1:
      return machine.x;
    case 2:
      return machine.y;
    case 5:
      return statusOf(machine);
    case 6:
      return machine.input;
    case 7:
      return machine.output;
    default:
      return 0;
  }
}

function statusOf(machine: MachineState): number {
  const { statusOfReceive, statusLevel } = machine.settings;
  const level = (statusOfReceive ? machine.receive : machine.transmit).count;
  return level < statusLevel ? -1 : 0;
}

/** Relative flags add the machine's number to the lower two bits (3.4.9). */
function flagOf(machine: MachineState, index: number): number {
  return (index & 16) === 0 ? index & 7 : (index & 4) | ((index + machine.number) & 3);
}

function parkForFlags(machine: MachineState): Outcome {
  machine.parked = parkedFor.flags;
  // A flag that changed in this very cycle is seen in the next.
  if (machine.surroundings.flagsChangedAt === machine.clock.tick) machine.parked = parkedFor.nothing;
  return outcome.stalled;
}

function stallForReceive(machine: MachineState): Outcome {
  machine.surroundings.note('receiveStalled', machine.number);
  machine.parked = parkedFor.receive;
  return outcome.stalled;
}

function stallForTransmit(machine: MachineState): Outcome {
  machine.surroundings.note('transmitStalled', machine.number);
  machine.parked = parkedFor.transmit;
  return outcome.stalled;
}

function setPins(machine: MachineState, directions: boolean, pins: number, levels: number): void {
  machine.pinOutputs.set(directions, pins, levels, machine.settings, machine.clock.tick);
}
