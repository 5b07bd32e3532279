/**
 * The outside view of a Pico's pins: what a panel shows and what a person can press.
 *
 * The simulated Pico and the emulated chip both offer it (`LinkCapabilities.hardware`), so that one
 * panel and one set of tests serve both. Reading never slows the program: the state lives in shared
 * memory that the program's thread writes and anybody may read.
 */

/** Boards that can be simulated. On a W the LED belongs to the radio chip, not to GPIO 25. */
export type BoardModel = 'pico' | 'pico-w';

/** Pull resistor of an input. */
export type Pull = 'none' | 'up' | 'down';

/** What a GPIO is used for right now. `unused` is the state after a reset. */
export type PinFunction = 'unused' | 'input' | 'output' | 'open-drain' | 'pwm' | 'analog' | 'peripheral';

/** One GPIO as it can be seen from outside. */
export interface PinState {
  /** GPIO number, 0 to 29. */
  readonly gpio: number;
  readonly function: PinFunction;
  /** The level on the pin: 0 or 1. For PWM the level of the moment is meaningless, see `duty`. */
  readonly level: 0 | 1;
  readonly pull: Pull;
  /** What the outside applies: a level, or `null` where nothing is connected. */
  readonly driven: 0 | 1 | null;
  /** PWM share of time high, 0 to 1; 0 unless `function` is `pwm`. */
  readonly duty: number;
  /** PWM frequency in whole hertz; 0 unless `function` is `pwm`. */
  readonly frequency: number;
}

/** All there is to see, at one moment. */
export interface HardwareSnapshot {
  readonly model: BoardModel;
  /** Grows by one or more with every change; equal numbers mean nothing changed. */
  readonly revision: number;
  /** GPIO 0 to 29, in order. */
  readonly pins: readonly PinState[];
  /** Brightness of the on-board LED, 0 to 1. */
  readonly led: number;
  /** Voltages of ADC 0 to 3 (GPIO 26 to 29), as a share 0 to 1 of 3.3 V. */
  readonly analog: readonly number[];
  /** Temperature of the chip in degrees Celsius. */
  readonly temperature: number;
  readonly bootselPressed: boolean;
}

/** Watch and drive the pins from outside. Out-of-range numbers throw `RangeError`. */
export interface VirtualHardware {
  /** `snapshot().revision`, cheap enough to be asked sixty times a second. */
  readonly revision: number;
  snapshot(): HardwareSnapshot;
  /** Applies a level to a GPIO, or releases it (`null`). Fires the program's pin interrupts. */
  drivePin(gpio: number, level: 0 | 1 | null): void;
  /** Sets an ADC channel (0 to 3), as a share 0 to 1 of 3.3 V. */
  setAnalog(channel: number, share: number): void;
  /** Sets the chip's temperature, in degrees Celsius. */
  setTemperature(celsius: number): void;
  pressBootsel(pressed: boolean): void;
  /** Turns every output off: pins become inputs, PWM stops, the LED goes dark. */
  outputsOff(): void;
}
