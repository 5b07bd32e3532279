/**
 * Where things are on the drawn board, in tenths of a millimetre from its top left corner.
 * Outline and pitch as in the Raspberry Pi Pico datasheet, section 2.1.
 */

/** The board itself. */
export const board = { width: 210, height: 510, corner: 10 };

/** Distance between two pins: 2.54 mm. */
export const pitch = 25.4;

/** What is drawn: the board, the USB connector above it, and room for the pins' states at both sides. */
export const drawing = { left: -88, top: -18, width: 386, height: 536 };

const pinsPerSide = 20;
const firstPinAt = 13.7;

/** On which side a pin is, and how far down its middle is. */
export interface PinPlace {
  readonly side: 'left' | 'right';
  readonly y: number;
}

/** Where a pin (1 to 40) is: down the left side, up the right side. */
export function pinPlace(pin: number): PinPlace {
  return pin <= pinsPerSide
    ? { side: 'left', y: firstPinAt + (pin - 1) * pitch }
    : { side: 'right', y: firstPinAt + (2 * pinsPerSide - pin) * pitch };
}

/** The pin that an arrow key leads to from `pin`; `pin` itself at an edge, `null` for other keys. */
export function pinByKey(pin: number, key: string): number | null {
  const isLeft = pin <= pinsPerSide;
  switch (key) {
    case 'ArrowDown':
      return isLeft ? Math.min(pin + 1, pinsPerSide) : Math.max(pin - 1, pinsPerSide + 1);
    case 'ArrowUp':
      return isLeft ? Math.max(pin - 1, 1) : Math.min(pin + 1, 2 * pinsPerSide);
    case 'ArrowLeft':
      return isLeft ? pin : 2 * pinsPerSide + 1 - pin;
    case 'ArrowRight':
      return isLeft ? 2 * pinsPerSide + 1 - pin : pin;
    case 'Home':
      return 1;
    case 'End':
      return 2 * pinsPerSide;
    default:
      return null;
  }
}
