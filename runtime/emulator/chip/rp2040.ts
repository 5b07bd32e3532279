/**
 * The whole RP2040, put together: cores, memories, bus and peripherals, and what resets which of them.
 *
 * It runs only as far as it is told to, in simulated time: whoever owns it decides how that compares to real time.
 */

import { functionSelect } from '../../hardware/function-select.ts';
import { createBootRom, resetEntry } from '../boot-rom/boot-rom.ts';
import type { BootselRequest } from '../boot-rom/boot-sequence.ts';
import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import { SystemBus } from '../bus/system-bus.ts';
import { EventClock } from '../clock/event-clock.ts';
import { ChipMemory } from '../core/chip-memory.ts';
import { InterruptWiring } from '../core/interrupt-wiring.ts';
import { Processors } from '../core/processors.ts';
import { Dma } from '../dma/dma.ts';
import type { FlashStore } from '../flash-store.ts';
import { FlashChip } from '../flash/flash-chip.ts';
import { FlashCommands } from '../flash/flash-commands.ts';
import { IoQspi, PadsQspi } from '../flash/io-qspi.ts';
import { Ssi } from '../flash/ssi.ts';
import { XipControl } from '../flash/xip-control.ts';
import { Adc } from '../peripherals/adc.ts';
import { AnalogInputs } from '../peripherals/analog-inputs.ts';
import { BusControl } from '../peripherals/bus-control.ts';
import { ChipReset } from '../peripherals/chip-reset.ts';
import { Clocks } from '../peripherals/clocks/clocks.ts';
import { GatedInterrupts } from '../peripherals/clocks/gated-interrupts.ts';
import { CrystalOscillator } from '../peripherals/crystal-oscillator.ts';
import { I2c } from '../peripherals/i2c/i2c.ts';
import { Pll } from '../peripherals/pll.ts';
import { PowerOnStateMachine, type PowerStage } from '../peripherals/power-on-state-machine.ts';
import { Pwm } from '../peripherals/pwm.ts';
import { RealTimeClock } from '../peripherals/real-time-clock.ts';
import { Resets } from '../peripherals/resets.ts';
import { RingOscillator } from '../peripherals/ring-oscillator.ts';
import { SharedFunction } from '../peripherals/shared-function.ts';
import { Spi } from '../peripherals/spi/spi.ts';
import { SystemConfiguration } from '../peripherals/system-configuration.ts';
import { createSystemInformation, createTestbenchManager } from '../peripherals/system-information.ts';
import { Timer } from '../peripherals/timer.ts';
import { Uart } from '../peripherals/uart/uart.ts';
import { Watchdog } from '../peripherals/watchdog.ts';
import { IoBank0 } from '../pins/io-bank0.ts';
import { PadsBank0 } from '../pins/pads-bank0.ts';
import { gpioCount, Pins } from '../pins/pins.ts';
import { Pio } from '../pio/pio.ts';
import type { Saved } from '../saved.ts';
import { UsbController } from '../usb/usb-controller.ts';
import { baseAddress } from './addresses.ts';

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
  readonly #chipReset = new ChipReset();
  readonly #resets: Resets;
  readonly #powerOnStateMachine: PowerOnStateMachine;
  /** All that has registers, by the name of its base address. */
  readonly #peripherals: Readonly<Record<string, Peripheral>>;
  readonly #resetHappened: () => void;

  constructor(parts: Rp2040Parts) {
    const { notEmulated, seed } = parts;
    const { memory, clock, bus, pins } = this;
    const interrupts = this.#gatedInterrupts;
    this.#resetHappened = parts.resetHappened ?? (() => undefined);
    this.flash = new FlashChip({ memory, clock, store: parts.store, uniqueId: parts.uniqueId, seed });

    const ringOscillator = new RingOscillator({ clock, notEmulated, seed });
    const crystalOscillator = new CrystalOscillator({ clock });
    const systemPll = new Pll({ name: 'PLL_SYS', crystal: crystalOscillator });
    const usbPll = new Pll({ name: 'PLL_USB', crystal: crystalOscillator });
    const clocks = new Clocks({
      clock,
      interrupts,
      notEmulated,
      rosc: ringOscillator,
      xosc: crystalOscillator,
      pllSys: systemPll,
      pllUsb: usbPll,
    });
    clocks.onChange(() => clock.setFrequency(clocks.system));
    const wake = (): void => {
      crystalOscillator.wake();
      ringOscillator.wake();
    };
    const ioBank0 = new IoBank0({ pins, interrupts });
    ioBank0.onDormantWake(wake);
    const watchdog = new Watchdog({ clock, rates: clocks, expired: () => this.#watchdogReset() });
    const dma = new Dma({ clock, rates: clocks, interrupts, bus });
    const requests = dma;
    const uartPins = new SharedFunction(pins, functionSelect.uart);
    const i2cPins = new SharedFunction(pins, functionSelect.i2c);
    const spiPins = new SharedFunction(pins, functionSelect.spi);
    const serial = { clock, rates: clocks, interrupts, requests, pins, notEmulated };
    const ssi = new Ssi({ clock, requests, commands: new FlashCommands(this.flash) });
    const padsQspi = new PadsQspi();
    const xipControl = new XipControl({ flash: memory.flash, requests, notEmulated });
    this.pwm = new Pwm({ clock, rates: clocks, interrupts, requests, pins });
    const peripherals = {
      systemInformation: createSystemInformation(),
      systemConfiguration: new SystemConfiguration({
        notEmulated,
        nonMaskable: (core, lines) => (this.processors.cores[core].exceptions.nonMaskable = lines),
      }),
      clocks,
      ioBank0,
      ioQspi: new IoQspi({ ssi, pads: padsQspi, buttonHeld: parts.buttonHeld }),
      padsBank0: new PadsBank0({ pins }),
      padsQspi,
      crystalOscillator,
      systemPll,
      usbPll,
      busControl: new BusControl({ notEmulated }),
      uart0: new Uart({ number: 0, shared: uartPins, ...serial }),
      uart1: new Uart({ number: 1, shared: uartPins, ...serial }),
      spi0: new Spi({ number: 0, shared: spiPins, ...serial }),
      spi1: new Spi({ number: 1, shared: spiPins, ...serial }),
      i2c0: new I2c({ number: 0, shared: i2cPins, ...serial }),
      i2c1: new I2c({ number: 1, shared: i2cPins, ...serial }),
      adc: new Adc({ clock, rates: clocks, interrupts, requests, inputs: this.analogInputs }),
      pwm: this.pwm,
      timer: new Timer({ clock, interrupts, watchdog }),
      watchdog,
      realTimeClock: new RealTimeClock({ clock, rates: clocks, interrupts, wake }),
      ringOscillator,
      chipReset: this.#chipReset,
      testbenchManager: createTestbenchManager(),
      dma,
      usb: new UsbController({ clock, interrupts, notEmulated }),
      pio0: new Pio({ number: 0, clock, rates: clocks, interrupts, requests, pins }),
      pio1: new Pio({ number: 1, clock, rates: clocks, interrupts, requests, pins }),
      xipControl,
      xipAuxiliary: xipControl.stream,
      xipSsi: ssi,
    };
    this.clocks = clocks;
    this.usb = peripherals.usb;
    this.processors = new Processors({
      memory,
      bus,
      clock,
      interrupts: this.interrupts,
      pins,
      notEmulated,
      restart: () => this.#programReset(),
      deepSleep: (asleep) => clocks.setAsleep(asleep),
    });
    this.processors.sio.readFlashPins = () => peripherals.ioQspi.inputs;
    this.#resets = new Resets({
      targets: {
        adc: peripherals.adc,
        busctrl: peripherals.busControl,
        dma: peripherals.dma,
        i2c0: peripherals.i2c0,
        i2c1: peripherals.i2c1,
        ioBank0: peripherals.ioBank0,
        ioQspi: peripherals.ioQspi,
        padsBank0: peripherals.padsBank0,
        padsQspi: peripherals.padsQspi,
        pio0: peripherals.pio0,
        pio1: peripherals.pio1,
        pllSys: systemPll,
        pllUsb: usbPll,
        pwm: peripherals.pwm,
        rtc: peripherals.realTimeClock,
        spi0: peripherals.spi0,
        spi1: peripherals.spi1,
        syscfg: peripherals.systemConfiguration,
        sysinfo: peripherals.systemInformation,
        tbman: peripherals.testbenchManager,
        timer: peripherals.timer,
        uart0: peripherals.uart0,
        uart1: peripherals.uart1,
        usb: peripherals.usb,
      },
    });
    const [core0, core1] = this.processors.cores;
    this.#powerOnStateMachine = new PowerOnStateMachine({
      stages: {
        rosc: stageOf(ringOscillator),
        xosc: stageOf(crystalOscillator),
        clocks: stageOf(clocks),
        resets: stageOf(this.#resets),
        vregAndChipReset: stageOf(this.#chipReset),
        xip: stageOf(peripherals.xipControl, peripherals.xipSsi),
        sio: stageOf(this.processors.sio),
        proc0: coreStage(core0),
        proc1: coreStage(core1),
      },
    });
    this.#peripherals = {
      ...peripherals,
      resets: this.#resets,
      powerOnStateMachine: this.#powerOnStateMachine,
    };
    for (const [name, peripheral] of Object.entries(this.#peripherals))
      bus.attach(baseAddress[name as keyof typeof baseAddress], peripheral);
    bus.attachMemory(baseAddress.xipSram, xipControl.ram);
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

interface Startable {
  start(pc: number, stack: number, vectors: number): void;
  hold(): void;
}

function startInBootRom(core: Startable): void {
  core.start(resetEntry.pc, resetEntry.stack, resetEntry.vectors);
}

function coreStage(core: Startable): PowerStage {
  return { off: () => core.hold(), on: () => startInBootRom(core) };
}

function stageOf(...parts: { reset(): void }[]): PowerStage {
  return {
    off: () => {
      for (const part of parts) part.reset();
    },
    on: () => undefined,
  };
}
