/** Both cores of the chip and the clock that they share: who runs when, and for how long. */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { EventClock } from '../clock/event-clock.ts';
import type { PinSignals } from '../pins/pin-signals.ts';
import type { Saved } from '../saved.ts';
import { Sio } from '../sio/sio.ts';
import type { ChipMemory } from './chip-memory.ts';
import type { CoreBus } from './core.ts';
import { CortexM0Plus } from './cortex-m0-plus.ts';
import type { InterruptWiring } from './interrupt-wiring.ts';

/** While both cores are awake they take turns of so many cycles: what they see of each other is as old at most. */
const turn = 100;

interface ProcessorParts {
  readonly memory: ChipMemory;
  readonly bus: CoreBus;
  readonly clock: EventClock;
  readonly interrupts: InterruptWiring;
  readonly pins: PinSignals;
  readonly notEmulated: NotEmulated;
  /** A program asked for a reset of the chip (AIRCR.SYSRESETREQ). It may be carried out at once. */
  readonly restart: () => void;
  /** Both cores fell into deep sleep, or one of them woke. */
  readonly deepSleep: (asleep: boolean) => void;
}

/** Below this address is the boot ROM, where core 1 waits to be launched, in deep sleep. */
const romEnd = 0x4000;

/** The processor subsystem: two cores and SIO, driven from one event of the clock to the next. */
export class Processors implements Saved {
  readonly cores: readonly [CortexM0Plus, CortexM0Plus];
  readonly sio: Sio;
  readonly #clock: EventClock;
  /** No core may run past this cycle: there an alarm is due. */
  #horizon = 0;
  #running: CortexM0Plus;
  #deeplyAsleep = false;
  readonly #deepSleep: (asleep: boolean) => void;

  constructor(parts: ProcessorParts) {
    this.#deepSleep = parts.deepSleep;
    const { memory, bus, clock, interrupts, pins, notEmulated, restart } = parts;
    this.#clock = clock;
    this.sio = new Sio({ interrupts, pins, signalEvent: (core) => this.cores[core].signalEvent() });
    const make = (number: 0 | 1) =>
      new CortexM0Plus({
        number,
        memory,
        bus,
        clock,
        notEmulated,
        restart,
        singleCycle: this.sio.port(number),
        eventSent: () => this.cores[number ? 0 : 1].signalEvent(),
        woken: () => this.#woken(this.cores[number]),
        overdue: () => clock.ringUntil(this.cores[number].cycles),
      });
    this.cores = [make(0), make(1)];
    this.#running = this.cores[0];
    clock.follow(this.cores[0]);
    clock.onEarlier = (cycle) => this.#shorten(cycle);
    interrupts.connect(this.cores);
  }

  /** Runs both cores, and whatever else happens meanwhile, until this moment of the clock. */
  runUntil(nanoseconds: number): void {
    const clock = this.#clock;
    for (;;) {
      if (clock.stopped) {
        if (clock.nanoseconds >= nanoseconds) return;
        clock.pass(nanoseconds);
        continue;
      }
      const end = clock.cycleAt(nanoseconds);
      if (this.#running.cycles >= end) return;
      this.#horizon = Math.min(end, clock.nextCycle);
      this.#advance();
      clock.ringUntil(this.#horizon);
    }
  }

  /** True when no core will do anything before the next alarm. */
  get sleeping(): boolean {
    return this.cores[0].sleeping && this.cores[1].sleeping;
  }

  save() {
    return {
      cores: this.cores.map((core) => core.save()),
      sio: this.sio.save(),
      running: this.cores.indexOf(this.#running),
      deeplyAsleep: this.#deeplyAsleep,
    };
  }

  /** The clock has to be put back between `restore` of the processors and that of anything with alarms. */
  restore(state: ReturnType<Processors['save']>): void {
    this.cores.forEach((core, index) => core.restore(state.cores[index]!));
    this.sio.restore(state.sio);
    this.#running = this.cores[state.running]!;
    this.#clock.follow(this.#running);
    this.#deeplyAsleep = state.deeplyAsleep;
  }

  /** Brings both cores to the horizon, which may come nearer meanwhile. */
  #advance(): void {
    const [first, second] = this.cores;
    for (;;) {
      if (first.sleeping && second.sleeping) {
        this.#fellAsleep();
        first.skipTo(this.#horizon);
        second.skipTo(this.#horizon);
        return;
      }
      const both = !first.sleeping && !second.sleeping;
      const core = second.sleeping || (both && first.cycles <= second.cycles) ? first : second;
      const other = core === first ? second : first;
      if (core.cycles >= this.#horizon) {
        if (!both) other.skipTo(core.cycles);
        return;
      }
      this.#clock.follow(core);
      this.#running = core;
      core.run(both ? Math.min(this.#horizon, other.cycles + turn) : this.#horizon);
    }
  }

  #shorten(cycle: number): void {
    if (cycle >= this.#horizon) return;
    this.#horizon = cycle;
    this.#running.shorten(cycle);
  }

  #fellAsleep(): void {
    if (this.#deeplyAsleep || !this.cores.every((core) => core.sleepingDeeply || core.pc < romEnd)) return;
    this.#deeplyAsleep = true;
    this.#deepSleep(true);
  }

  /** A core wakes at the time of the one that runs, and they take turns from now on. */
  #woken(core: CortexM0Plus): void {
    if (this.#deeplyAsleep) {
      this.#deeplyAsleep = false;
      this.#deepSleep(false);
    }
    const now = this.#running.cycles;
    core.skipTo(now);
    if (core !== this.#running) this.#running.shorten(now + turn);
  }
}
