/** SPI devices outside the chip, on any pins: they cannot tell whether SPI0, PIO or a program moves these. */

import type { Pins } from '../../pins/pins.ts';

/** What happens at an SPI device. */
export interface SpiDevice {
  /** Chip select went low. */
  selected(): void;
  /** The byte to send while the next one arrives. */
  next(): number;
  /** A whole byte arrived. */
  received(byte: number): void;
  /** Chip select went high. */
  released(): void;
}

/** GPIOs that a device is connected to, and how it takes its bits. */
export interface SpiWiring {
  readonly clock: number;
  /** Into the device: the chip's TX. */
  readonly input: number;
  /** Out of the device: the chip's RX. */
  readonly output: number;
  readonly chipSelect: number;
  /** 0 to 3; the device takes bits at rising edges in modes 0 and 3. Mode 0 when absent. */
  readonly mode?: 0 | 1 | 2 | 3;
}

/** Connects a device to pins. */
export function connectSpiDevice(
  pins: Pick<Pins, 'inputs' | 'onInputChange' | 'connect'>,
  wiring: SpiWiring,
  device: SpiDevice,
): void {
  const wire = pins.connect();
  const { mode = 0 } = wiring;
  const takesAtRise = mode === 0 || mode === 3;
  const levelOf = (gpio: number): boolean => ((pins.inputs >>> gpio) & 1) === 1;
  let active = false;
  let incoming = 0;
  let outgoing = 0;
  let bits = 0;

  const show = (): void => {
    const level = (outgoing >>> (7 - bits)) & 1;
    wire.drive(level << wiring.output, 1 << wiring.output);
  };
  const select = (selected: boolean): void => {
    if (selected === active) return;
    active = selected;
    bits = 0;
    if (!selected) {
      wire.drive(0, 0);
      return device.released();
    }
    device.selected();
    outgoing = device.next();
    show();
  };
  const take = (): void => {
    incoming = ((incoming << 1) | (levelOf(wiring.input) ? 1 : 0)) & 0xff;
    if (++bits < 8) return;
    bits = 0;
    device.received(incoming);
    outgoing = device.next();
  };

  const watch = pins.onInputChange((changed) => {
    select(!levelOf(wiring.chipSelect));
    if (!active || !((changed >>> wiring.clock) & 1)) return;
    if (levelOf(wiring.clock) === takesAtRise) take();
    else show();
  });
  watch.watch((1 << wiring.clock) | (1 << wiring.chipSelect));
}
