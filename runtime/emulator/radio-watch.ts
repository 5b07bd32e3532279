/** A Pico W's firmware on a Pico: it looks for the radio, and somebody should say that there is none. */

import { functionSelect } from '../hardware/function-select.ts';
import type { NotEmulated } from './bus/not-emulated.ts';
import type { PinSignals } from './pins/pin-signals.ts';

/** GPIO 24 carries the radio's data (Pico W datasheet, 2.4); on a Pico it senses the USB supply, and is an input. */
const radioData = 1 << 24;

/** Reports the radio when PIO, as which firmware speaks to it, moves its data pin. */
export function watchForRadio(pins: PinSignals, notEmulated: NotEmulated): void {
  for (const pio of [functionSelect.pio0, functionSelect.pio1]) {
    const watch = pins.onInputChange((bits) => {
      if (bits & radioData) notEmulated.report('Pico W radio');
    }, pio);
    watch.watch(radioData);
  }
}
