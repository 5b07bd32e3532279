/**
 * The wires between the peripherals and the pins (RP2040 datasheet, 2.19).
 *
 * A peripheral drives all pins that could be its own, as words with a bit for each GPIO (bit 0 is GPIO 0); which of
 * them get through is the function select's business. What a pin reads is settled there too: what the chip
 * drives, else what is connected outside, else the pull resistors.
 */

import type { FunctionSelect } from '../../hardware/function-select.ts';

/** What `onInputChange` gives back. */
export interface InputWatch {
  /**
   * Asks for calls about these pins only, a bit each. Watch no more than needed: what drives a pin that nobody
   * watches (PWM, PIO) saves itself the work of every edge.
   */
  watch(bits: number): void;
}

/** What peripherals see of the pins. */
export interface PinSignals {
  /** Levels of all pins as peripherals read them, after input enable and input overrides. */
  readonly inputs: number;
  /** The pins whose function select is `from`, a bit each. */
  selected(from: FunctionSelect): number;
  /**
   * What a function drives from now on: its levels, and on which pins its output is enabled. Where `enables` is
   * 0 the pin is an input of that function.
   */
  drive(from: FunctionSelect, levels: number, enables: number): void;
  /**
   * Calls `changed` after any watched bit of `inputs` changed, with the bits that did. For peripherals that wait for
   * a pin.
   *
   * @param from - watches the pins that have this function, whichever they are at the time; without it, all pins.
   */
  onInputChange(changed: (bits: number) => void, from?: FunctionSelect): InputWatch;
}

/** Something connected to pins from outside: a person's button, an I2C device. */
export interface OutsideConnection {
  /** What it applies from now on. Where two of them disagree on a pin, low wins; the chip's own output always does. */
  drive(levels: number, enables: number): void;
}
