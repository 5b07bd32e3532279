/** The registers of a PIO block (RP2040 datasheet, 3.7), as they read and write its machines. */

import { allPins } from '../pins/pins.ts';
import { joinBits } from './machine-settings.ts';
import { parkedFor } from './machine-surroundings.ts';
import type { PioInputs } from './pio-inputs.ts';
import type { PioLines } from './pio-lines.ts';
import { debugBit, machineCount, type PioMachines } from './pio-machines.ts';
import type { StateMachine } from './state-machine.ts';

const register = {
  control: 0x000,
  fifoStatus: 0x004,
  fifoDebug: 0x008,
  fifoLevels: 0x00c,
  transmit: 0x010,
  receive: 0x020,
  flags: 0x030,
  forceFlags: 0x034,
  bypass: 0x038,
  padLevels: 0x03c,
  padEnables: 0x040,
  configuration: 0x044,
  memory: 0x048,
  machines: 0x0c8,
  raw: 0x128,
  interrupts: 0x12c,
  end: 0x144,
} as const;
const machineSize = 0x18;
const machineRegister = {
  divider: 0,
  execution: 4,
  shift: 8,
  address: 12,
  instruction: 16,
  pins: 20,
} as const;
const executionStalled = 0x80000000;

/** Instructions that the memory of a block holds. */
export const memorySize = 32;
const configuration = (memorySize << 16) | (machineCount << 8) | 4;

/** What the registers reach; machines are those of the present, brought up to it. */
export interface PioRegistersParts {
  readonly machines: () => PioMachines;
  readonly lines: PioLines;
  readonly inputs: PioInputs;
}

/** Reads and writes what is at an offset from the start of the block. */
export class PioRegisters {
  readonly #parts: PioRegistersParts;

  constructor(parts: PioRegistersParts) {
    this.#parts = parts;
  }

  /** True for a register that is another one once it was read. */
  static changesByReading(offset: number): boolean {
    return offset >= register.receive && offset < register.flags;
  }

  /** Reads as a core does: a word that was received is taken out. */
  read(offset: number, cycle: number): number {
    if (PioRegisters.changesByReading(offset)) return this.#take((offset >>> 2) & 3, cycle);
    return this.peek(offset);
  }

  /** Reads without a trace. */
  peek(offset: number): number {
    const now = this.#parts.machines();
    if (offset >= register.machines && offset < register.raw)
      return readMachine(machineAt(now, offset), machineOffset(offset));
    if (offset >= register.interrupts && offset < register.end)
      return this.#parts.lines.read(offset - register.interrupts);
    switch (offset) {
      case register.control:
        return gather(now, (machine) => machine.enabled, 0);
      case register.fifoStatus:
        return (
          gather(now, ({ receive }) => receive.isFull, 0) |
          gather(now, ({ receive }) => receive.isEmpty, 8) |
          gather(now, ({ transmit }) => transmit.isFull, 16) |
          gather(now, ({ transmit }) => transmit.isEmpty, 24)
        );
      case register.fifoDebug:
        return now.debug;
      case register.fifoLevels:
        return now.machines.reduce(
          (levels, { number, transmit, receive }) =>
            levels | ((transmit.count | (receive.count << 4)) << (number * 8)),
          0,
        );
      case register.flags:
        return now.flags;
      case register.bypass:
        return now.history.bypass;
      case register.padLevels:
        return now.levels & allPins;
      case register.padEnables:
        return now.enables & allPins;
      case register.configuration:
        return configuration;
      case register.raw:
        return rawOf(now);
      default:
        return 0;
    }
  }

  /** Writes a value; `bits` are those that an atomic access sets or clears. */
  write(offset: number, value: number, bits: number, cycle: number): void {
    const { inputs, lines } = this.#parts;
    const now = this.#parts.machines();
    if (offset >= register.transmit && offset < register.receive)
      give(now, (offset >>> 2) & 3, value | 0, cycle);
    else if (offset >= register.memory && offset < register.machines) {
      now.memory[(offset - register.memory) >>> 2] = value;
      inputs.look(now);
    } else if (offset >= register.machines && offset < register.raw) {
      this.#writeMachine(machineAt(now, offset), machineOffset(offset), value, cycle);
      inputs.look(now);
    } else if (offset >= register.interrupts && offset < register.end)
      lines.write(offset - register.interrupts, value);
    else if (offset === register.control) {
      control(now, value, cycle);
      inputs.look(now);
    } else if (offset === register.fifoDebug) clearDebug(now, bits, cycle);
    else if (offset === register.flags) now.lowerFlag(bits & 0xff, cycle);
    else if (offset === register.forceFlags) now.raiseFlag(bits & 0xff, cycle);
    else if (offset === register.bypass) now.history.bypass = value;
  }

  #writeMachine(machine: StateMachine, which: number, value: number, cycle: number): void {
    if (which === machineRegister.divider) machine.settings = machine.settings.with({ divider: value });
    else if (which === machineRegister.execution)
      machine.settings = machine.settings.with({ execution: value & ~executionStalled });
    else if (which === machineRegister.shift) {
      const before = machine.settings.registers.shift;
      machine.settings = machine.settings.with({ shift: value });
      if (((before ^ value) & joinBits) !== 0) machine.joinFifos();
    } else if (which === machineRegister.pins) machine.settings = machine.settings.with({ pins: value });
    else if (which === machineRegister.instruction) {
      this.#parts.inputs.lookFor(value, machine, this.#parts.machines());
      machine.execute(value & 0xffff, cycle);
    }
  }

  #take(index: number, cycle: number): number {
    const now = this.#parts.machines();
    const machine = now.machines[index]!;
    if (!machine.receive.isEmpty) return machine.take(cycle);
    now.debug |= debugBit.receiveUnder << index;
    return 0;
  }
}

/** INTR: which FIFOs are not empty or not full, and the flags of the four machines. */
export function rawOf({ machines, flags }: PioMachines): number {
  let raw = (flags & 15) << 8;
  for (const { number, transmit, receive } of machines) {
    if (!receive.isEmpty) raw |= 1 << number;
    if (!transmit.isFull) raw |= 16 << number;
  }
  return raw;
}

function machineAt({ machines }: PioMachines, offset: number): StateMachine {
  return machines[Math.floor((offset - register.machines) / machineSize)]!;
}

function machineOffset(offset: number): number {
  return (offset - register.machines) % machineSize;
}

function readMachine(machine: StateMachine, which: number): number {
  const { registers } = machine.settings;
  switch (which) {
    case machineRegister.divider:
      return registers.divider;
    case machineRegister.execution:
      return registers.execution | (machine.isStalledOnWritten ? executionStalled : 0);
    case machineRegister.shift:
      return registers.shift;
    case machineRegister.address:
      return machine.counter;
    case machineRegister.instruction:
      return machine.instruction;
    default:
      return registers.pins;
  }
}

function control({ machines }: PioMachines, value: number, cycle: number): void {
  for (const machine of machines) {
    const { number } = machine;
    if (((value >>> (4 + number)) & 1) === 1) machine.restart(cycle);
    if (((value >>> (8 + number)) & 1) === 1) machine.restartClock(cycle);
    machine.enable(((value >>> number) & 1) === 1, cycle);
  }
}

/** A machine that is still stalled says so again in its next tick. */
function clearDebug(now: PioMachines, bits: number, cycle: number): void {
  now.debug &= ~bits;
  for (const machine of now.machines) {
    if (((bits / debugBit.transmitStalled) >>> machine.number) & 1)
      machine.wake(parkedFor.transmit, cycle + 1);
    if ((bits >>> machine.number) & 1) machine.wake(parkedFor.receive, cycle + 1);
  }
}

function give(now: PioMachines, index: number, word: number, cycle: number): void {
  const machine = now.machines[index]!;
  if (machine.transmit.isFull) now.debug |= debugBit.transmitOver << index;
  else machine.give(word, cycle);
}

function gather({ machines }: PioMachines, is: (machine: StateMachine) => boolean, shift: number): number {
  let bits = 0;
  for (const machine of machines) if (is(machine)) bits |= 1 << (machine.number + shift);
  return bits;
}
