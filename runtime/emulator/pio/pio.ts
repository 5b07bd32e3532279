/**
 * A PIO block on the bus (RP2040 datasheet, 3.7), at 0x50200000 and 0x50300000.
 *
 * Its machines do not run cycle by cycle with the core. They catch up when somebody looks: at a register, or at a pin that
 * the block drives. Only where somebody waits for them (an interrupt, a DMA channel, a pin that is watched) a copy of
 * them runs ahead until something happens that can be seen, an alarm is set for that moment, and the copy takes
 * their place when it rings, unless somebody interfered before.
 */

import { functionSelect } from '../../hardware/function-select.ts';
import type { InterruptLines } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { DemandedRequests } from '../bus/transfer-requests.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import { CycleCount } from '../clock/cycle-count.ts';
import type { InputWatch } from '../pins/pin-signals.ts';
import { allPins, type LazyDriver, type Pins } from '../pins/pins.ts';
import type { State } from '../saved.ts';
import { joinBits } from './machine-settings.ts';
import { parkedFor } from './machine-surroundings.ts';
import { PioLines } from './pio-lines.ts';
import { debugBit, machineCount, PioMachines } from './pio-machines.ts';
import type { StateMachine } from './state-machine.ts';
import { pinsReadBy } from './watched-pins.ts';

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
const memorySize = 32;
const configuration = (memorySize << 16) | (machineCount << 8) | 4;
const executionStalled = 0x80000000;

/** Instructions that a copy runs ahead in one go, while nothing happens: doubled each time. */
const shortestRun = 64;
const longestRun = 4096;
/** Cycles after which machines catch up although nobody looks, so that it never takes long at once. */
const longestRest = 125_000;

/** What a block needs around it. */
export interface PioParts {
  readonly number: 0 | 1;
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: DemandedRequests;
  readonly pins: Pins;
}

/** The registers of one block. */
export class Pio implements Peripheral, LazyDriver {
  readonly name: string;
  readonly #cycles: CycleCount;
  readonly #lines: PioLines;
  readonly #pins: Pins;
  readonly #function: typeof functionSelect.pio0 | typeof functionSelect.pio1;
  readonly #inputs: InputWatch;
  readonly #alarm: Alarm;
  readonly #memory = new Uint16Array(memorySize);
  #now: PioMachines;
  #ahead: PioMachines;
  /** The copy that ran ahead is what will be, if nobody interferes. */
  #aheadIsTrue = false;
  #run = shortestRun;
  #reads = 0;
  #lagging = false;

  constructor({ number, clock, rates, interrupts, requests, pins }: PioParts) {
    this.name = `PIO${number}`;
    this.#cycles = new CycleCount(clock, rates);
    this.#pins = pins;
    this.#function = number === 0 ? functionSelect.pio0 : functionSelect.pio1;
    const inputsIf = (levels: number, enables: number): number =>
      this.#reads === 0
        ? this.#now.history.latest
        : pins.inputsIf(this.#function, levels, enables) & this.#reads;
    this.#now = new PioMachines(this.#memory, inputsIf);
    this.#ahead = new PioMachines(this.#memory, inputsIf);
    this.#alarm = clock.createAlarm(() => {
      this.#arrive();
    });
    this.#inputs = pins.onInputChange(() => {
      this.#catchUp();
      this.#now.inputsChanged(this.#cycles.now, pins.inputs & this.#reads);
      this.#interfered();
    });
    this.#inputs.watch(0);
    this.#lines = new PioLines({
      ...{ number, interrupts, requests },
      raw: () => {
        this.#catchUp();
        return rawOf(this.#now);
      },
      changed: () => {
        this.#publish();
        this.#interfered();
      },
    });
    rates.onChange(() => {
      this.#catchUp();
      this.#interfered();
    });
    pins.onWatchedChange(() => {
      if (!this.#now.going) return;
      this.settle();
      this.#interfered();
    });
  }

  settle(): void {
    this.#catchUp();
    this.#publish();
  }

  read(offset: number): number {
    this.#catchUp();
    if (offset >= register.receive && offset < register.flags) return this.#take((offset >>> 2) & 3);
    return this.#peek(offset) >>> 0;
  }

  peek(offset: number): number {
    this.#catchUp();
    return this.#peek(offset) >>> 0;
  }

  write(offset: number, value: number, bits: number): void {
    this.#catchUp();
    const cycle = this.#cycles.now;
    if (offset >= register.transmit && offset < register.receive)
      this.#give((offset >>> 2) & 3, value | 0, cycle);
    else if (offset >= register.memory && offset < register.machines) {
      this.#memory[(offset - register.memory) >>> 2] = value;
      this.#watchInputs();
    } else if (offset >= register.machines && offset < register.raw) {
      const index = Math.floor((offset - register.machines) / machineSize);
      this.#writeMachine(
        this.#now.machines[index]!,
        (offset - register.machines) % machineSize,
        value,
        cycle,
      );
      this.#watchInputs();
    } else this.#writeShared(offset, value, bits, cycle);
    this.#publish();
    this.#interfered();
  }

  reset(): void {
    this.#memory.fill(0);
    this.#now = new PioMachines(this.#memory, this.#now.inputsIf);
    this.#lines.reset();
    this.#watchInputs();
    this.#publish();
    this.#interfered();
  }

  save(): State {
    this.#catchUp();
    const state: SavedPio = {
      cycles: this.#cycles.save(),
      memory: this.#memory.slice(),
      machines: this.#now.save(),
      lines: this.#lines.save(),
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedPio;
    this.#cycles.restore(saved.cycles);
    this.#memory.set(saved.memory);
    this.#now.restore(saved.machines);
    this.#lines.restore(saved.lines);
    this.#watchInputs();
    this.#publish();
    this.#interfered();
  }

  // ------------------------------------------------------------------ registers

  #peek(offset: number): number {
    if (offset >= register.machines && offset < register.raw)
      return this.#readMachine(
        this.#now.machines[Math.floor((offset - register.machines) / machineSize)]!,
        (offset - register.machines) % machineSize,
      );
    if (offset >= register.interrupts && offset < register.end)
      return this.#lines.read(offset - register.interrupts);
    switch (offset) {
      case register.control:
        return this.#gather((machine) => machine.enabled, 0);
      case register.fifoStatus:
        return (
          this.#gather(({ receive }) => receive.isFull, 0) |
          this.#gather(({ receive }) => receive.isEmpty, 8) |
          this.#gather(({ transmit }) => transmit.isFull, 16) |
          this.#gather(({ transmit }) => transmit.isEmpty, 24)
        );
      case register.fifoDebug:
        return this.#now.debug;
      case register.fifoLevels:
        return this.#now.machines.reduce(
          (levels, { number, transmit, receive }) =>
            levels | ((transmit.count | (receive.count << 4)) << (number * 8)),
          0,
        );
      case register.flags:
        return this.#now.flags;
      case register.bypass:
        return this.#now.history.bypass;
      case register.padLevels:
        return this.#now.levels & allPins;
      case register.padEnables:
        return this.#now.enables & allPins;
      case register.configuration:
        return configuration;
      case register.raw:
        return rawOf(this.#now);
      default:
        return 0;
    }
  }

  #writeShared(offset: number, value: number, bits: number, cycle: number): void {
    if (offset >= register.interrupts && offset < register.end)
      this.#lines.write(offset - register.interrupts, value);
    else if (offset === register.control) this.#control(value, cycle);
    else if (offset === register.fifoDebug) this.#clearDebug(bits, cycle);
    else if (offset === register.flags) this.#now.lowerFlag(bits & 0xff, cycle);
    else if (offset === register.forceFlags) this.#now.raiseFlag(bits & 0xff, cycle);
    else if (offset === register.bypass) this.#now.history.bypass = value;
  }

  /** A machine that is still stalled says so again in its next tick. */
  #clearDebug(bits: number, cycle: number): void {
    this.#now.debug &= ~bits;
    for (const machine of this.#now.machines) {
      if (((bits / debugBit.transmitStalled) >>> machine.number) & 1)
        machine.wake(parkedFor.transmit, cycle + 1);
      if ((bits >>> machine.number) & 1) machine.wake(parkedFor.receive, cycle + 1);
    }
  }

  #control(value: number, cycle: number): void {
    for (const machine of this.#now.machines) {
      const { number } = machine;
      if (((value >>> (4 + number)) & 1) === 1) machine.restart(cycle);
      if (((value >>> (8 + number)) & 1) === 1) machine.restartClock(cycle);
      machine.enable(((value >>> number) & 1) === 1, cycle);
    }
    this.#watchInputs();
  }

  #readMachine(machine: StateMachine, which: number): number {
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
      // It may read pins that the program does not, and that nobody kept an eye on.
      if ((pinsReadBy([value], machine.settings) & ~this.#reads) !== 0)
        this.#now.history.settle(this.#pins.inputs);
      machine.execute(value & 0xffff, cycle);
    }
  }

  #take(index: number): number {
    const machine = this.#now.machines[index]!;
    if (machine.receive.isEmpty) {
      this.#now.debug |= debugBit.receiveUnder << index;
      return 0;
    }
    const word = machine.take(this.#cycles.now);
    this.#publish();
    this.#interfered();
    return word >>> 0;
  }

  #give(index: number, word: number, cycle: number): void {
    const machine = this.#now.machines[index]!;
    if (machine.transmit.isFull) this.#now.debug |= debugBit.transmitOver << index;
    else machine.give(word, cycle);
  }

  #gather(is: (machine: StateMachine) => boolean, shift: number): number {
    let bits = 0;
    for (const machine of this.#now.machines) if (is(machine)) bits |= 1 << (machine.number + shift);
    return bits;
  }

  // ------------------------------------------------------------------ time

  #catchUp(): void {
    this.#now.run(this.#cycles.now);
  }

  /** The moment came that was seen ahead. */
  #arrive(): void {
    if (this.#aheadIsTrue) [this.#now, this.#ahead] = [this.#ahead, this.#now];
    else this.#catchUp();
    this.#aheadIsTrue = false;
    this.#publish();
    this.#plan();
  }

  /** Somebody changed something: what was seen ahead will not come. */
  #interfered(): void {
    this.#run = shortestRun;
    this.#plan();
  }

  /** Sets the alarm for the next thing that somebody waits for, or for looking again. */
  #plan(): void {
    this.#alarm.cancel();
    this.#aheadIsTrue = false;
    const selected = this.#pins.selected(this.#function);
    const { going } = this.#now;
    this.#lag(going && selected !== 0);
    const bits = this.#lines.awaited;
    const watched = this.#pins.watched & selected;
    if (!going) return;
    if ((bits | watched) === 0) {
      this.#alarm.schedule(this.#cycles.until(this.#cycles.now + longestRest));
      return;
    }
    const ahead = this.#ahead;
    ahead.copyFrom(this.#now);
    const { levels, enables } = ahead;
    const raw = rawOf(ahead);
    let steps = 0;
    for (; steps < this.#run; steps++) {
      ahead.changed = false;
      if (!ahead.step(Infinity)) break;
      if (!ahead.changed) continue;
      const driven = (ahead.levels ^ levels) | (ahead.enables ^ enables);
      if ((driven & watched) !== 0 || ((rawOf(ahead) ^ raw) & bits) !== 0) break;
    }
    if (steps === this.#run) this.#run = Math.min(this.#run * 2, longestRun);
    else if (!ahead.changed) return;
    // Others that are due in the same cycle take part in what is seen then.
    ahead.run(ahead.cycle);
    this.#aheadIsTrue = true;
    this.#alarm.schedule(this.#cycles.until(ahead.cycle));
  }

  #lag(lagging: boolean): void {
    if (lagging === this.#lagging) return;
    this.#lagging = lagging;
    this.#pins.lag(this, lagging);
  }

  // ------------------------------------------------------------------ what others see

  #publish(): void {
    this.#pins.drive(this.#function, this.#now.levels, this.#now.enables);
    this.#lines.tell(rawOf(this.#now));
  }

  /** Only pins that a machine at work may read are of interest. */
  #watchInputs(): void {
    let reads = 0;
    for (const machine of this.#now.machines)
      if (machine.enabled || machine.pending >= 0) reads |= pinsReadBy(this.#memory, machine.settings);
    reads &= allPins;
    if ((reads & ~this.#reads) !== 0) this.#now.history.settle(this.#pins.inputs & reads);
    this.#reads = reads;
    this.#inputs.watch(reads);
  }
}

interface SavedPio {
  readonly cycles: State;
  readonly memory: Uint16Array;
  readonly machines: State;
  readonly lines: number[];
}

/** INTR: which FIFOs are not empty or not full, and the flags of the four machines. */
function rawOf({ machines, flags }: PioMachines): number {
  let raw = (flags & 15) << 8;
  for (const { number, transmit, receive } of machines) {
    if (!receive.isEmpty) raw |= 1 << number;
    if (!transmit.isFull) raw |= 16 << number;
  }
  return raw;
}
