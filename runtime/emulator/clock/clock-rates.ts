/** How fast the chip's clocks run: what peripherals ask the CLOCKS block (RP2040 datasheet, 2.15). */

/** Frequencies of the clock generators in hertz. 0 means that a clock stands still: disabled, or its source is off. */
export interface ClockRates {
  /** clk_ref: watchdog tick and, through it, the timer. 12 MHz from the crystal, some 6 MHz from the ring oscillator. */
  readonly reference: number;
  /** clk_sys: cores, bus, memories, PIO, PWM, I2C. */
  readonly system: number;
  /** clk_peri: bit rates of UART and SPI. */
  readonly peripheral: number;
  /** clk_usb: 48 MHz, or USB does not work. */
  readonly usb: number;
  /** clk_adc: 48 MHz. */
  readonly adc: number;
  /** clk_rtc: divided by the RTC to one second; 46,875 Hz after the SDK's start. */
  readonly rtc: number;
  /** Calls `changed` after any of these frequencies did, in the order of the calls to `onChange`. */
  onChange(changed: () => void): void;
}
