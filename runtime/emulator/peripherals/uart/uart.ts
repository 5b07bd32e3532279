/** UART0 and UART1: Arm PL011 (RP2040 datasheet, 4.2). */

import { type InterruptLines, interruptLine } from '../../bus/interrupts.ts';
import type { NotEmulated } from '../../bus/not-emulated.ts';
import type { Peripheral } from '../../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../../bus/transfer-requests.ts';
import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { ClockRates } from '../../clock/clock-rates.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';
import type { Pins } from '../../pins/pins.ts';
import type { State } from '../../saved.ts';
import type { SharedFunction } from '../shared-function.ts';
import { WordFifo } from '../word-fifo.ts';
import { FrameFormat, frameError } from './frame-format.ts';
import { Receiver } from './receiver.ts';
import { Transmitter } from './transmitter.ts';
import { UartPins } from './uart-pins.ts';
import * as bits from './uart-registers.ts';

const { register } = bits;
const fifoDepth = 32;
/** A receive FIFO that is not empty interrupts after so many bits of silence. */
const timeoutBits = 32;
/** FIFO levels that IFLS can choose, in words. */
const levels = [4, 8, 16, 24, 28];
const allErrors = frameError.framing | frameError.parity | frameError.breakCondition | frameError.overrun;

interface UartParts {
  readonly number: 0 | 1;
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: TransferRequests;
  readonly pins: Pick<Pins, 'inputs' | 'selected' | 'onInputChange' | 'watched' | 'onWatchedChange' | 'lag'>;
  /** The function `uart` of the pins, which both UARTs drive. */
  readonly shared: SharedFunction;
  readonly notEmulated: NotEmulated;
}

/** A UART. Its lines are those of the pins, level by level; only IrDA is missing. */
export class Uart implements Peripheral {
  readonly name: string;
  readonly #parts: UartParts;
  readonly #pins: UartPins;
  readonly #transmitter: Transmitter;
  readonly #receiver: Receiver;
  readonly #timeout: Alarm;
  readonly #transmitFifo = new WordFifo(1);
  readonly #receiveFifo = new WordFifo(1);
  /** UARTILPR, UARTIBRD, UARTFBRD, UARTLCR_H, UARTCR, UARTIFLS, UARTIMSC, UARTDMACR, by offset. */
  readonly #registers = new Map<number, number>();
  #raw = 0;
  #receiveErrors = 0;
  #lost = false;
  #clearToSend = true;
  #format = new FrameFormat(0);
  #nanosecondsPerBit = Infinity;

  constructor(parts: UartParts) {
    const { number, clock, rates, pins, shared } = parts;
    this.name = `UART${number}`;
    this.#parts = parts;
    this.#transmitter = new Transmitter({
      clock,
      line: () => this.#showLine(),
      finished: () => this.#next(),
    });
    this.#receiver = new Receiver({ clock, received: (character) => this.#received(character) });
    this.#timeout = clock.createAlarm(() => this.#raise(bits.interrupt.receiveTimeout));
    this.#pins = new UartPins({
      number,
      pins,
      shared,
      changed: () => this.#pinsChanged(),
      settle: () => this.#showLine(),
    });
    rates.onChange(() => this.#setPace());
    this.#setRegisters();
  }

  read(offset: number): number {
    return offset === register.data ? this.#take() : this.peek(offset);
  }

  peek(offset: number): number {
    switch (offset) {
      case register.data:
        return this.#receiveFifo.first;
      case register.receiveStatus:
        return this.#receiveErrors;
      case register.flags:
        return this.#flags();
      case register.rawInterrupts:
        return this.#raw;
      case register.maskedInterrupts:
        return this.#raw & this.#get(register.interruptMask);
      default:
        if (offset >= bits.identificationOffset)
          return bits.identification[(offset - bits.identificationOffset) >>> 2] ?? 0;
        return this.#registers.get(offset) ?? 0;
    }
  }

  write(offset: number, value: number, written: number): void {
    switch (offset) {
      case register.data:
        this.#put(written & 0xff);
        break;
      case register.receiveStatus:
        this.#receiveErrors = 0;
        break;
      case register.interruptClear:
        this.#clear(written);
        break;
      case register.lineControl:
        this.#registers.set(offset, value & 0xff);
        this.#setLineControl();
        break;
      case register.control:
        this.#registers.set(offset, value & 0xff87);
        if (value & bits.control.irda) this.#parts.notEmulated.report('UART infrared mode (IrDA)');
        break;
      default:
        if (this.#registers.has(offset)) this.#registers.set(offset, value & 0xffff);
    }
    this.#settle();
  }

  reset(): void {
    this.#transmitter.stop();
    this.#receiver.stop();
    this.#timeout.cancel();
    this.#transmitFifo.clear();
    this.#receiveFifo.clear();
    this.#raw = this.#receiveErrors = 0;
    this.#lost = false;
    this.#setRegisters();
  }

  save(): State {
    return {
      registers: [...this.#registers],
      raw: this.#raw,
      receiveErrors: this.#receiveErrors,
      lost: this.#lost,
      clearToSend: this.#clearToSend,
      nanosecondsPerBit: this.#nanosecondsPerBit,
      format: this.#formatControl,
      fifos: [this.#transmitFifo.save(), this.#receiveFifo.save()],
      transmitter: this.#transmitter.save(),
      receiver: this.#receiver.save(),
      timeout: saveAlarm(this.#timeout, this.#parts.clock),
    };
  }

  restore(state: State): void {
    const saved = state as SavedUart;
    for (const [offset, value] of saved.registers) this.#registers.set(offset, value);
    this.#raw = saved.raw;
    this.#receiveErrors = saved.receiveErrors;
    this.#lost = saved.lost;
    this.#clearToSend = saved.clearToSend;
    this.#nanosecondsPerBit = saved.nanosecondsPerBit;
    this.#setFormat(saved.format);
    this.#transmitFifo.restore(saved.fifos[0]);
    this.#receiveFifo.restore(saved.fifos[1]);
    this.#transmitter.restore(saved.transmitter);
    this.#receiver.restore(saved.receiver, this.#format);
    restoreAlarm(this.#timeout, saved.timeout);
    this.#pins.restore(this.#line, this.#requestToSend);
    this.#pins.lagging = this.#transmitter.active && !this.#wantsEdges;
    this.#signal();
  }

  #formatControl = 0;

  #get(offset: number): number {
    return this.#registers.get(offset)!;
  }

  #setRegisters(): void {
    for (const offset of [register.irda, register.integerDivider, register.fractionalDivider])
      this.#registers.set(offset, 0);
    for (const offset of [register.lineControl, register.interruptMask, register.dmaControl])
      this.#registers.set(offset, 0);
    this.#registers.set(register.control, bits.control.transmit | bits.control.receive);
    this.#registers.set(register.fifoLevels, 0x12);
    this.#setLineControl();
    this.#settle();
  }

  /** Writing UARTLCR_H takes the dividers over, too (4.2.3.2). */
  #setLineControl(): void {
    const value = this.#get(register.lineControl);
    const depth = value & bits.lineControl.fifos ? fifoDepth : 1;
    if (depth !== this.#transmitFifo.capacity) {
      this.#transmitFifo.clear();
      this.#receiveFifo.clear();
    }
    this.#setFormat(value);
    this.#setPace();
  }

  #setFormat(value: number): void {
    this.#formatControl = value;
    this.#format = new FrameFormat(value);
    this.#transmitFifo.capacity = this.#receiveFifo.capacity = value & bits.lineControl.fifos ? fifoDepth : 1;
  }

  #setPace(): void {
    const divider = this.#get(register.integerDivider) + (this.#get(register.fractionalDivider) & 63) / 64;
    const { peripheral } = this.#parts.rates;
    this.#nanosecondsPerBit = peripheral > 0 && divider >= 1 ? (16 * divider * 1e9) / peripheral : Infinity;
    this.#next();
  }

  /** A control bit of UARTCR that only counts while the whole UART is on. */
  #enabled(half: number): boolean {
    const needed = bits.control.enable | half;
    return (this.#get(register.control) & needed) === needed;
  }

  get #loopback(): boolean {
    return (this.#get(register.control) & bits.control.loopback) !== 0;
  }

  /** Level of the transmit line, a break included. */
  get #line(): boolean {
    if (this.#transmitter.active) return this.#transmitter.level;
    return (this.#get(register.lineControl) & bits.lineControl.breakCondition) === 0;
  }

  /** Level of nUARTRTS: low when the other side may send. */
  get #requestToSend(): boolean {
    const value = this.#get(register.control);
    if (value & bits.control.requestToSendFlow) return this.#receiveFifo.length >= this.#receiveLevel;
    return (value & bits.control.requestToSend) === 0;
  }

  get #transmitLevel(): number {
    return this.#transmitFifo.capacity === 1 ? 0 : (levels[this.#get(register.fifoLevels) & 7] ?? 16);
  }

  get #receiveLevel(): number {
    return this.#receiveFifo.capacity === 1 ? 1 : (levels[(this.#get(register.fifoLevels) >>> 3) & 7] ?? 16);
  }

  #flags(): number {
    return (
      (this.#clearToSend ? 0 : bits.flag.clearToSend) |
      (this.#transmitter.active || !this.#transmitFifo.empty ? bits.flag.busy : 0) |
      (this.#receiveFifo.empty ? bits.flag.receiveEmpty : 0) |
      (this.#transmitFifo.full ? bits.flag.transmitFull : 0) |
      (this.#receiveFifo.full ? bits.flag.receiveFull : 0) |
      (this.#transmitFifo.empty ? bits.flag.transmitEmpty : 0)
    );
  }

  #put(character: number): void {
    this.#transmitFifo.push(character);
    if (this.#transmitFifo.length > this.#transmitLevel) this.#raw &= ~bits.interrupt.transmit;
  }

  /** Begins the next frame, if there is one and nothing holds it back. */
  #next(): void {
    const held =
      (this.#get(register.control) & bits.control.clearToSendFlow) !== 0 &&
      (this.#loopback ? this.#requestToSend : this.#clearToSend);
    const ready = this.#enabled(bits.control.transmit) && this.#nanosecondsPerBit < Infinity && !held;
    const broken = (this.#get(register.lineControl) & bits.lineControl.breakCondition) !== 0;
    if (ready && !broken && !this.#transmitter.active && !this.#transmitFifo.empty) {
      const character = this.#transmitFifo.shift();
      // The interrupt comes when the FIFO passes its level, not while it is below (4.2.6.4).
      if (this.#transmitFifo.length === this.#transmitLevel) this.#raw |= bits.interrupt.transmit;
      this.#transmitter.send(character, this.#format, this.#nanosecondsPerBit);
    }
    this.#showLine();
    this.#signal();
  }

  /** Takes a character out of the receive FIFO. */
  #take(): number {
    const character = this.#receiveFifo.shift();
    this.#receiveErrors = (character & allErrors) >>> 8;
    if (this.#receiveFifo.length < this.#receiveLevel) this.#raw &= ~bits.interrupt.receive;
    if (this.#receiveFifo.empty) this.#raw &= ~bits.interrupt.receiveTimeout;
    this.#awaitSilence();
    this.#settle();
    return character;
  }

  #received(character: number): void {
    const lost = this.#lost ? frameError.overrun : 0;
    this.#lost = !this.#receiveFifo.push(character | lost);
    if (this.#lost) this.#raw |= bits.interrupt.overrun;
    this.#raw |= (character >>> 8) << bits.interrupt.errors;
    if (this.#receiveFifo.length >= this.#receiveLevel) this.#raw |= bits.interrupt.receive;
    this.#awaitSilence();
    this.#settle();
  }

  #clear(cleared: number): void {
    this.#raw &= ~cleared;
    if (cleared & bits.interrupt.receiveTimeout) this.#awaitSilence();
  }

  #awaitSilence(): void {
    if (this.#receiveFifo.empty || this.#nanosecondsPerBit === Infinity) this.#timeout.cancel();
    else this.#timeout.schedule(timeoutBits * this.#nanosecondsPerBit);
  }

  #raise(interrupts: number): void {
    this.#raw |= interrupts;
    this.#signal();
  }

  #pinsChanged(): void {
    if (!this.#loopback) this.#setClearToSend(this.#pins.clearToSend);
    this.#next();
    if (!this.#loopback) this.#hear(this.#pins.receive);
  }

  #setClearToSend(level: boolean): void {
    if (level === this.#clearToSend) return;
    this.#clearToSend = level;
    this.#raise(bits.interrupt.clearToSend);
  }

  /** The receive line has this level. */
  #hear(level: boolean): void {
    const on = this.#enabled(bits.control.receive);
    this.#receiver.line(level, on ? this.#format : null, this.#nanosecondsPerBit);
  }

  get #wantsEdges(): boolean {
    return this.#loopback || this.#pins.transmitWatched;
  }

  /** Puts the present level on the transmit line, and sees to it that later ones get there when needed. */
  #showLine(): void {
    this.#transmitter.wantsEdges = this.#wantsEdges;
    this.#pins.lagging = this.#transmitter.active && !this.#wantsEdges;
    const level = this.#line;
    this.#pins.output(this.#loopback || level, this.#requestToSend);
    if (!this.#loopback) return;
    this.#setClearToSend(this.#requestToSend);
    this.#hear(level);
  }

  /** After any change of a register or FIFO. */
  #settle(): void {
    if (!this.#loopback) {
      this.#setClearToSend(this.#pins.clearToSend);
      this.#hear(this.#pins.receive);
    }
    this.#next();
  }

  #signal(): void {
    const { number, interrupts, requests } = this.#parts;
    const line = number === 0 ? interruptLine.uart0 : interruptLine.uart1;
    interrupts.set(line, (this.#raw & this.#get(register.interruptMask)) !== 0);
    const first = number === 0 ? transferRequest.uart0Transmit : transferRequest.uart1Transmit;
    const wanted = this.#get(register.dmaControl);
    const on = (this.#get(register.control) & bits.control.enable) !== 0;
    requests.set(first, on && (wanted & bits.dma.transmit) !== 0 && !this.#transmitFifo.full);
    requests.set(first + 1, on && (wanted & bits.dma.receive) !== 0 && !this.#receiveFifo.empty);
  }
}

interface SavedUart {
  readonly registers: [number, number][];
  readonly raw: number;
  readonly receiveErrors: number;
  readonly lost: boolean;
  readonly clearToSend: boolean;
  readonly nanosecondsPerBit: number;
  readonly format: number;
  readonly fifos: [number[], number[]];
  readonly transmitter: unknown;
  readonly receiver: unknown;
  readonly timeout: number | null;
}
