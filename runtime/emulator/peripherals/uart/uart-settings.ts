/** The registers of a UART that a program sets, and what follows from them. */

import { FrameFormat } from './frame-format.ts';
import { control, lineControl, register } from './uart-registers.ts';

const fifoDepth = 32;
/** FIFO levels that IFLS can choose, in words. */
const levels = [4, 8, 16, 24, 28];

/** Bits that can be written, and the first value. */
const forms: Readonly<Record<number, readonly [bits: number, first: number]>> = {
  [register.irda]: [0xff, 0],
  [register.integerDivider]: [0xffff, 0],
  [register.fractionalDivider]: [0x3f, 0],
  [register.lineControl]: [0xff, 0],
  [register.control]: [0xff87, control.transmit | control.receive],
  [register.fifoLevels]: [0x3f, 0x12],
  [register.interruptMask]: [0x7ff, 0],
  [register.dmaControl]: [0x7, 0],
};

/** What a program has set. The dividers count from the next write to UARTLCR_H on (4.2.3.2). */
export class UartSettings {
  readonly #values = new Map<number, number>();
  #format = new FrameFormat(0);
  #divider = 0;

  constructor() {
    this.reset();
  }

  reset(): void {
    for (const [offset, [, first]] of Object.entries(forms)) this.#values.set(Number(offset), first);
    this.#takeOver();
  }

  /** The register at `offset`; `undefined` if a program cannot set it. */
  get(offset: number): number | undefined {
    return this.#values.get(offset);
  }

  set(offset: number, value: number): void {
    const form = forms[offset];
    if (!form) return;
    this.#values.set(offset, value & form[0]);
    if (offset === register.lineControl) this.#takeOver();
  }

  /** How characters are put on the line. */
  get format(): FrameFormat {
    return this.#format;
  }

  /** `Infinity` while there are no bits. @param frequency - of clk_peri, in hertz. */
  nanosecondsPerBit(frequency: number): number {
    return frequency > 0 && this.#divider >= 1 ? (16 * this.#divider * 1e9) / frequency : Infinity;
  }

  get on(): boolean {
    return this.#has(control.enable);
  }

  get transmits(): boolean {
    return this.on && this.#has(control.transmit);
  }

  get receives(): boolean {
    return this.on && this.#has(control.receive);
  }

  get loopback(): boolean {
    return this.#has(control.loopback);
  }

  /** The transmitter waits for nUARTCTS. */
  get obeysClearToSend(): boolean {
    return this.#has(control.clearToSendFlow);
  }

  /** nUARTRTS as the program sets it: low when the other side may send. */
  get requestToSend(): boolean {
    return !this.#has(control.requestToSend);
  }

  /** The receive FIFO sets nUARTRTS. */
  get ownsRequestToSend(): boolean {
    return this.#has(control.requestToSendFlow);
  }

  /**
   * The transmit line is held low. Not by a UART that is off: pico-sdk switches it off to begin a break, and its own
   * receiver, which sees beginnings only, hears the break on hardware.
   */
  get sendsBreak(): boolean {
    return this.transmits && (this.#value(register.lineControl) & lineControl.breakCondition) !== 0;
  }

  get interruptMask(): number {
    return this.#value(register.interruptMask);
  }

  get dma(): number {
    return this.#value(register.dmaControl);
  }

  /** 32, or 1 with the FIFOs off. */
  get fifoDepth(): number {
    return this.#value(register.lineControl) & lineControl.fifos ? fifoDepth : 1;
  }

  /** The transmit FIFO interrupts when it falls to this. */
  get transmitLevel(): number {
    return this.fifoDepth === 1 ? 0 : (levels[this.#value(register.fifoLevels) & 7] ?? 16);
  }

  /** The receive FIFO interrupts when it rises to this. */
  get receiveLevel(): number {
    return this.fifoDepth === 1 ? 1 : (levels[this.#value(register.fifoLevels) >>> 3] ?? 16);
  }

  save(): unknown {
    return { values: [...this.#values], divider: this.#divider };
  }

  restore(state: unknown): void {
    const saved = state as { values: [number, number][]; divider: number };
    for (const [offset, value] of saved.values) this.#values.set(offset, value);
    this.#takeOver();
    this.#divider = saved.divider;
  }

  #value(offset: number): number {
    return this.#values.get(offset)!;
  }

  #has(bit: number): boolean {
    return (this.#value(register.control) & bit) !== 0;
  }

  #takeOver(): void {
    this.#format = new FrameFormat(this.#value(register.lineControl));
    this.#divider = this.#value(register.integerDivider) + this.#value(register.fractionalDivider) / 64;
  }
}
