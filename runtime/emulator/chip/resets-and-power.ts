/** What resets which parts of the chip: RESETS, the power-on state machine, and how a core starts. */

import { resetEntry } from '../boot-rom/boot-rom.ts';
import type { Processors } from '../core/processors.ts';
import { PowerOnStateMachine, type PowerStage } from '../peripherals/power-on-state-machine.ts';
import { Resets } from '../peripherals/resets.ts';
import type { Peripherals } from './peripherals.ts';

/** RESETS over all that have a bit there. */
export function createResets(peripherals: Peripherals): Resets {
  return new Resets({
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
      pllSys: peripherals.systemPll,
      pllUsb: peripherals.usbPll,
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
}

/** The power-on state machine over its stages. Memories and the bus have nothing to forget. */
export function createPowerOnStateMachine(
  peripherals: Peripherals,
  resets: Resets,
  { cores, sio }: Processors,
): PowerOnStateMachine {
  return new PowerOnStateMachine({
    stages: {
      rosc: stageOf(peripherals.ringOscillator),
      xosc: stageOf(peripherals.crystalOscillator),
      clocks: stageOf(peripherals.clocks),
      resets: stageOf(resets),
      vregAndChipReset: stageOf(peripherals.chipReset),
      xip: stageOf(peripherals.xipControl, peripherals.xipSsi),
      sio: stageOf(sio),
      proc0: coreStage(cores[0]),
      proc1: coreStage(cores[1]),
    },
  });
}

interface Startable {
  start(pc: number, stack: number, vectors: number): void;
  hold(): void;
}

/** Starts a core as every reset does. */
export function startInBootRom(core: Pick<Startable, 'start'>): void {
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
