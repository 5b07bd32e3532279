/** The target's side of an I2C block (RP2040 datasheet, 4.3.10.1). */

import type { WordFifo } from '../word-fifo.ts';
import { command, interrupt, register } from './i2c-registers.ts';
import type { I2cSettings } from './i2c-settings.ts';
import { I2cTarget } from './i2c-target.ts';

interface I2cSlaveParts {
  readonly settings: I2cSettings;
  readonly incoming: WordFifo;
  readonly outgoing: WordFifo;
  readonly raise: (interrupts: number) => void;
  /** Bytes that waited from before the request were thrown away. */
  readonly flushed: () => void;
  readonly pull: (data: boolean, clock: boolean) => void;
}

/** Answers for the program: what arrives goes into one FIFO, what is asked for comes from the other. */
export class I2cSlave {
  readonly #parts: I2cSlaveParts;
  readonly #target: I2cTarget;
  #addressed = false;
  #first = false;
  #requested = false;

  constructor(parts: I2cSlaveParts) {
    this.#parts = parts;
    this.#target = new I2cTarget(
      {
        started: (again) => parts.raise(interrupt.start | (again && this.#addressed ? interrupt.restart : 0)),
        addressed: (byte) => this.#address(byte),
        written: (byte) => this.#written(byte),
        read: () => this.#read(),
        acknowledged: (more) => {
          if (!more) parts.raise(interrupt.receiveDone);
        },
        stopped: () => this.#stopped(),
      },
      parts.pull,
    );
  }

  /** A transfer with this target is under way. */
  get active(): boolean {
    return this.#target.active;
  }

  lines(clock: boolean, data: boolean): void {
    this.#target.lines(clock, data);
  }

  /** A FIFO changed: what it held the clock for may go on. */
  resume(): void {
    this.#target.resume();
  }

  release(): void {
    this.#addressed = this.#requested = false;
    this.#target.release();
  }

  save(): unknown {
    return {
      target: this.#target.save(),
      addressed: this.#addressed,
      first: this.#first,
      requested: this.#requested,
    };
  }

  restore(state: unknown): void {
    const saved = state as { target: unknown; addressed: boolean; first: boolean; requested: boolean };
    this.#target.restore(saved.target);
    this.#addressed = saved.addressed;
    this.#first = saved.first;
    this.#requested = saved.requested;
  }

  #address(byte: number): boolean {
    const { settings } = this.#parts;
    const generalCall = byte === 0 && settings.get(register.acknowledgeGeneralCall) !== 0;
    this.#addressed = generalCall || byte >>> 1 === settings.ownAddress;
    if (!this.#addressed) return false;
    if (generalCall) this.#parts.raise(interrupt.generalCall);
    this.#first = true;
    this.#requested = false;
    const reads = (byte & 1) === 1;
    if (reads && !this.#parts.outgoing.empty) this.#parts.flushed();
    return true;
  }

  #written(byte: number): boolean | undefined {
    const { incoming, settings, raise } = this.#parts;
    if (settings.get(register.refuseData) !== 0) return false;
    if (incoming.full && settings.holdsWhenFull) return undefined;
    if (!incoming.push(byte | (this.#first ? command.firstByte : 0))) raise(interrupt.receiveOverflow);
    this.#first = false;
    raise(0);
    return true;
  }

  /** Holds the clock until the program has put a byte into the FIFO. */
  #read(): number | undefined {
    const { outgoing, raise } = this.#parts;
    if (outgoing.empty) {
      if (!this.#requested) raise(interrupt.readRequest);
      this.#requested = true;
      return undefined;
    }
    this.#requested = false;
    return outgoing.shift() & 0xff;
  }

  #stopped(): void {
    if (this.#addressed || !this.#parts.settings.stopIfAddressed) this.#parts.raise(interrupt.stop);
    this.#addressed = false;
  }
}
