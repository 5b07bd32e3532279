/** Interrupt lines from the peripherals to the cores (RP2040 datasheet, 2.3.2). */

/** Numbers of the lines. */
export const interruptLine = {
  timer0: 0,
  timer1: 1,
  timer2: 2,
  timer3: 3,
  pwmWrap: 4,
  usb: 5,
  xip: 6,
  pio0Line0: 7,
  pio0Line1: 8,
  pio1Line0: 9,
  pio1Line1: 10,
  dmaLine0: 11,
  dmaLine1: 12,
  ioBank0: 13,
  ioQspi: 14,
  /** One line in each core's own controller; the FIFO that the other core writes. */
  sioProc0: 15,
  sioProc1: 16,
  clocks: 17,
  spi0: 18,
  spi1: 19,
  uart0: 20,
  uart1: 21,
  adcFifo: 22,
  i2c0: 23,
  i2c1: 24,
  rtc: 25,
} as const;

/** Where peripherals put their interrupts. Lines are levels: a line stays pending while it is asserted. */
export interface InterruptLines {
  /** Asserts or releases a line (0 to 25) for both cores, or for one (`ioBank0` differs per core). */
  set(line: number, asserted: boolean, core?: 0 | 1): void;
}
