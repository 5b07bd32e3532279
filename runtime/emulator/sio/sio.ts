/** SIO: what the cores reach in one cycle (RP2040 datasheet, 2.3.1). */

import { functionSelect } from '../../hardware/function-select.ts';
import type { InterruptLines } from '../bus/interrupts.ts';
import type { CoreRegisters } from '../core/memory-port.ts';
import type { PinSignals } from '../pins/pin-signals.ts';
import type { Saved } from '../saved.ts';
import { Divider } from './divider.ts';
import { Interpolator } from './interpolator.ts';
import { Mailboxes } from './mailboxes.ts';

/** Offsets from 0xd0000000. */
const register = {
  core: 0x000,
  gpioIn: 0x004,
  highIn: 0x008,
  gpioOut: 0x010,
  gpioOutSet: 0x014,
  gpioOutClear: 0x018,
  gpioOutFlip: 0x01c,
  gpioEnable: 0x020,
  gpioEnableSet: 0x024,
  gpioEnableClear: 0x028,
  gpioEnableFlip: 0x02c,
  highOut: 0x030,
  highEnable: 0x040,
  fifoStatus: 0x050,
  fifoWrite: 0x054,
  fifoRead: 0x058,
  spinLocks: 0x05c,
  unsignedDividend: 0x060,
  unsignedDivisor: 0x064,
  signedDividend: 0x068,
  signedDivisor: 0x06c,
  quotient: 0x070,
  remainder: 0x074,
  dividerStatus: 0x078,
  interpolators: 0x080,
  firstSpinLock: 0x100,
} as const;

/** GPIO 0 to 29. */
const gpioBits = 0x3fffffff;
/** The six pins of the flash. */
const highBits = 0x3f;

interface SioParts {
  readonly interrupts: InterruptLines;
  readonly pins: PinSignals;
  readonly signalEvent: (core: 0 | 1) => void;
}

/** The block that both cores share, and what each has of its own in it. */
export class Sio implements Saved {
  readonly mailboxes: Mailboxes;
  /** Levels of the six pins of the flash: SCLK, SS, SD0 to SD3 from bit 0 on. */
  readFlashPins: () => number = () => 0;
  readonly #parts: SioParts;
  readonly #dividers = [new Divider(), new Divider()] as const;
  /** Two of each core. */
  readonly #interpolators = [
    [new Interpolator(0), new Interpolator(1)],
    [new Interpolator(0), new Interpolator(1)],
  ] as const;
  #spinLocks = 0;
  #gpioOut = 0;
  #gpioEnable = 0;
  #highOut = 0;
  #highEnable = 0;

  constructor(parts: SioParts) {
    this.#parts = parts;
    this.mailboxes = new Mailboxes(parts);
  }

  /** The registers as one core sees them. */
  port(core: 0 | 1): CoreRegisters {
    return {
      read: (address) => this.#read(core, address & 0x1fc),
      write: (address, value) => this.#write(core, address & 0x1fc, value),
    };
  }

  /** Back to the state after power on. */
  reset(): void {
    this.#spinLocks = 0;
    this.mailboxes.reset();
    for (const divider of this.#dividers) divider.reset();
    for (const interpolator of this.#interpolators.flat()) interpolator.reset();
    this.#highOut = this.#highEnable = 0;
    this.#driveGpio(0, 0);
  }

  save() {
    return {
      mailboxes: this.mailboxes.save(),
      dividers: this.#dividers.map((divider) => divider.save()),
      interpolators: this.#interpolators.flat().map((interpolator) => interpolator.save()),
      spinLocks: this.#spinLocks,
      gpioOut: this.#gpioOut,
      gpioEnable: this.#gpioEnable,
      highOut: this.#highOut,
      highEnable: this.#highEnable,
    };
  }

  restore(state: ReturnType<Sio['save']>): void {
    this.mailboxes.restore(state.mailboxes);
    this.#dividers.forEach((divider, index) => divider.restore(state.dividers[index]!));
    this.#interpolators
      .flat()
      .forEach((interpolator, index) => interpolator.restore(state.interpolators[index]!));
    this.#spinLocks = state.spinLocks;
    this.#gpioOut = state.gpioOut;
    this.#gpioEnable = state.gpioEnable;
    this.#highOut = state.highOut;
    this.#highEnable = state.highEnable;
  }

  #read(core: 0 | 1, offset: number): number {
    if (offset >= register.firstSpinLock) return this.#claim(1 << ((offset - register.firstSpinLock) >> 2));
    if (offset >= register.interpolators) return this.#interpolator(core, offset).read(offset & 0x3f);
    const divider = this.#dividers[core];
    switch (offset) {
      case register.core:
        return core;
      case register.gpioIn:
        return this.#parts.pins.inputs & gpioBits;
      case register.highIn:
        return this.readFlashPins();
      case register.gpioOut:
        return this.#gpioOut;
      case register.gpioEnable:
        return this.#gpioEnable;
      case register.highOut:
        return this.#highOut;
      case register.highEnable:
        return this.#highEnable;
      case register.fifoStatus:
        return this.mailboxes.status(core);
      case register.fifoRead:
        return this.mailboxes.receive(core);
      case register.spinLocks:
        return this.#spinLocks;
      case register.unsignedDividend:
      case register.signedDividend:
        return divider.dividend;
      case register.unsignedDivisor:
      case register.signedDivisor:
        return divider.divisor;
      case register.quotient:
        return divider.takeQuotient();
      case register.remainder:
        return divider.remainder;
      case register.dividerStatus:
        return divider.status;
      default:
        return 0;
    }
  }

  #write(core: 0 | 1, offset: number, value: number): void {
    if (offset >= register.firstSpinLock) {
      this.#spinLocks &= ~(1 << ((offset - register.firstSpinLock) >> 2));
      return;
    }
    if (offset >= register.interpolators) return this.#interpolator(core, offset).write(offset & 0x3f, value);
    const divider = this.#dividers[core];
    switch (offset) {
      case register.gpioOut:
        return this.#driveGpio(value, this.#gpioEnable);
      case register.gpioOutSet:
        return this.#driveGpio(this.#gpioOut | value, this.#gpioEnable);
      case register.gpioOutClear:
        return this.#driveGpio(this.#gpioOut & ~value, this.#gpioEnable);
      case register.gpioOutFlip:
        return this.#driveGpio(this.#gpioOut ^ value, this.#gpioEnable);
      case register.gpioEnable:
        return this.#driveGpio(this.#gpioOut, value);
      case register.gpioEnableSet:
        return this.#driveGpio(this.#gpioOut, this.#gpioEnable | value);
      case register.gpioEnableClear:
        return this.#driveGpio(this.#gpioOut, this.#gpioEnable & ~value);
      case register.gpioEnableFlip:
        return this.#driveGpio(this.#gpioOut, this.#gpioEnable ^ value);
      case register.fifoStatus:
        return this.mailboxes.clear(core);
      case register.fifoWrite:
        return this.mailboxes.send(core, value);
      case register.unsignedDividend:
        return divider.setDividend(value, false);
      case register.unsignedDivisor:
        return divider.setDivisor(value, false);
      case register.signedDividend:
        return divider.setDividend(value, true);
      case register.signedDivisor:
        return divider.setDivisor(value, true);
      case register.quotient:
        return divider.setQuotient(value);
      case register.remainder:
        return divider.setRemainder(value);
      default:
        if (offset >= register.highOut && offset < register.fifoStatus) this.#writeHigh(offset, value);
    }
  }

  #interpolator(core: 0 | 1, offset: number): Interpolator {
    return this.#interpolators[core][offset & 0x40 ? 1 : 0];
  }

  /** Reading a spin lock claims it; 0 means that somebody else has it (2.3.1.3). */
  #claim(bit: number): number {
    if (this.#spinLocks & bit) return 0;
    this.#spinLocks |= bit;
    return bit;
  }

  #driveGpio(levels: number, enables: number): void {
    this.#gpioOut = levels & gpioBits;
    this.#gpioEnable = enables & gpioBits;
    this.#parts.pins.drive(functionSelect.sio, this.#gpioOut, this.#gpioEnable);
  }

  /** The flash's pins as GPIO: kept, but nothing is driven while the flash has them. */
  #writeHigh(offset: number, value: number): void {
    const enable = offset >= register.highEnable;
    const before = enable ? this.#highEnable : this.#highOut;
    const operations = [value, before | value, before & ~value, before ^ value] as const;
    const after = operations[((offset >> 2) & 3) as 0 | 1 | 2 | 3] & highBits;
    if (enable) this.#highEnable = after;
    else this.#highOut = after;
  }
}
