/** The voltages that the converter sees (RP2040 datasheet, 4.9): four pins and the temperature sensor. */

import type { Pins } from '../pins/pins.ts';
import type { Saved, State } from '../saved.ts';

/** Channel of the temperature sensor inside the chip. */
export const temperatureChannel = 4;

const firstGpio = 26;
const pinChannels = 4;
const referenceVolts = 3.3;
const roomTemperature = 24;
/** GPIO 29 measures a third of the supply voltage; on USB that is about 1.6 V. */
const supplyShare = 4.8 / 3 / referenceVolts;

/** What is connected to the analog side of the chip. */
export class AnalogInputs implements Saved {
  readonly #pins: Pins;
  readonly #shares = new Float64Array(pinChannels);
  /** Of the chip, in degrees Celsius. */
  temperature = roomTemperature;

  constructor(pins: Pins) {
    this.#pins = pins;
    this.#shares[pinChannels - 1] = supplyShare;
  }

  /** Sets the voltage on channel 0 to 3, as a share 0 to 1 of 3.3 V. */
  set(channel: number, share: number): void {
    this.#shares[channel] = share;
  }

  /**
   * The voltage on a channel, 0 to 4, as a share 0 to 1 of 3.3 V. A level that somebody drives on the pin, the chip
   * itself or the outside, hides the voltage that was set. Channels that the chip lacks read 0.
   */
  share(channel: number): number {
    if (channel === temperatureChannel) return this.#sensorVolts / referenceVolts;
    if (channel > temperatureChannel) return 0;
    const bit = 1 << (firstGpio + channel);
    if (((this.#pins.driven | this.#pins.outsideDriven) & bit) === 0) return this.#shares[channel]!;
    return (this.#pins.levels & bit) === 0 ? 0 : 1;
  }

  /** The sensor gives 0.706 V at 27 °C and 1.721 mV less for each degree above (4.9.5). */
  get #sensorVolts(): number {
    return 0.706 - (this.temperature - 27) * 0.001721;
  }

  save(): State {
    return { shares: this.#shares.slice(), temperature: this.temperature };
  }

  restore(state: State): void {
    const saved = state as { shares: Float64Array; temperature: number };
    this.#shares.set(saved.shares);
    this.temperature = saved.temperature;
  }
}
