/** Everything on the chip's bus but what resets the rest: made, and connected with each other. */

import { functionSelect } from '../../hardware/function-select.ts';
import type { NotEmulated } from '../bus/not-emulated.ts';
import type { SystemBus } from '../bus/system-bus.ts';
import type { EventClock } from '../clock/event-clock.ts';
import { Dma } from '../dma/dma.ts';
import type { FlashChip } from '../flash/flash-chip.ts';
import { FlashCommands } from '../flash/flash-commands.ts';
import { IoQspi, PadsQspi } from '../flash/io-qspi.ts';
import { Ssi } from '../flash/ssi.ts';
import { XipControl } from '../flash/xip-control.ts';
import { Adc } from '../peripherals/adc.ts';
import type { AnalogInputs } from '../peripherals/analog-inputs.ts';
import { BusControl } from '../peripherals/bus-control.ts';
import { ChipReset } from '../peripherals/chip-reset.ts';
import { Clocks } from '../peripherals/clocks/clocks.ts';
import type { GatedInterrupts } from '../peripherals/clocks/gated-interrupts.ts';
import { CrystalOscillator } from '../peripherals/crystal-oscillator.ts';
import { I2c } from '../peripherals/i2c/i2c.ts';
import { Pll } from '../peripherals/pll.ts';
import { Pwm } from '../peripherals/pwm.ts';
import { RealTimeClock } from '../peripherals/real-time-clock.ts';
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
import type { Pins } from '../pins/pins.ts';
import { Pio } from '../pio/pio.ts';
import { UsbController } from '../usb/usb-controller.ts';

/** What they are connected to. */
export interface PeripheralSurroundings {
  readonly clock: EventClock;
  readonly interrupts: GatedInterrupts;
  readonly bus: SystemBus;
  readonly pins: Pins;
  readonly analogInputs: AnalogInputs;
  /** The flash chip, and its cells as XIP shows them. */
  readonly flash: FlashChip;
  readonly flashCells: Uint8Array;
  readonly notEmulated: NotEmulated;
  readonly seed: number;
  readonly buttonHeld: () => boolean;
  /** Interrupts that a core may not mask, a bit for each line. */
  readonly nonMaskable: (core: 0 | 1, lines: number) => void;
  readonly watchdogExpired: () => void;
}

/** All that has registers, by the name of its base address (`addresses.ts`). */
export type Peripherals = ReturnType<typeof createPeripherals>;

/** Makes them. CLOCKS sets the frequency of the clock from now on. */
export function createPeripherals(surroundings: PeripheralSurroundings) {
  const { clock, interrupts, bus, pins, analogInputs, notEmulated, seed } = surroundings;
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
  const watchdog = new Watchdog({ clock, rates: clocks, expired: surroundings.watchdogExpired });
  const dma = new Dma({ clock, rates: clocks, interrupts, bus });
  const requests = dma;
  const uartPins = new SharedFunction(pins, functionSelect.uart);
  const i2cPins = new SharedFunction(pins, functionSelect.i2c);
  const spiPins = new SharedFunction(pins, functionSelect.spi);
  const serial = { clock, rates: clocks, interrupts, requests, pins, notEmulated };
  const ssi = new Ssi({ clock, requests, commands: new FlashCommands(surroundings.flash) });
  const padsQspi = new PadsQspi();
  const xipControl = new XipControl({ flash: surroundings.flashCells, requests, notEmulated });
  const pwm = new Pwm({ clock, rates: clocks, interrupts, requests, pins });
  return {
    systemInformation: createSystemInformation(),
    systemConfiguration: new SystemConfiguration({ notEmulated, nonMaskable: surroundings.nonMaskable }),
    clocks,
    ioBank0,
    ioQspi: new IoQspi({ ssi, pads: padsQspi, buttonHeld: surroundings.buttonHeld }),
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
    adc: new Adc({ clock, rates: clocks, interrupts, requests, inputs: analogInputs }),
    pwm,
    timer: new Timer({ clock, interrupts, watchdog }),
    watchdog,
    realTimeClock: new RealTimeClock({ clock, rates: clocks, interrupts, wake }),
    ringOscillator,
    chipReset: new ChipReset(),
    testbenchManager: createTestbenchManager(),
    dma,
    usb: new UsbController({ clock, interrupts, notEmulated }),
    pio0: new Pio({ number: 0, clock, rates: clocks, interrupts, requests, pins }),
    pio1: new Pio({ number: 1, clock, rates: clocks, interrupts, requests, pins }),
    xipControl,
    xipAuxiliary: xipControl.stream,
    xipSsi: ssi,
  };
}
