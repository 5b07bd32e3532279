/** The registers of an I2C that only keep what a program writes, and what follows from them. */

import { control, plainRegisters, register } from './i2c-registers.ts';

/** A target address with these bits is the general call (IC_TAR.SPECIAL without GC_OR_START). */
const special = 1 << 11;
const startByte = 1 << 10;
const sevenBits = 0x7f;

/** What a program has set. */
export class I2cSettings {
  readonly #values = new Map<number, number>();

  constructor() {
    this.reset();
  }

  reset(): void {
    for (const [offset, [, first]] of Object.entries(plainRegisters)) this.#values.set(Number(offset), first);
  }

  /** The register at `offset`, which has to be one of these; others read as 0. */
  get(offset: number): number {
    return this.#values.get(offset) ?? 0;
  }

  has(offset: number): boolean {
    return this.#values.has(offset);
  }

  set(offset: number, value: number): void {
    const form = plainRegisters[offset];
    if (form) this.#values.set(offset, value & form[0]);
  }

  get isMaster(): boolean {
    return this.#controls(control.master);
  }

  /** It answers, unless it is a master. */
  get isSlave(): boolean {
    return !this.isMaster && !this.#controls(control.slaveDisabled);
  }

  get mayRestart(): boolean {
    return this.#controls(control.restart);
  }

  get holdsWhenFull(): boolean {
    return this.#controls(control.holdWhenFull);
  }

  get stopIfAddressed(): boolean {
    return this.#controls(control.stopIfAddressed);
  }

  /** TX_EMPTY waits until the last byte is through. */
  get emptyWhenSent(): boolean {
    return this.#controls(control.emptyWhenSent);
  }

  /** Addresses of ten bits, or the start byte: neither is emulated. */
  get unusualAddress(): boolean {
    const target = this.get(register.target);
    const startsSlowly = (target & special) !== 0 && (target & startByte) !== 0;
    return this.#controls(control.tenBitsMaster) || this.#controls(control.tenBitsSlave) || startsSlowly;
  }

  /** Address of the target, seven bits. */
  get target(): number {
    return this.get(register.target) & special ? 0 : this.get(register.target) & sevenBits;
  }

  get ownAddress(): number {
    return this.get(register.ownAddress) & sevenBits;
  }

  /** Cycles of clk_sys that a level of the clock lasts (4.3.14.1). */
  cycles(level: 'low' | 'high'): number {
    const standard = (this.get(register.control) & control.speed) === control.standardSpeed;
    const high = this.get(standard ? register.standardHigh : register.fastHigh);
    const low = this.get(standard ? register.standardLow : register.fastLow);
    return level === 'low' ? low + 1 : high + this.get(register.spikeLength) + 7;
  }

  save(): unknown {
    return [...this.#values];
  }

  restore(state: unknown): void {
    for (const [offset, value] of state as [number, number][]) this.#values.set(offset, value);
  }

  #controls(bit: number): boolean {
    return (this.get(register.control) & bit) !== 0;
  }
}
