/** Both cores of the emulated chip with memory and SIO, and nothing else on the bus but a few words of a peripheral. */

import { EventClock } from '../../runtime/emulator/clock/event-clock.ts';
import { ChipMemory } from '../../runtime/emulator/core/chip-memory.ts';
import { BusFault, type CoreBus } from '../../runtime/emulator/core/core.ts';
import type { CortexM0Plus } from '../../runtime/emulator/core/cortex-m0-plus.ts';
import { InterruptWiring } from '../../runtime/emulator/core/interrupt-wiring.ts';
import { Processors } from '../../runtime/emulator/core/processors.ts';
import type { FunctionSelect } from '../../runtime/hardware/function-select.ts';
import { WatchedNotEmulated } from './chip-parts.ts';

/** Where programs of tests begin, behind a vector table at the start of the SRAM. */
export const programBase = 0x20000100;
/** Where their stack begins. */
export const stackTop = 0x20010000;
/** Where the words of a peripheral are that remembers what is written. */
export const peripheralBase = 0x40000000;

const ramBase = 0x20000000;

/** Pins that remember what was driven. */
export class RecordedPins {
  inputs = 0;
  readonly driven: [from: FunctionSelect, levels: number, enables: number][] = [];

  drive(from: FunctionSelect, levels: number, enables: number): void {
    this.driven.push([from, levels, enables]);
  }
  selected(): number {
    return 0;
  }
  onInputChange() {
    return { watch: () => undefined };
  }
}

/** A bus on which some words answer, and everything else faults. */
export class WordsOnBus implements CoreBus {
  readonly words = new Map<number, number>();
  /** Called before each access, with its address. */
  onAccess: (address: number) => void = () => undefined;

  constructor(base: number, count: number) {
    for (let index = 0; index < count; index++) this.words.set(base + index * 4, 0);
  }

  read32(address: number): number {
    this.onAccess(address);
    const word = this.words.get(address);
    if (word === undefined) throw new BusFault(address);
    return word;
  }
  read16(address: number): number {
    return (this.read32(address & ~3) >>> ((address & 2) * 8)) & 0xffff;
  }
  read8(address: number): number {
    return (this.read32(address & ~3) >>> ((address & 3) * 8)) & 0xff;
  }
  write32(address: number, value: number): void {
    this.onAccess(address);
    if (!this.words.has(address)) throw new BusFault(address);
    this.words.set(address, value >>> 0);
  }
  write16(address: number, value: number): void {
    this.write32(address & ~3, value);
  }
  write8(address: number, value: number): void {
    this.write32(address & ~3, value);
  }
}

/** Two cores in Thread mode, held until a program is started on them. */
export class BareCores {
  readonly memory = new ChipMemory();
  readonly clock = new EventClock();
  readonly interrupts = new InterruptWiring();
  readonly pins = new RecordedPins();
  readonly reports = new WatchedNotEmulated();
  readonly bus = new WordsOnBus(peripheralBase, 4);
  restarts = 0;
  /** Whether both cores sleep deeply, as they said when it changed. */
  readonly deepSleeps: boolean[] = [];
  readonly processors = new Processors({
    memory: this.memory,
    bus: this.bus,
    clock: this.clock,
    interrupts: this.interrupts,
    pins: this.pins,
    notEmulated: this.reports,
    restart: () => this.restarts++,
    deepSleep: (asleep) => this.deepSleeps.push(asleep),
  });
  readonly core: CortexM0Plus = this.processors.cores[0];
  readonly other: CortexM0Plus = this.processors.cores[1];

  /** Writes halfwords of code, and whatever else, into the SRAM. */
  put(address: number, ...halfwords: number[]): void {
    const view = new DataView(this.memory.buffer, this.memory.sram.byteOffset);
    halfwords.forEach((value, index) => view.setUint16(address - ramBase + index * 2, value, true));
    this.memory.changed(address, halfwords.length * 2);
  }

  /** Writes words into the SRAM. */
  putWords(address: number, ...words: number[]): void {
    this.put(address, ...words.flatMap((word) => [word & 0xffff, word >>> 16]));
  }

  word(address: number): number {
    return this.core.bus.read32(address) >>> 0;
  }

  /** Lets exceptions lead to addresses, by their numbers. */
  vectors(handlers: Record<number, number>): void {
    for (const [number, address] of Object.entries(handlers))
      this.putWords(ramBase + Number(number) * 4, (address | 1) >>> 0);
  }

  /** Starts core 0 on a program of halfwords. */
  start(...halfwords: number[]): CortexM0Plus {
    this.put(programBase, ...halfwords);
    this.core.start(programBase, stackTop, ramBase);
    return this.core;
  }

  /** Runs some instructions of core 0. */
  step(count = 1): void {
    for (let done = 0; done < count; done++) this.core.step();
  }

  /** Runs both cores for so many cycles. */
  runFor(cycles: number): void {
    this.processors.runUntil(this.clock.nanoseconds + cycles * this.clock.nanosecondsPerCycle);
  }
}
