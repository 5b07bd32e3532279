/** The outside of a simulated Pico: what is drawn, clicked and turned, over the shared pin bank. */

import { functionSelect } from './function-select.ts';
import {
  analogCount,
  boardField,
  edgeBit,
  gpioCount,
  notDriven,
  PinBank,
  pinField,
  radioPinCount,
  sliceCount,
  sliceField,
} from './pin-bank.ts';
import { functionOf, levelOf, pullOf } from './pin-level.ts';
import { pwmOutput } from './pwm-output.ts';
import type { BoardModel, HardwareSnapshot, PinState, VirtualHardware } from './virtual-hardware.ts';

/** GPIO of the LED on a plain Pico. */
const ledGpio = 25;
/** Pin of the radio chip that has the LED on a Pico W. */
const ledRadioPin = 0;

/** One board's hardware, seen from the host's thread. */
export class SharedHardware implements VirtualHardware {
  /** The memory that the program's thread works on too. */
  readonly state: SharedArrayBuffer;
  readonly #bank: PinBank;
  #signal = (): void => undefined;

  /** Makes a board that was just switched on, with nothing connected. */
  constructor(model: BoardModel) {
    this.state = PinBank.allocate(model);
    this.#bank = new PinBank(this.state);
  }

  /** `signal` is called from now on whenever the program's thread has edges to look at. */
  connect(signal: () => void): void {
    this.#signal = signal;
  }

  /** The chip starts anew: pins, PWM and LED as after a reset. What is connected outside stays. */
  switchOn(): void {
    this.#bank.switchOn();
  }

  /** Grows with every change; cheap to ask sixty times a second. */
  get revision(): number {
    return this.#bank.readBoard(boardField.revision);
  }

  snapshot(): HardwareSnapshot {
    const bank = this.#bank;
    const revision = this.revision;
    return {
      model: bank.model,
      revision,
      pins: Array.from({ length: gpioCount }, (_, gpio) => this.#pin(gpio)),
      led: this.#led(),
      analog: Array.from({ length: analogCount }, (_, channel) => bank.readAnalog(channel)),
      temperature: bank.readTemperature(),
      bootselPressed: bank.readBoard(boardField.bootsel) === 1,
    };
  }

  drivePin(gpio: number, level: 0 | 1 | null): void {
    checkWhole('GPIO', gpio, gpioCount - 1);
    this.#changing(gpio, () => this.#bank.writePin(pinField.driven, gpio, level ?? notDriven));
  }

  setAnalog(channel: number, share: number): void {
    checkWhole('ADC channel', channel, analogCount - 1);
    checkBetween('share', share, 0, 1);
    this.#bank.writeAnalog(channel, share);
  }

  setTemperature(celsius: number): void {
    checkBetween('temperature', celsius, -40, 125);
    this.#bank.writeTemperature(celsius);
  }

  pressBootsel(pressed: boolean): void {
    this.#bank.writeBoard(boardField.bootsel, pressed ? 1 : 0);
  }

  outputsOff(): void {
    for (let slice = 0; slice < sliceCount; slice++) this.#bank.writeSlice(sliceField.enabled, slice, 0);
    for (let gpio = 0; gpio < gpioCount; gpio++) {
      const use = functionOf(this.#bank, gpio);
      if (use === 'output' || use === 'open-drain' || use === 'pwm')
        this.#changing(gpio, () => this.#makeInput(gpio));
    }
    for (let pin = 0; pin < radioPinCount; pin++) this.#bank.writeRadioOutput(pin, 0);
  }

  #makeInput(gpio: number): void {
    this.#bank.writePin(pinField.outputEnable, gpio, 0);
    this.#bank.writePin(pinField.output, gpio, 0);
    this.#bank.writePin(pinField.openDrain, gpio, 0);
    this.#bank.writePin(pinField.function, gpio, functionSelect.sio);
  }

  /** Makes a change, and an edge out of it where the level of the pin changed. */
  #changing(gpio: number, change: () => void): void {
    const before = levelOf(this.#bank, gpio);
    change();
    const after = levelOf(this.#bank, gpio);
    if (before === after) return;
    this.#bank.addEdge(gpio, after === 1 ? edgeBit.rising : edgeBit.falling);
    this.#signal();
  }

  #pin(gpio: number): PinState {
    const bank = this.#bank;
    const use = functionOf(bank, gpio);
    const driven = bank.readPin(pinField.driven, gpio);
    const { duty, frequency } = use === 'pwm' ? pwmOutput(bank, gpio) : { duty: 0, frequency: 0 };
    return {
      gpio,
      function: use,
      level: levelOf(bank, gpio),
      pull: pullOf(bank, gpio),
      driven: driven === notDriven ? null : driven === 1 ? 1 : 0,
      duty,
      frequency,
    };
  }

  #led(): number {
    const bank = this.#bank;
    if (bank.model === 'pico-w') return bank.readRadioOutput(ledRadioPin);
    const use = functionOf(bank, ledGpio);
    return use === 'pwm' ? pwmOutput(bank, ledGpio).duty : levelOf(bank, ledGpio);
  }
}

function checkWhole(what: string, value: number, highest: number): void {
  if (!Number.isInteger(value)) throw new RangeError(`${what} must be a whole number`);
  checkBetween(what, value, 0, highest);
}

function checkBetween(what: string, value: number, lowest: number, highest: number): void {
  if (!(value >= lowest && value <= highest)) throw new RangeError(`${what} must be ${lowest} to ${highest}`);
}
