/** Who drives a GPIO: the values of FUNCSEL in IO_BANK0 (RP2040 datasheet, 2.19.2). `none` is the state after a reset. */
export const functionSelect = {
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

/** A value of `functionSelect`. */
export type FunctionSelect = (typeof functionSelect)[keyof typeof functionSelect];
