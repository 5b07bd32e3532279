import header from '../../resources/boards/header.json';

/** One of the 40 pins at the edge of a Pico. */
export interface HeaderPin {
  /** 1 to 40: down the left side, then up the right side, the USB connector on top. */
  readonly pin: number;
  /** As it is printed on the board, "GP15" or "3V3_EN". */
  readonly name: string;
  readonly kind: 'gpio' | 'ground' | 'power' | 'control';
  /** GPIO number, for pins a program can use. */
  readonly gpio?: number;
  /** ADC channel, for pins that can measure. */
  readonly adc?: number;
}

/** A pin that a program can use. */
export type GpioPin = HeaderPin & { readonly gpio: number };

/** The header of every Pico, pin 1 first. */
export const headerPins = header.pins as readonly HeaderPin[];

/** Whether a program can use this pin. */
export function isGpioPin(pin: HeaderPin): pin is GpioPin {
  return pin.gpio !== undefined;
}
