/**
 * IO_QSPI and PADS_QSPI: the six pins to the flash chip (RP2040 datasheet, 2.19.6.2 and 2.19.6.4). Of what they can
 * do, chip select matters: programs hold it while they talk to the chip, and the BOOTSEL button pulls it low.
 */

import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';
import type { ChipSelectOverride, Ssi } from './ssi.ts';

const pinCount = 6;
const chipSelect = 1;
const controlAfterReset = 0x1f;
const controlBits = 0x3003331f;
const interruptsAt = 0x30;
const interruptsEnd = 0x58;
/** INTR is worked out, and so is the last of each three registers that follow: enabled, forced, status. */
const interruptRegisters = (interruptsEnd - interruptsAt) / 4;
const functionXip = 0;
const overrides: readonly ChipSelectOverride[] = ['normal', 'invert', 'low', 'high'];
const outputEnable = { disabled: 2 } as const;

/** What IO_QSPI needs. */
export interface IoQspiParts {
  readonly ssi: Ssi;
  readonly pads: PadsQspi;
  /** The BOOTSEL button is held down. */
  readonly buttonHeld: () => boolean;
}

/** The registers at 0x40018000. */
export class IoQspi implements Peripheral {
  readonly name = 'IO_QSPI';
  readonly #ssi: Ssi;
  readonly #pads: PadsQspi;
  readonly #buttonHeld: () => boolean;
  readonly #controls = new Uint32Array(pinCount).fill(controlAfterReset);
  readonly #interrupts = new Uint32Array(interruptRegisters);

  constructor({ ssi, pads, buttonHeld }: IoQspiParts) {
    this.#ssi = ssi;
    this.#pads = pads;
    this.#buttonHeld = buttonHeld;
  }

  /** Levels of SCLK, SS, SD0 to SD3 from bit 0 on, as SIO's GPIO_HI_IN reads them. */
  get inputs(): number {
    let levels = 0;
    for (let pin = 0; pin < pinCount; pin++) if (this.#level(pin)) levels |= 1 << pin;
    return levels;
  }

  read(offset: number): number {
    if (offset >= interruptsAt) return this.#interrupts[(offset - interruptsAt) >>> 2] ?? 0;
    const pin = offset >>> 3;
    return (offset & 4) === 0 ? this.#status(pin) : this.#controls[pin]!;
  }

  write(offset: number, value: number): void {
    if (offset >= interruptsAt) {
      const index = (offset - interruptsAt) >>> 2;
      if (index % 3 !== 0 && index < interruptRegisters) this.#interrupts[index] = value & 0xffffff;
      return;
    }
    if ((offset & 4) !== 0) this.#setControl(offset >>> 3, value & controlBits);
  }

  reset(): void {
    for (let pin = 0; pin < pinCount; pin++) this.#setControl(pin, controlAfterReset);
    this.#interrupts.fill(0);
  }

  save(): State {
    return { controls: this.#controls.slice(), interrupts: this.#interrupts.slice() };
  }

  restore(state: State): void {
    const { controls, interrupts } = state as { controls: Uint32Array; interrupts: Uint32Array };
    this.#controls.set(controls);
    this.#interrupts.set(interrupts);
  }

  #setControl(pin: number, control: number): void {
    this.#controls[pin] = control;
    if (pin === chipSelect) this.#ssi.overrideChipSelect(overrides[(control >>> 8) & 3]!);
  }

  /** A pin that nobody drives follows the button, else its pull. */
  #level(pin: number): boolean {
    if (pin !== chipSelect) return this.#pads.pullsUp(pin);
    const control = this.#controls[pin]!;
    const driven = (control & 0x1f) === functionXip && ((control >>> 12) & 3) !== outputEnable.disabled;
    if (driven) return overrides[(control >>> 8) & 3] !== 'low';
    return !this.#buttonHeld() && this.#pads.pullsUp(pin);
  }

  #status(pin: number): number {
    const level = this.#level(pin) ? 1 : 0;
    return (level << 17) | (level << 19);
  }
}

/** Registers by pin: PADS_QSPI numbers them otherwise than IO_QSPI. */
const padRegister = [1, 6, 2, 3, 4, 5] as const;
const padsAfterReset = [0, 0x56, 0x52, 0x52, 0x52, 0x52, 0x5a];
const pullUp = 8;

/** The registers at 0x40020000. */
export class PadsQspi implements Peripheral {
  readonly name = 'PADS_QSPI';
  readonly #registers = new Uint8Array(padsAfterReset);

  /** Whether a pin (as IO_QSPI numbers them) has its pull-up resistor on. */
  pullsUp(pin: number): boolean {
    return (this.#registers[padRegister[pin]!]! & pullUp) !== 0;
  }

  read(offset: number): number {
    return this.#registers[offset >>> 2] ?? 0;
  }

  write(offset: number, value: number): void {
    this.#registers[offset >>> 2] = offset === 0 ? value & 1 : value & 0xff;
  }

  reset(): void {
    this.#registers.set(padsAfterReset);
  }

  save(): State {
    return this.#registers.slice();
  }

  restore(state: State): void {
    this.#registers.set(state as Uint8Array);
  }
}
