/** Which GPIOs can be a UART's (RP2040 datasheet, 2.19.2), and what is on them. */

import { functionSelect } from '../../../hardware/function-select.ts';
import type { Pins } from '../../pins/pins.ts';
import { type FunctionShare, pinsWhere, type SharedFunction } from '../shared-function.ts';

/** The four signals stand in this order, again and again. */
const signal = { transmit: 0, receive: 1, clearToSend: 2, requestToSend: 3 } as const;

interface UartPinsParts {
  readonly number: 0 | 1;
  readonly pins: Pick<Pins, 'inputs' | 'selected' | 'onInputChange' | 'watched' | 'onWatchedChange' | 'lag'>;
  readonly shared: SharedFunction;
  /** An input may have changed, or somebody began or ceased to watch an output. */
  readonly changed: () => void;
  /** Somebody is about to look: `output` wants the level of this moment. */
  readonly settle: () => void;
}

/** The pins of one UART. Without a pin, an input reads as a line at rest. */
export class UartPins {
  readonly #pins: UartPinsParts['pins'];
  readonly #share: FunctionShare;
  readonly #masks: Readonly<Record<keyof typeof signal, number>>;
  readonly #driver: { settle: () => void };
  #transmit = true;
  #requestToSend = true;
  #lagging = false;

  constructor({ number, pins, shared, changed, settle }: UartPinsParts) {
    this.#pins = pins;
    const mask = (index: number): number =>
      pinsWhere((gpio) => gpio % 4 === index && ((gpio + 4) & 8) >>> 3 === number);
    this.#masks = {
      transmit: mask(signal.transmit),
      receive: mask(signal.receive),
      clearToSend: mask(signal.clearToSend),
      requestToSend: mask(signal.requestToSend),
    };
    const { transmit, receive, clearToSend, requestToSend } = this.#masks;
    this.#share = shared.share(transmit | receive | clearToSend | requestToSend);
    this.#driver = { settle };
    pins.onInputChange(changed, functionSelect.uart).watch(receive | clearToSend);
    pins.onWatchedChange(changed);
    this.#drive();
  }

  /** Level of the receive line. */
  get receive(): boolean {
    return this.#input(this.#masks.receive);
  }

  /** Level of nUARTCTS: low when the other side is ready. Without a pin it is not. */
  get clearToSend(): boolean {
    return this.#input(this.#masks.clearToSend);
  }

  /** Whether somebody has to be told of each edge of the transmit line. */
  get transmitWatched(): boolean {
    return (this.#pins.watched & this.#pins.selected(functionSelect.uart) & this.#masks.transmit) !== 0;
  }

  /** Drives the outputs. */
  output(transmit: boolean, requestToSend: boolean): void {
    if (transmit === this.#transmit && requestToSend === this.#requestToSend) return;
    this.#transmit = transmit;
    this.#requestToSend = requestToSend;
    this.#drive();
  }

  /** Whether the transmit line moves without being driven, because nobody watches it. */
  set lagging(lagging: boolean) {
    if (lagging === this.#lagging) return;
    this.#lagging = lagging;
    this.#pins.lag(this.#driver, lagging);
  }

  /** What `output` was told when a snapshot was taken. */
  restore(transmit: boolean, requestToSend: boolean): void {
    this.#transmit = transmit;
    this.#requestToSend = requestToSend;
    const { transmit: out, requestToSend: ready } = this.#masks;
    this.#share.restore((transmit ? out : 0) | (requestToSend ? ready : 0), out | ready);
  }

  /** Several pins with the same input are ORed. */
  #input(mask: number): boolean {
    const selected = this.#pins.selected(functionSelect.uart) & mask;
    return selected === 0 || (this.#pins.inputs & selected) !== 0;
  }

  #drive(): void {
    const { transmit, requestToSend } = this.#masks;
    const levels = (this.#transmit ? transmit : 0) | (this.#requestToSend ? requestToSend : 0);
    this.#share.drive(levels, transmit | requestToSend);
  }
}
