/** Turns off every pin that a board leads out, for boards whose pins cannot be reached otherwise. */
export const outputsOffProgram = [
  'from machine import Pin',
  'for number in list(range(23)) + [26, 27, 28]: Pin(number, Pin.IN, None)',
  'Pin("LED", Pin.OUT).off()',
].join('\n');
