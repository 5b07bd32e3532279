/**
 * The program's side of the pins: what MicroPython's `machine.Pin` does to the chip, and the interrupts
 * that come of it. Lives on the interpreter's thread.
 */

import { functionSelect } from './function-select.ts';
import { edgeBit, gpioCount, type PinBank, pinField, pullBit } from './pin-bank.ts';
import { levelOf } from './pin-level.ts';
import { exactFrequencyOf, pwmOutput, sliceOf } from './pwm-output.ts';

/** `Pin.IN`, `Pin.OUT`, `Pin.OPEN_DRAIN`; every other number is an alternate function. */
export const pinMode = { input: 0, output: 1, openDrain: 2 } as const;

/** Functions by select number, as a Pico spells them in `Pin(GPIO15, mode=ALT, alt=PWM)`. */
const functionNames: Readonly<Record<number, string>> = {
  [functionSelect.spi]: 'SPI',
  [functionSelect.uart]: 'UART',
  [functionSelect.i2c]: 'I2C',
  [functionSelect.pwm]: 'PWM',
  [functionSelect.sio]: 'SIO',
  [functionSelect.pio0]: 'PIO0',
  [functionSelect.pio1]: 'PIO1',
  [functionSelect.clock]: 'GPCK',
  [functionSelect.usb]: 'USB',
};

/** All GPIO of one board, as a program uses them. */
export class ProgramPins {
  readonly #triggers = new Uint8Array(gpioCount);

  /** `interrupt` is called for every edge that the program asked for; `now` gives milliseconds. */
  constructor(
    readonly bank: PinBank,
    readonly interrupt: (gpio: number, edges: number) => void,
    readonly now: () => number,
  ) {}

  /** A soft reset: no pin interrupts any more. Modes and levels stay, as on a Pico. */
  forgetInterrupts(): void {
    this.#triggers.fill(0);
    this.bank.forgetEdges();
  }

  /** Looks at what the outside did since the last time. */
  takeEdges(): void {
    for (let next = this.bank.takeEdge(); next !== undefined; next = this.bank.takeEdge()) {
      this.#edge(next.gpio, next.edge);
    }
  }

  /** Interrupts for these edges (bits of `edgeBit`) from now on; 0 for none. */
  watch(gpio: number, edges: number): void {
    this.takeEdges();
    this.#triggers[gpio] = edges;
  }

  /** Makes the pin an input. */
  makeInput(gpio: number): void {
    this.#changing(gpio, () => {
      this.bank.writePin(pinField.outputEnable, gpio, 0);
      this.#select(gpio, functionSelect.sio, 0);
    });
  }

  /** Makes the pin an output; `level` (or what it had before, with -1) is there from the first moment. */
  makeOutput(gpio: number, level: number): void {
    this.#changing(gpio, () => {
      if (level !== -1) this.bank.writePin(pinField.output, gpio, level);
      this.bank.writePin(pinField.outputEnable, gpio, 1);
      this.#select(gpio, functionSelect.sio, 0);
    });
  }

  /** Makes the pin pull low for 0 and let go for 1. */
  makeOpenDrain(gpio: number, level: number): void {
    this.#changing(gpio, () => {
      this.bank.writePin(pinField.output, gpio, 0);
      this.bank.writePin(pinField.outputEnable, gpio, level === 0 ? 1 : 0);
      this.#select(gpio, functionSelect.sio, 1);
    });
  }

  /** Gives the pin to another part of the chip. False where that part has no use for this pin. */
  makeAlternate(gpio: number, select: number): boolean {
    if (!(select in functionNames)) return false;
    if (select === functionSelect.clock && !(gpio >= 20 && gpio <= 25)) return false;
    this.#changing(gpio, () => this.#select(gpio, select, 0));
    return true;
  }

  /** Makes the pin an input of the converter: no digital input, no pulls. */
  makeAnalog(gpio: number): void {
    this.bank.writePin(pinField.function, gpio, functionSelect.none);
    this.bank.writePin(pinField.pulls, gpio, 0);
    this.bank.writePin(pinField.inputEnable, gpio, 0);
  }

  /** Sets the pull resistors, bits of `pullBit`. */
  setPulls(gpio: number, pulls: number): void {
    this.#changing(gpio, () => this.bank.writePin(pinField.pulls, gpio, pulls & (pullBit.up | pullBit.down)));
  }

  /** The level that the program reads. */
  read(gpio: number): 0 | 1 {
    if (this.bank.readPin(pinField.inputEnable, gpio) === 0) return 0;
    return this.bank.readPin(pinField.function, gpio) === functionSelect.pwm
      ? this.#momentOfPwm(gpio)
      : levelOf(this.bank, gpio);
  }

  /** Sets the level; an open drain pulls low or lets go. Remembered while the pin is no output. */
  write(gpio: number, level: 0 | 1): void {
    this.#changing(gpio, () => {
      if (this.#isOpenDrain(gpio)) this.bank.writePin(pinField.outputEnable, gpio, 1 - level);
      else this.bank.writePin(pinField.output, gpio, level);
    });
  }

  toggle(gpio: number): void {
    const field = this.#isOpenDrain(gpio) ? pinField.outputEnable : pinField.output;
    this.#changing(gpio, () => this.bank.writePin(field, gpio, 1 - this.bank.readPin(field, gpio)));
  }

  /** The part of a pin's `repr` between name and bracket: `mode=IN, pull=PULL_UP`. */
  describe(gpio: number): string {
    const select = this.bank.readPin(pinField.function, gpio);
    const plain = select === functionSelect.sio;
    const output = this.bank.readPin(pinField.outputEnable, gpio) === 1;
    const mode = !plain ? 'ALT' : this.#isOpenDrain(gpio) ? 'OPEN_DRAIN' : output ? 'OUT' : 'IN';
    const pulls = this.bank.readPin(pinField.pulls, gpio);
    const names = [pulls & pullBit.up ? 'PULL_UP' : '', pulls & pullBit.down ? 'PULL_DOWN' : ''].filter(
      Boolean,
    );
    const pull = names.length > 0 ? `, pull=${names.join('|')}` : '';
    return `mode=${mode}${pull}${plain ? '' : `, alt=${functionNames[select] ?? select}`}`;
  }

  #isOpenDrain(gpio: number): boolean {
    return this.bank.readPin(pinField.openDrain, gpio) === 1;
  }

  #select(gpio: number, select: number, openDrain: number): void {
    this.bank.writePin(pinField.function, gpio, select);
    this.bank.writePin(pinField.openDrain, gpio, openDrain);
    this.bank.writePin(pinField.inputEnable, gpio, 1);
  }

  /** Makes a change; the program's own edges interrupt it like those from outside. */
  #changing(gpio: number, change: () => void): void {
    if (this.#triggers[gpio] === 0) return change();
    const before = levelOf(this.bank, gpio);
    change();
    const after = levelOf(this.bank, gpio);
    if (before !== after) this.#edge(gpio, after === 1 ? edgeBit.rising : edgeBit.falling);
  }

  #edge(gpio: number, edge: number): void {
    const wanted = edge & (this.#triggers[gpio] ?? 0);
    if (wanted !== 0) this.interrupt(gpio, wanted);
  }

  #momentOfPwm(gpio: number): 0 | 1 {
    const { duty, frequency } = pwmOutput(this.bank, gpio);
    if (frequency === 0 || duty === 0 || duty === 1) return duty === 1 ? 1 : 0;
    const phase = ((this.now() / 1000) * exactFrequencyOf(this.bank, sliceOf(gpio))) % 1;
    return phase < duty ? 1 : 0;
  }
}
