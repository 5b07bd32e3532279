import type { Pins } from '../../runtime/emulator/pins/pins.ts';

/** Connects two pins outside the chip: `to` gets the level of `from`, also when they belong to two chips. */
export function connectWire(from: { pins: Pins; gpio: number }, to: { pins: Pins; gpio: number }): void {
  const end = to.pins.connect();
  const update = (): void => end.drive(((from.pins.inputs >>> from.gpio) & 1) << to.gpio, 1 << to.gpio);
  from.pins.onInputChange(update).watch(1 << from.gpio);
  update();
}
