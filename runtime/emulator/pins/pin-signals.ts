/**
 * The wires between the peripherals and the pins (RP2040 datasheet, 2.19).
 *
 * A peripheral drives all pins that could be its own, as words with a bit for each GPIO (bit 0 is GPIO 0); which of
 * them get through is the function select's business. What a pin reads is settled there too: what the chip
 * drives, else what is connected outside, else the pull resistors.
 */

/** Who can drive a pin: the values of FUNCSEL in IO_BANK0. */
export const pinFunction = {
  spi: 1,
  uart: 2,
  i2c: 3,
  pwm: 4,
  sio: 5,
  pio0: 6,
  pio1: 7,
  clock: 8,
  usb: 9,
  none: 31,
} as const;

/** A value of `pinFunction`. */
export type PinFunctionNumber = (typeof pinFunction)[keyof typeof pinFunction];

/** What peripherals see of the pins. */
export interface PinSignals {
  /** Levels of all pins as peripherals read them, after input enable and input overrides. */
  readonly inputs: number;
  /**
   * What a function drives from now on: its levels, and on which pins its output is enabled. Where `enables` is
   * 0 the pin is an input of that function.
   */
  drive(from: PinFunctionNumber, levels: number, enables: number): void;
  /** Calls `changed` after any bit of `inputs` changed, with the bits that did. For peripherals that wait for a pin. */
  onInputChange(changed: (bits: number) => void): void;
}
