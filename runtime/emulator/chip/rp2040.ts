/**
 * The whole RP2040, put together: cores, memories, bus and peripherals, and what resets which of them.
 *
 * It runs only as far as it is told to, in simulated time: whoever owns it decides how that compares to real time.
 */

import { functionSelect } from '../../hardware/function-select.ts';
import { createBootRom } from '../boot-rom/boot-rom.ts';
import type { BootselRequest } from '../boot-rom/boot-sequence.ts';
import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import { SystemBus } from '../bus/system-bus.ts';
import { EventClock } from '../clock/event-clock.ts';
import { ChipMemory } from '../core/chip-memory.ts';
import { InterruptWiring } from '../core/interrupt-wiring.ts';
import { Processors } from '../core/processors.ts';
import type { FlashStore } from '../flash-store.ts';
import { FlashChip } from '../flash/flash-chip.ts';
import { AnalogInputs } from '../peripherals/analog-inputs.ts';
import type { ChipReset } from '../peripherals/chip-reset.ts';
import type { Clocks } from '../peripherals/clocks/clocks.ts';
import { GatedInterrupts } from '../peripherals/clocks/gated-interrupts.ts';
import type { PowerOnStateMachine } from '../peripherals/power-on-state-machine.ts';
import type { Pwm } from '../peripherals/pwm.ts';
import type { Resets } from '../peripherals/resets.ts';
import { gpioCount, Pins } from '../pins/pins.ts';
import type { Saved } from '../saved.ts';
import type { UsbController } from '../usb/usb-controller.ts';
import { baseAddress } from './addresses.ts';
import { createPeripherals } from './peripherals.ts';
import { createPowerOnStateMachine, createResets, startInBootRom } from './resets-and-power.ts';

/** GPIO_OE_CLR, which only cores reach (2.3.1.7). */
const sioOutputEnableClear = 0xd0000028;

/** What a chip needs around it. */
export interface Rp2040Parts {
  /** Contents of the flash chip beside it. */
  readonly store: FlashStore;
  /** Serial number of the flash chip, 8 bytes. */
  readonly uniqueId: Uint8Array;
  /** Where all randomness comes from: same seed, same run. */
  readonly seed: number;
  readonly notEmulated: NotEmulated;
  /** The BOOTSEL button is held down. */
  readonly buttonHeld: () => boolean;
  /** The boot ROM begins to offer its drive; it does until the next reset. */
  readonly enterBootsel: (request: BootselRequest) => void;
  /** The chip was reset: by power or RUN, or by its own watchdog or program. */
  readonly resetHappened?: () => void;
}

/** An RP2040 with its flash chip. Without power until `reset('power')`. */
export class Rp2040 implements Saved {
  readonly memory = new ChipMemory();
  readonly clock = new EventClock();
  readonly interrupts = new InterruptWiring();
  readonly #gatedInterrupts = new GatedInterrupts(this.interrupts);
  readonly bus = new SystemBus(this.memory);
  readonly pins = new Pins();
  readonly analogInputs = new AnalogInputs(this.pins);
  readonly flash: FlashChip;
  readonly usb: UsbController;
  readonly pwm: Pwm;
  readonly processors: Processors;
  readonly clocks: Clocks;
  readonly #chipReset: ChipReset;
  readonly #resets: Resets;
  readonly #powerOnStateMachine: PowerOnStateMachine;
  /** All that has registers, by the name of its base address. */
  readonly #peripherals: Readonly<Record<string, Peripheral>>;
  readonly #resetHappened: () => void;

  constructor(parts: Rp2040Parts) {
    const { notEmulated, seed } = parts;
    const { memory, clock, bus, pins } = this;
    this.#resetHappened = parts.resetHappened ?? (() => undefined);
    this.flash = new FlashChip({ memory, clock, store: parts.store, uniqueId: parts.uniqueId, seed });

    const peripherals = createPeripherals({
      ...{ clock, bus, pins, notEmulated, seed },
      interrupts: this.#gatedInterrupts,
      analogInputs: this.analogInputs,
      flash: this.flash,
      flashCells: memory.flash,
      buttonHeld: parts.buttonHeld,
      nonMaskable: (core, lines) => (this.processors.cores[core].exceptions.nonMaskable = lines),
      watchdogExpired: () => this.#watchdogReset(),
    });
    this.clocks = peripherals.clocks;
    this.usb = peripherals.usb;
    this.pwm = peripherals.pwm;
    this.#chipReset = peripherals.chipReset;
    this.processors = new Processors({
      memory,
      bus,
      clock,
      interrupts: this.interrupts,
      pins,
      notEmulated,
      restart: () => this.#programReset(),
      deepSleep: (asleep) => this.clocks.setAsleep(asleep),
    });
    this.processors.sio.readFlashPins = () => peripherals.ioQspi.inputs;
    this.#resets = createResets(peripherals);
    this.#powerOnStateMachine = createPowerOnStateMachine(peripherals, this.#resets, this.processors);
    this.#peripherals = {
      ...peripherals,
      resets: this.#resets,
      powerOnStateMachine: this.#powerOnStateMachine,
    };
    for (const [name, peripheral] of Object.entries(this.#peripherals))
      bus.attach(baseAddress[name as keyof typeof baseAddress], peripheral);
    bus.attachMemory(baseAddress.xipSram, peripherals.xipControl.ram);
    bus.attachMemory(baseAddress.usbMemory, this.usb.memory);

    const routines = createBootRom({
      memory,
      bus,
      clock,
      flash: this.flash,
      buttonHeld: parts.buttonHeld,
      enterBootsel: parts.enterBootsel,
    });
    for (const [address, routine] of routines) memory.defineNative(address, routine);
  }

  /** Power came, or RUN was low for a moment: everything starts from the beginning. */
  reset(reason: 'power' | 'run'): void {
    for (const peripheral of Object.values(this.#peripherals)) peripheral.reset();
    this.#chipReset.happened(reason);
    this.processors.sio.reset();
    for (const core of this.processors.cores) startInBootRom(core);
    this.#resetHappened();
  }

  /** Makes inputs of pins, a bit each, whatever drove them: what a program could do to every one of its outputs. */
  turnOutputsOff(pins: number): void {
    this.processors.sio.port(0).write(sioOutputEnableClear, pins);
    for (let gpio = 0; gpio < gpioCount; gpio++)
      if (pins & (1 << gpio)) this.bus.write32(baseAddress.ioBank0 + gpio * 8 + 4, functionSelect.sio);
  }

  /** Runs for so many nanoseconds of simulated time. */
  runFor(nanoseconds: number): void {
    this.processors.runUntil(this.clock.nanoseconds + nanoseconds);
  }

  /** The whole state, memories included; plain data that a worker can be sent. */
  save() {
    const { memory } = this;
    return {
      sram: memory.sram.slice(),
      flashCells: memory.flash.slice(),
      usbMemory: this.usb.memory.bytes.slice(),
      clock: this.clock.save(),
      processors: this.processors.save(),
      interrupts: this.#gatedInterrupts.save(),
      pins: this.pins.save(),
      analogInputs: this.analogInputs.save(),
      flash: this.flash.save(),
      peripherals: Object.fromEntries(
        Object.entries(this.#peripherals).map(([name, peripheral]) => [name, peripheral.save()]),
      ),
    };
  }

  restore(state: ReturnType<Rp2040['save']>): void {
    const { memory } = this;
    memory.sram.set(state.sram);
    memory.flash.set(state.flashCells);
    this.usb.memory.bytes.set(state.usbMemory);
    memory.allChanged();
    this.processors.restore(state.processors);
    this.#gatedInterrupts.restore(state.interrupts);
    this.clock.restore(state.clock);
    this.pins.restore(state.pins);
    this.analogInputs.restore(state.analogInputs);
    this.flash.restore(state.flash);
    for (const [name, peripheral] of Object.entries(this.#peripherals))
      peripheral.restore(state.peripherals[name]);
  }

  #watchdogReset(): void {
    this.#resets.watchdogReset();
    this.#powerOnStateMachine.watchdogReset();
    this.#resetHappened();
  }

  /** AIRCR.SYSRESETREQ resets the processors only (2.4.2.3). */
  #programReset(): void {
    for (const core of this.processors.cores) startInBootRom(core);
  }
}
